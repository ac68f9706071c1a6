"""Save one answer, the moment it was given."""

from uuid import UUID

from assessments.actor import Actor
from assessments.answers.services.locking import seen_for_answers
from assessments.answers.services.saving import save
from assessments.answers.writes import Saved, Write


def save_answer(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    base: int,
    operation_id: UUID,
    state: str,
    value: object = None,
    reason: str = "",
    note: str = "",
    bank_version: int | None = None,
) -> Saved:
    """Save one answer based on version `base` (0: nothing was there); 4 queries.

    A repeated operation gets its first reply. A write that changes nothing is answered like a
    saved one but leaves no event. Taking an answer back is a write with the state `unanswered`.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team.
        NotOpen: the assessment was submitted or archived.
        Conflict: the register is not at `base`; carries what stands there now.
        UnknownQuestion, AnswerOutOfRange: the content, with its field, or a question that is
            another one now than in the `bank_version` it was shown in.
        OperationReused: the operation id belongs to another write.
    """
    write = Write(code, base, operation_id, state, value, reason, note, bank_version)
    done = save(actor, seen_for_answers(actor, assessment_id), [write])
    if code in done.refused:
        raise done.refused[code]
    if code in done.result.conflicts:
        raise done.result.conflicts[code]
    return done.result.saved[code]
