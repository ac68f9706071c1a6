"""Evidence that runs out lowers the confidence on that day, and who added it is told once."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments import tasks
from assessments.answers import services
from assessments.answers.models import Evidence, Sheet
from assessments.answers.queries import answers_of
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.notices.models import Notice
from assessments.scoring.engine import score
from assessments.teams.models import TeamMember
from tests import factories
from tests.answers.upload_files import pdf
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db
LAST, GONE = date(2027, 4, 1), date(2027, 4, 2)


@pytest.fixture
def evidence(assessment, ada, save):
    save("value.goal", 3)
    return services.add_evidence_file(
        actor=ada,
        assessment_id=assessment.pk,
        code="value.goal",
        name="plan.pdf",
        content=pdf(),
        operation_id=uuid.uuid4(),
        dated=date(2026, 10, 1),
        kind="measurement",
    )


def confidence(assessment, on):
    answers = answers_in(answers_of(assessment))
    return (
        score(parsed_bank(assessment.bank_version), answers, on).questions["value.goal"].confidence
    )


def sweep_on(day: date) -> None:
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        tasks.sweep()


def test_confidence_falls_the_day_after_the_evidence_ran_out(assessment, evidence):
    assert confidence(assessment, LAST) > confidence(assessment, GONE)


def test_sweep_stores_the_summary_of_the_day_the_evidence_ran_out(assessment, ada):
    today = timezone.now().date()  # the database's clock, which no test can stop, says the same
    yesterday = today - timedelta(days=1)
    bare = {code: replace(answer, note="") for code, answer in FULL.items()}
    factories.make_answers(assessment, bare)
    for code in FULL:
        services.add_evidence(
            actor=ada,
            assessment_id=assessment.pk,
            code=code,
            url="https://example.org",
            operation_id=uuid.uuid4(),
            expires_on=yesterday,
        )
    fresh = services.recount(assessment, yesterday)
    assert (fresh.content["provisional"], fresh.stale_on) == (False, today)
    type(assessment).objects.update(summary=fresh.content, stale_on=today)

    tasks.sweep()

    assessment.refresh_from_db()
    assert (assessment.summary["provisional"], assessment.stale_on) == (True, None)


def test_who_added_it_is_told_once_on_that_day(assessment, ada, evidence):
    sweep_on(LAST)
    assert not Notice.objects.exists()

    for _ in range(2):
        sweep_on(GONE)
    told = Notice.objects.get()
    assert (told.user_id, told.kind) == (ada.user_id, "evidence_expired")
    assert (told.assessment_id, told.question_code) == (assessment.pk, "value.goal")
    assert told.detail["evidence"] == "plan.pdf"


def test_telling_costs_one_statement_when_there_is_nothing(django_assert_num_queries, evidence):
    with django_assert_num_queries(3):  # savepoint, the question, savepoint
        assert services.tell_expired_evidence(LAST) == 0


def test_leads_are_told_where_the_person_left(assessment, ada, lead, evidence):
    TeamMember.objects.filter(user=ada.user_id).delete()
    sweep_on(GONE)
    assert [told.user_id for told in Notice.objects.all()] == [lead.user_id]


@pytest.mark.parametrize("changed", [{"state": "closed"}, {"product__archived_at": GONE}])
def test_nobody_is_told_about_what_is_archived(assessment, evidence, changed):
    if "state" in changed:
        type(assessment).objects.update(**changed)
    else:
        type(assessment.product).objects.update(archived_at=datetime(2027, 1, 1, tzinfo=UTC))
    sweep_on(GONE)
    assert not Notice.objects.exists()
    assert Evidence.objects.get().told_at is not None


def test_nobody_is_told_about_removed_evidence(assessment, ada, evidence):
    services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=evidence.pk)
    sweep_on(GONE)
    assert not Notice.objects.exists()


def test_nobody_is_told_about_what_was_too_old_when_it_was_added(assessment, ada):
    row = services.add_evidence(
        actor=ada,
        assessment_id=assessment.pk,
        code="value.goal",
        url="https://example.org",
        operation_id=uuid.uuid4(),
        dated=date(2020, 1, 1),
    )
    assert row.stale_on == date(2021, 1, 2)
    sweep_on(GONE)
    assert not Notice.objects.exists()


def test_leads_learn_nothing_of_a_sheet_they_may_not_see(assessment, ada, lead):
    type(assessment).objects.update(mode="blind")
    Sheet.objects.create(assessment=assessment, respondent_id=ada.user_id)
    services.add_evidence(
        actor=ada,
        assessment_id=assessment.pk,
        code="value.goal",
        url="https://example.org",
        operation_id=uuid.uuid4(),
        expires_on=LAST,
    )
    TeamMember.objects.filter(user=ada.user_id).delete()
    sweep_on(GONE)
    assert not Notice.objects.exists()
