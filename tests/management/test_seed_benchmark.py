"""The benchmark's database holds what a real one holds, and its users can sign in."""

import pytest
from django.core.management import CommandError, call_command

from assessments.answers.extent import extent_of
from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence
from assessments.answers.queries import home_rows
from assessments.answers.services import recount
from assessments.teams.models import TeamMember, User
from assessments.teams.queries import organisations_led_by
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    call_command("seed_benchmark", "--assessments", "60", verbosity=0)


def test_users_sign_in_and_see_assessments_of_their_own(seeded):
    for number in (0, 63):
        user = User.objects.get(email=f"bench-{number}@example.org")
        assert user.check_password("bench")
        assert home_rows(factories.actor_of(user))[0].summary["answered"]
    assert TeamMember.objects.filter(role="lead").count() == User.objects.count() == 64


def test_every_assessment_has_a_true_summary_and_a_whole_history(seeded):
    assert Assessment.objects.count() == 60
    for row in Assessment.objects.order_by("?")[:10]:
        assert row.summary == recount(row, row.touched_at.date()).content
        versions = sum(row.answers.values_list("version", flat=True))
        assert AnswerEvent.objects.filter(assessment=row).count() == versions
        assert row.revision == versions + row.evidence.count()
    last = AnswerEvent.objects.filter(version=2).select_related("answer").order_by("-pk").first()
    assert (last.value, last.state, last.base) == (last.answer.value, last.answer.state, 1)
    assert Evidence.objects.exists()
    assert Assessment.objects.values("touched_at").distinct().count() == 60
    assert Answer.objects.values("question_code").distinct().count() == 120


def test_second_run_on_the_same_database_is_refused(seeded):
    with pytest.raises(CommandError, match="seeded before"):
        call_command("seed_benchmark", "--assessments", "60")
    assert Assessment.objects.count() == 60


def test_results_alone_are_seeded_for_one_admin_to_see():
    call_command("seed_benchmark", "--assessments", "40", "--summaries-only", verbosity=0)

    admin = factories.actor_of(User.objects.get(email="bench-0@example.org"))
    (organisation,) = organisations_led_by(admin)
    extent = extent_of(admin, organisation)
    assert (extent.column, extent.rows.count(), Assessment.objects.count()) == (
        "organisation",
        20,
        40,
    )
    assert not Answer.objects.exists()
    assert {row.is_complete for row in extent.rows} == {True, False}
    for row in extent.rows:
        assert row.score is None or row.summary["overall"]["exact"]
