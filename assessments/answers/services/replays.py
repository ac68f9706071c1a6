"""The same write sent twice gets the same reply: operation ids are looked up, never guessed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from assessments.answers.content import Checked, register_of
from assessments.answers.models import AnswerEvent
from assessments.answers.registers import Registers, same_content
from assessments.answers.services.locking import Seen
from assessments.answers.writes import Saved, Write
from assessments.scoring.answers import Answer, State


def replies_to(
    seen: Seen, writes: Iterable[Write], checked: Checked, registers: Registers
) -> dict[str, Saved]:
    """Give the first reply to each of the writes that was accepted before (1 query).

    The same id with other content is another write, so it has no reply here.
    """
    events = _events(seen, {write.operation_id for write in writes})
    found = {}
    for write in writes:
        event = events.get(write.operation_id)
        if event is not None and _is_of(event, write, checked, registers):
            by = str(event.by) if event.by else ""
            found[write.code] = Saved(write.code, event.version, by, event.at, _answer(event))
    return found


def _events(seen: Seen, operation_ids: set[UUID]) -> Mapping[UUID, AnswerEvent]:
    rows = AnswerEvent.objects.filter(
        assessment=seen.assessment, operation_id__in=operation_ids
    ).select_related("by")
    return {row.operation_id: row for row in rows}


def _is_of(event: AnswerEvent, write: Write, checked: Checked, registers: Registers) -> bool:
    if event.answer_id != register_of(registers, write.code).pk or event.base != write.base:
        return False
    # Other answers may have changed since, so that the bank would refuse the same write now.
    sent = checked.answers.get(write.code)
    return event.state == write.state if sent is None else same_content(sent, _answer(event))


def _answer(event: AnswerEvent) -> Answer:
    value = tuple(event.value) if isinstance(event.value, list) else event.value
    return Answer(State(event.state), value, event.reason, event.note)
