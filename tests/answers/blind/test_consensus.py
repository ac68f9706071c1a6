"""The joined result of a revealed assessment, and what the team agrees on."""

import uuid
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from assessments.answers import services
from assessments.answers.errors import Conflict, NotAllowed, OperationReused, Refused
from assessments.answers.models import Answer, Consensus
from assessments.answers.queries import answers_of, history_of
from assessments.answers.sheets import consensus_of, joined
from assessments.audit.models import AuditEvent
from tests import factories
from tests.answers.blind_team import reveal, say, seen, settle

pytestmark = pytest.mark.django_db


def test_far_apart_the_lower_answer_counts_until_it_is_settled(blind, lead, ada, bob):
    say(ada, blind, "value.goal", 4, note="The board signed it.")
    say(bob, blind, "value.goal", 1, note="I have never seen it.")
    reveal(lead, blind)
    said = answers_of(seen(lead, blind))["value.goal"].answer
    assert (said.value, said.span) == (1, (1, 4))
    assert settle(lead, blind, "value.goal", 3, reason="Written down, not yet signed.") == 1
    said = answers_of(seen(lead, blind))["value.goal"].answer
    assert (said.value, said.span, said.note) == (3, None, "Written down, not yet signed.")
    kept = consensus_of(blind)["value.goal"]
    assert kept.reason == "Written down, not yet signed."
    assert [(one["respondent"], one["value"]) for one in kept.dissent] == [
        (ada.user_id, 4),
        (bob.user_id, 1),
    ]


def test_a_settled_answer_can_be_changed_and_keeps_its_history(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 3)
    say(bob, blind, "build.speed", 1)
    reveal(lead, blind)
    settle(lead, blind, "build.speed", 1, reason="First thought.")
    with pytest.raises(Conflict):
        settle(lead, blind, "build.speed", 2, reason="Blindly.")
    settle(lead, blind, "build.speed", 3, base=1, reason="Second thought.")
    events = list(history_of(seen(lead, blind), "build.speed"))
    assert [(one.version, one.value, one.note) for one in events] == [
        (2, 3, "Second thought."),
        (1, 1, "First thought."),
    ]
    kept = Consensus.objects.get(assessment=blind)
    assert (kept.answer_version, [one["value"] for one in kept.dissent]) == (2, [1])


def test_a_settled_answer_can_be_taken_back(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 3)
    say(bob, blind, "build.speed", 1)
    reveal(lead, blind)
    settle(lead, blind, "build.speed", 3)
    settle(lead, blind, "build.speed", None, base=1, state="unanswered", reason="")
    assert not Consensus.objects.exists()
    assert answers_of(seen(lead, blind))["build.speed"].answer.value == 1


def test_the_same_consensus_sent_twice_is_kept_once(blind, lead, ada):
    say(ada, blind, "build.speed", 3)
    reveal(lead, blind)
    sent = {
        "actor": lead,
        "assessment_id": blind.pk,
        "code": "build.speed",
        "base": 0,
        "operation_id": uuid.uuid4(),
        "state": "answered",
        "value": 2,
        "reason": "We agreed.",
    }
    assert services.record_consensus(**sent) == services.record_consensus(**sent) == 1


def test_a_consensus_needs_a_reason_and_a_lead(blind, lead, ada):
    reveal(lead, blind)
    with pytest.raises(Refused) as caught:
        settle(lead, blind, "build.speed", 3, reason=" ")
    assert caught.value.field == "reason"
    with pytest.raises(NotAllowed):
        settle(ada, blind, "build.speed", 3)
    shared = factories.AssessmentFactory(team_=blind.team)
    with pytest.raises(NotAllowed):
        settle(lead, shared, "build.speed", 3)


def test_the_summary_stored_equals_a_recount(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 4)
    say(bob, blind, "build.speed", 1)
    reveal(lead, blind)
    found = seen(lead, blind)
    assert found.summary == services.recount(found, timezone.now().date()).content
    low, high = found.summary["overall"]["exact"], found.summary["overall_high"]["exact"]
    assert Fraction(low) < Fraction(high)
    settle(lead, blind, "build.speed", 2)
    found = seen(lead, blind)
    assert found.summary == services.recount(found, timezone.now().date()).content


def test_a_submit_freezes_what_counts_with_its_range(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 4)
    say(bob, blind, "build.speed", 1)
    reveal(lead, blind)
    milestone = services.submit_assessment(actor=lead, assessment_id=blind.pk)
    assert milestone.answers == {"build.speed": {"value": 1, "lowest": 1, "highest": 4}}


def test_sheets_of_a_sealed_assessment_are_never_joined(blind, lead):
    with pytest.raises(ValueError, match="not revealed"):
        joined(seen(lead, blind))


def test_evidence_of_those_who_said_what_counts_stands_behind_it(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 1)
    say(bob, blind, "build.speed", 3)
    for actor, name in ((ada, "a"), (bob, "b")):
        services.add_evidence(
            actor=actor,
            assessment_id=blind.pk,
            code="build.speed",
            url=f"https://example.org/{name}",
            operation_id=uuid.uuid4(),
            dated=date(2026, 1, 31),
        )
    reveal(lead, blind)
    stored = answers_of(seen(lead, blind))["build.speed"]
    assert [link.url for link in stored.evidence] == ["https://example.org/a"]


def test_a_reveal_waits_for_the_lock_and_happens_once(blind, lead):
    reveal(lead, blind)
    at = seen(lead, blind).revealed_at
    reveal(lead, blind)
    assert seen(lead, blind).revealed_at == at
    assert at <= datetime.now(UTC) + timedelta(seconds=5)
    assert AuditEvent.objects.filter(verb="assessment.revealed").count() == 1


def test_answers_of_the_sheets_stay_as_they_were_said(blind, lead, ada, bob):
    say(ada, blind, "build.speed", 4)
    reveal(lead, blind)
    settle(lead, blind, "build.speed", 2)
    kept = Answer.objects.filter(assessment=blind).order_by("pk")
    assert [(one.respondent_id, one.value) for one in kept] == [(ada.user_id, 4), (None, 2)]


def test_an_operation_id_of_another_sheet_is_refused_for_a_link_too(blind, ada, bob):
    operation = uuid.uuid4()
    link = {"assessment_id": blind.pk, "code": "value.goal", "operation_id": operation}
    services.add_evidence(actor=ada, url="https://example.org/a", **link)
    with pytest.raises(OperationReused):
        services.add_evidence(actor=bob, url="https://example.org/b", **link)
