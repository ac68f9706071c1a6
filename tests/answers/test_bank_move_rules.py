"""Who may move which assessment where, what is told of it, and what it costs."""

import pytest

from assessments.answers import services
from assessments.answers.bank_moves import newer_versions
from assessments.answers.errors import (
    CannotMove,
    NotAllowed,
    NotVisible,
    Outdated,
)
from assessments.answers.models import (
    Assessment,
    BankMove,
)
from assessments.audit.models import AuditEvent
from assessments.banks.queries import parsed_bank
from assessments.notices.models import Notice
from tests import factories
from tests.answers.moving import back, fresh, lead_of, move, said_in, save, started_on, versions_of
from tests.banks.moving_cases import case
from tests.scoring.small_bank import said

pytestmark = pytest.mark.django_db


def test_a_preview_is_outdated_by_any_answer_and_nothing_is_done():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    seen = fresh(assessment).revision
    save(assessment, lead, "a.goal", 0)
    with pytest.raises(Outdated):
        services.move_to_version(
            actor=lead, assessment_id=assessment.pk, version_id=new.pk, revision=seen
        )
    assert fresh(assessment).bank_version == old
    assert said_in(assessment)["a.goal"] == said(0)
    assert not BankMove.objects.exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"state": "submitted"}, "submitted"),
        ({"state": "closed"}, "archived"),
        ({"mode": "blind"}, "blind"),
        ({"mode": "blind", "revealed_at": "2026-03-01T00:00Z"}, "blind"),
    ],
)
def test_submitted_archived_and_blind_assessments_stay(changed, why):
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead = lead_of(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(**changed)
    with pytest.raises(CannotMove) as refused:
        move(assessment, new, lead)
    assert refused.value.why == why
    assert not BankMove.objects.exists()


def test_only_a_lead_moves_and_only_to_a_later_version_of_the_bank():
    found = case("wording_only")
    old, new, retired = versions_of(found, "old", "new", "new")
    retired.retired_at = retired.published_at
    retired.save(update_fields=["retired_at"])
    assessment = started_on(new, {"a.goal": said(2)})
    lead, ada = lead_of(assessment), factories.actor_in(assessment.team, "contributor")
    for version in (old, new, retired, factories.BankVersionFactory(major=9)):
        with pytest.raises(NotVisible):
            move(assessment, version, lead)
    second = started_on(old, {"a.goal": said(2)})
    with pytest.raises(NotVisible):
        move(second, new, lead)
    with pytest.raises(NotAllowed):
        move(assessment, new, ada)
    seconds = lead_of(second)
    assert list(newer_versions(seconds, second)) == [new]
    made = move(second, new, seconds)
    with pytest.raises(NotVisible):
        services.move_back(
            actor=lead, assessment_id=assessment.pk, move_id=made.pk, revision=assessment.revision
        )


def test_a_move_is_logged_and_the_team_is_told():
    found = case("wording_only")
    old, new = versions_of(found, "old", "new")
    assessment = started_on(old, found.answers)
    lead, bob = lead_of(assessment), factories.person_in(assessment.team)
    made = move(assessment, new, lead)
    back(assessment, made, lead)
    events = AuditEvent.objects.filter(verb__startswith="assessment.bank_moved").order_by("pk")
    assert [(one.verb, one.detail) for one in events] == [
        ("assessment.bank_moved", {"from": "1.0", "to": "2.0"}),
        ("assessment.bank_moved_back", {"from": "2.0", "to": "1.0"}),
    ]
    assert Notice.objects.filter(user=bob, kind="bank_moved").count() == 2
    with pytest.raises(Outdated):
        back(assessment, made, lead)


@pytest.mark.parametrize(
    ("name", "queries"),
    [("weight_changed", 20), ("wording_only", 22), ("question_removed", 30), ("code_reused", 32)],
)
def test_a_move_costs_the_same_for_one_answer_and_for_all(name, queries, django_assert_num_queries):
    found = case(name)
    old, new = versions_of(found, "old", "new")
    first = dict(list(found.answers.items())[:1])
    for version in (old, new):
        parsed_bank(version)
    for answers in (first, found.answers):
        assessment = started_on(old, answers)
        lead = lead_of(assessment)
        with django_assert_num_queries(queries):
            move(assessment, new, lead)
