"""Submit locks an assessment and freezes a copy of it; reopening is possible and recorded."""

from typing import Any

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.errors import NotOpen
from assessments.answers.fields import clean_note, clean_reason
from assessments.answers.models import Assessment, Milestone
from assessments.answers.services.freezing import freeze
from assessments.answers.services.locking import locked_for_managing
from assessments.answers.services.telling_team import tell_team
from assessments.audit.models import AuditEvent
from assessments.audit.services import record
from assessments.text import NAME_LENGTH

OPEN = Assessment.AssessmentState.OPEN
SUBMITTED = Assessment.AssessmentState.SUBMITTED


@transaction.atomic
def submit_assessment(*, actor: Actor, assessment_id: int, note: str = "") -> Milestone:
    """Lock an open assessment and freeze its answers and scorecard as a milestone; 10 queries.

    Open points are allowed: the scorecard is marked draft. Submitting a submitted assessment
    gives its last milestone and changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor does not lead its team.
        NotOpen: the assessment is archived, or blind and not revealed.
        Refused: a note that cannot be kept.
    """
    locked = locked_for_managing(actor, assessment_id)
    row = locked.assessment
    if row.state == SUBMITTED and (
        last := row.milestones.filter(by_hand=False, of_move=False).first()
    ):
        return last
    if not row.is_open or row.is_blind:
        raise NotOpen(row.state)
    name = f"{row.name}, {locked.at.date().isoformat()}"[-NAME_LENGTH:]
    milestone = freeze(locked, actor, name=name, note=clean_note(note))
    row.state = SUBMITTED
    row.touched_at = locked.at
    row.save(update_fields=["state", "touched_at"])
    draft = milestone.scorecard["draft"]
    event = _record("assessment.submitted", row, actor, milestone=milestone.pk, draft=draft)
    tell_team(row, actor, event)
    return milestone


@transaction.atomic
def reopen_assessment(*, actor: Actor, assessment_id: int, reason: str = "") -> Assessment:
    """Open a submitted assessment again; its milestones stay. At most 6 queries.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor does not lead its team.
        NotOpen: the assessment is archived: restore it first.
        Refused: a reason that cannot be kept.
    """
    locked = locked_for_managing(actor, assessment_id)
    row = locked.assessment
    if row.is_open:
        return row
    if row.state != SUBMITTED:
        raise NotOpen(row.state)
    row.state = OPEN
    row.touched_at = locked.at
    row.save(update_fields=["state", "touched_at"])
    event = _record("assessment.reopened", row, actor, reason=clean_reason(reason))
    tell_team(row, actor, event)
    return row


def _record(verb: str, row: Assessment, actor: Actor, **detail: Any) -> AuditEvent:
    mine = {"organisation_id": row.organisation_id, "actor_id": actor.user_id}
    return record(verb, row, **mine, detail=detail)
