"""Submit locks an assessment and freezes a copy of it; reopening is possible and recorded."""

import hashlib
import json
from typing import Any

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.errors import NotOpen
from assessments.answers.fields import clean_note, clean_reason
from assessments.answers.models import Assessment, Milestone
from assessments.answers.registers import answers_in, read_registers
from assessments.answers.services.locking import Locked, locked_for_managing
from assessments.answers.services.refreshing import store_summary
from assessments.audit.services import record
from assessments.scoring.answer_file import mapping_from_answers
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json

OPEN = Assessment.AssessmentState.OPEN
SUBMITTED = Assessment.AssessmentState.SUBMITTED


@transaction.atomic
def submit_assessment(*, actor: Actor, assessment_id: int, note: str = "") -> Milestone:
    """Lock an open assessment and freeze its answers and scorecard as a milestone; 7 queries.

    Open points are allowed: the scorecard is marked draft. Submitting a submitted assessment
    gives its last milestone and changes nothing.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor does not lead its team.
        NotOpen: the assessment is archived.
        Refused: a note that cannot be kept.
    """
    locked = locked_for_managing(actor, assessment_id)
    row = locked.assessment
    if row.state == SUBMITTED and (last := row.milestones.first()):
        return last
    if not row.is_open:
        raise NotOpen(row.state)
    milestone = _freeze(locked, actor, clean_note(note))
    row.state = SUBMITTED
    row.touched_at = locked.at
    row.save(update_fields=["state", "touched_at"])
    draft = milestone.scorecard["draft"]
    _record("assessment.submitted", row, actor, milestone=milestone.pk, draft=draft)
    return milestone


@transaction.atomic
def reopen_assessment(*, actor: Actor, assessment_id: int, reason: str = "") -> Assessment:
    """Open a submitted assessment again; its milestones stay. At most 3 queries.

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
    _record("assessment.reopened", row, actor, reason=clean_reason(reason))
    return row


def _freeze(locked: Locked, actor: Actor, note: str) -> Milestone:
    registers = read_registers(locked.assessment.pk)
    store_summary(locked, registers, accepted=0)
    in_order = {code: registers[code] for code in locked.bank.questions if code in registers}
    answers = mapping_from_answers(answers_in(in_order))
    day = locked.at.date()
    scorecard = scorecard_json(locked.bank, score(locked.bank, answers_in(registers), day))
    return Milestone.objects.create(
        assessment=locked.assessment,
        bank_version=locked.assessment.bank_version,
        name=f"{locked.assessment.name}, {day.isoformat()}"[-200:],
        note=note,
        revision=locked.assessment.revision,
        answers=answers,
        scorecard=scorecard,
        digest=_digest(locked.assessment.bank_version.digest, answers, scorecard),
        made_by_id=actor.user_id,
    )


def _digest(bank_digest: str, answers: dict[str, Any], scorecard: dict[str, Any]) -> str:
    frozen = {"bank": bank_digest, "answers": answers, "scorecard": scorecard}
    plain = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _record(verb: str, row: Assessment, actor: Actor, **detail: Any) -> None:
    record(verb, row, organisation_id=row.organisation_id, actor_id=actor.user_id, detail=detail)
