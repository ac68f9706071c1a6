"""Somebody says that an answer still holds although the wording of its question changed."""

from uuid import uuid4

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.content import register_of
from assessments.answers.errors import Conflict, NotOpen
from assessments.answers.registers import StoredAnswer, read_registers, stored_value
from assessments.answers.services.compare_and_set import Change, store
from assessments.answers.services.locking import locked_for_answers
from assessments.answers.services.refreshing import store_summary
from assessments.answers.writes import Write


@transaction.atomic
def confirm_answer(*, actor: Actor, assessment_id: int, code: str, base: int) -> StoredAnswer:
    """Write the same answer again, by whoever confirms it, and take the mark away.

    One that is not in doubt any more stays as it is. 6 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
        NotOpen: the assessment takes no answers any more.
        Conflict: the register is not at `base`.
    """
    locked = locked_for_answers(actor, assessment_id)
    if not locked.takes_answers:
        raise NotOpen(locked.assessment.state)
    registers = read_registers(assessment_id, locked.respondent_id)
    stored = register_of(registers, code)
    if stored.version != base:
        raise Conflict(stored)
    if stored.to_check is None:
        return stored
    said = stored.answer
    value = stored_value(said)
    write = Write(code, base, uuid4(), said.state.value, value, said.reason, said.note)
    after = store(locked, [Change(write, said, stored)], actor)
    store_summary(locked, {**registers, **after}, accepted=1)
    return after[code]
