"""The lead records the team's answer where respondents differ, with the reason and the dissent."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.content import check_writes, register_of
from assessments.answers.errors import Conflict, NotAllowed, NotOpen, OperationReused, Refused
from assessments.answers.fields import clean_reason
from assessments.answers.models import Assessment, Consensus
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.services.compare_and_set import Change, based_on_current, store
from assessments.answers.services.locking import Locked, locked_for_managing
from assessments.answers.services.refreshing import store_summary
from assessments.answers.services.replays import replies_to
from assessments.answers.sheets import Joined, joined, registers_of
from assessments.answers.writes import Write
from assessments.audit.services import record
from assessments.scoring.answers import Answer, State
from assessments.scoring.several import Joint, Opinion


def record_consensus(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    base: int,
    operation_id: UUID,
    state: str,
    value: object = None,
    reason: str = "",
) -> int:
    """Write the team's answer based on version `base`, and give the version it has now.

    The reason is the note of the team's register, so its history tells each change. What
    respondents said otherwise is kept as dissent. `unanswered` takes the team's answer back. A
    repeated operation changes nothing. At most 14 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`; NotAllowed also for a shared one.
        NotOpen: the assessment is not revealed, or submitted or archived.
        Conflict: the team's register is not at `base`.
        Refused: no reason is given, or one that cannot be kept.
        UnknownQuestion, AnswerOutOfRange: the content, with its field.
        OperationReused: the operation id belongs to another write.
    """
    try:
        with transaction.atomic():
            locked = _revealed(actor, assessment_id)
            why = _reason(reason, state)
            said = why if state == State.NOT_APPLICABLE else ""
            write = Write(code, base, operation_id, state, value, said, why)
            return _settle(locked, write, actor)
    except IntegrityError as error:
        if "operation" in str(error):
            raise OperationReused from error
        raise


def _revealed(actor: Actor, assessment_id: int) -> Locked:
    locked = locked_for_managing(actor, assessment_id)
    row = locked.assessment
    if row.mode != Assessment.Mode.BLIND:
        raise NotAllowed
    if not row.is_open or not row.is_revealed:
        raise NotOpen(row.state)
    return locked


def _reason(raw: str, state: str) -> str:
    reason = clean_reason(raw)
    if not reason and state != State.UNANSWERED:
        raise Refused("reason", "required", _("Say why this is the team's answer."))
    return reason


def _settle(locked: Locked, write: Write, actor: Actor) -> int:
    sheets = joined(locked.assessment)
    checked = check_writes(locked.bank, [write], sheets.registers)
    if write.code in checked.refused:
        raise checked.refused[write.code]
    stored = register_of(sheets.team, write.code)
    if write.code in replies_to(locked, [write], checked, sheets.team):
        return stored.version
    if not based_on_current(write, stored):
        raise Conflict(stored)
    answer = checked.answers[write.code]
    after = store(locked, [Change(write, answer, stored)], actor)[write.code]
    _keep(locked, sheets, after, actor)
    store_summary(locked, registers_of(locked.assessment), accepted=1)
    return after.version


def _keep(locked: Locked, sheets: Joined, after: StoredAnswer, actor: Actor) -> None:
    """Keep the reason and the dissent; an answer taken back has neither."""
    row, joint = locked.assessment, sheets.questions[after.code]
    detail = {"question": after.code, "state": after.answer.state.value}
    record(
        "consensus.recorded",
        row,
        organisation_id=row.organisation_id,
        actor_id=actor.user_id,
        detail=detail,
    )
    kept = Consensus.objects.filter(assessment=row, question_code=after.code)
    if after.answer.state is State.UNANSWERED:
        kept.delete()
        return
    said = {
        "reason": after.answer.note,
        "dissent": [_dissent(one) for one in dissenting(joint, after.answer)],
        "answer_version": after.version,
        "by_id": actor.user_id,
        "at": locked.at,
    }
    if not kept.update(**said):
        Consensus.objects.create(assessment=row, question_code=after.code, **said)


def dissenting(joint: Joint, agreed: Answer) -> list[Opinion]:
    """List the opinions that say something else; don't know and blank dissent from nothing."""
    silent = (State.DONT_KNOW, State.UNANSWERED)
    same = (agreed.state, agreed.value)
    return [
        one
        for one in joint.opinions
        if one.answer.state not in silent and (one.answer.state, one.answer.value) != same
    ]


def _dissent(opinion: Opinion) -> dict[str, Any]:
    """Freeze what somebody said; the name is looked up, so that erasing a person reaches it."""
    said = opinion.answer
    return {
        "respondent": opinion.respondent.key,
        "discipline": opinion.respondent.discipline,
        "state": said.state.value,
        "value": stored_value(said),
        "reason": said.reason,
        "note": said.note,
    }
