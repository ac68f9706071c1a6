"""Submit locks and freezes, reopening is recorded, and sending either twice changes nothing."""

import uuid

import pytest

from assessments.answers import services
from assessments.answers.errors import NotAllowed, NotOpen, NotVisible, Refused
from assessments.answers.models import Assessment, Milestone
from assessments.answers.queries import milestones_of
from assessments.audit.models import AuditEvent
from assessments.scoring.answer_file import answers_from_mapping
from tests import factories
from tests.scoring.small_bank import FULL, small_bank

pytestmark = pytest.mark.django_db


def test_submit_freezes_answers_and_scorecard_in_a_milestone(assessment, lead):
    factories.make_answers(assessment, FULL)
    made = services.submit_assessment(actor=lead, assessment_id=assessment.pk, note="Agreed.")
    frozen = Milestone.objects.get()
    assert frozen == made
    assert answers_from_mapping(small_bank(), frozen.answers) == FULL
    assert (frozen.scorecard["level_code"], frozen.scorecard["draft"]) == ("launch_ready", False)
    assert (frozen.note, frozen.made_by_id, frozen.revision) == ("Agreed.", lead.user_id, 14)
    assert len(frozen.digest) == 64
    assert frozen.bank_version == assessment.bank_version
    assessment.refresh_from_db()
    assert assessment.state == "submitted"
    event = AuditEvent.objects.get(verb="assessment.submitted")
    assert (event.actor_id, event.object_id) == (lead.user_id, assessment.pk)


def test_submit_with_open_points_is_marked_draft(assessment, lead):
    made = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert made.scorecard["draft"] is True


def test_submit_sent_twice_makes_one_milestone(assessment, lead):
    first = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    again = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert first == again
    assert AuditEvent.objects.filter(verb="assessment.submitted").count() == 1


def test_reopened_assessment_takes_answers_and_keeps_its_milestone(assessment, lead, save):
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    for _ in range(2):
        services.reopen_assessment(
            actor=lead, assessment_id=assessment.pk, reason="A gate was missed."
        )
    assert save("value.goal", 2).version == 1
    second = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert milestones_of(assessment).first() == second
    assert Milestone.objects.count() == 2
    event = AuditEvent.objects.get(verb="assessment.reopened")
    assert event.detail == {"reason": "A gate was missed."}


@pytest.mark.parametrize("verb", [services.submit_assessment, services.reopen_assessment])
def test_archived_assessment_is_neither_submitted_nor_reopened(assessment, lead, verb):
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)
    with pytest.raises(NotOpen):
        verb(actor=lead, assessment_id=assessment.pk)


@pytest.mark.parametrize("verb", [services.submit_assessment, services.reopen_assessment])
def test_only_leads_and_admins_submit_and_reopen(assessment, ada, verb):
    with pytest.raises(NotAllowed):
        verb(actor=ada, assessment_id=assessment.pk)
    outsider = factories.actor_in(factories.TeamFactory(), "lead")
    with pytest.raises(NotVisible):
        verb(actor=outsider, assessment_id=assessment.pk)
    assert Assessment.objects.get().state == "open"


def test_note_that_cannot_be_kept_leaves_the_assessment_open(assessment, lead):
    with pytest.raises(Refused) as refused:
        services.submit_assessment(actor=lead, assessment_id=assessment.pk, note="a\x00b")
    assert (refused.value.field, refused.value.code) == ("note", "nul")
    assert Assessment.objects.get().state == "open"


def test_evidence_is_closed_with_the_assessment(assessment, ada, lead):
    given = {"actor": ada, "assessment_id": assessment.pk}
    link = {"code": "value.goal", "url": "https://example.org/a", "operation_id": uuid.uuid4()}
    kept = services.add_evidence(**given, **link)
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert services.add_evidence(**given, **link) == kept
    with pytest.raises(NotOpen):
        services.add_evidence(**given, **{**link, "operation_id": uuid.uuid4()})
    with pytest.raises(NotOpen):
        services.remove_evidence(**given, evidence_id=kept.pk)
