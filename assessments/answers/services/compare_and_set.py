"""The one place where a register is written: the version it was based on is in the SQL.

A write reaches its row only `WHERE version = base`; a first write is an insert that the unique
constraint guards. Each write appends its event in the same transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Q

from assessments.actor import Actor
from assessments.answers.models import Answer as AnswerRow
from assessments.answers.models import AnswerEvent
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.services.locking import Locked
from assessments.answers.writes import Write
from assessments.scoring.answers import Answer

_FIELDS = ("state", "value", "reason", "note", "version", "by", "at")


class LostLock(RuntimeError):
    """Rows changed under the lock of their assessment: nothing of the write was kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """A checked write and the register it replaces."""

    write: Write
    answer: Answer
    stored: StoredAnswer

    @property
    def version(self) -> int:
        return self.stored.version + 1


def based_on_current(write: Write, stored: StoredAnswer) -> bool:
    """Say whether the write was based on what stands in the register."""
    return write.base == stored.version


def guard(changes: Iterable[Change]) -> Q:
    """Give the condition of the UPDATE: each row only at the version its write was based on."""
    pairs = (Q(question_code=c.write.code, version=c.write.base) for c in changes)
    return Q.create(list(pairs), connector=Q.OR)


def store(locked: Locked, changes: Sequence[Change], actor: Actor) -> dict[str, StoredAnswer]:
    """Write the registers and their events, and give the registers as they stand then.

    At most 3 queries, however many changes: one UPDATE, one INSERT of new registers, one INSERT
    of events.

    Raises:
        LostLock: a register was not at the version read under the lock.
    """
    if not changes:
        return {}
    rows = {change.write.code: _row(locked, change, actor) for change in changes}
    _update(locked, [c for c in changes if c.stored.pk is not None], rows)
    AnswerRow.objects.bulk_create(row for row in rows.values() if row.pk is None)
    AnswerEvent.objects.bulk_create(_event(rows[c.write.code], c, locked, actor) for c in changes)
    return {c.write.code: _after(rows[c.write.code], c, locked, actor) for c in changes}


def _row(locked: Locked, change: Change, actor: Actor) -> AnswerRow:
    return AnswerRow(
        pk=change.stored.pk,
        assessment=locked.assessment,
        question_code=change.write.code,
        state=change.answer.state.value,
        value=stored_value(change.answer),
        reason=change.answer.reason,
        note=change.answer.note,
        version=change.version,
        by_id=actor.user_id,
        at=locked.at,
    )


def _update(locked: Locked, changes: Sequence[Change], rows: dict[str, AnswerRow]) -> None:
    if not changes:
        return
    registers = AnswerRow.objects.filter(guard(changes), assessment=locked.assessment)
    if len(changes) == 1:
        row = rows[changes[0].write.code]
        values = {field: getattr(row, field) for field in _FIELDS if field not in {"version", "by"}}
        updated = registers.filter(pk=row.pk).update(
            version=F("version") + 1, by=row.by_id, **values
        )
    else:
        updated = registers.bulk_update([rows[c.write.code] for c in changes], _FIELDS)
    if updated != len(changes):
        raise LostLock(f"assessment {locked.assessment.pk}: {updated} of {len(changes)}")


def _event(row: AnswerRow, change: Change, locked: Locked, actor: Actor) -> AnswerEvent:
    return AnswerEvent(
        answer=row,
        assessment=locked.assessment,
        version=change.version,
        base=change.write.base,
        state=row.state,
        value=row.value,
        reason=row.reason,
        note=row.note,
        by_id=actor.user_id,
        at=locked.at,
        operation_id=change.write.operation_id,
    )


def _after(row: AnswerRow, change: Change, locked: Locked, actor: Actor) -> StoredAnswer:
    return replace(
        change.stored,
        answer=replace(change.answer, evidence=change.stored.answer.evidence),
        version=change.version,
        by_id=actor.user_id,
        by=actor.name or actor.email,
        at=locked.at,
        pk=row.pk,
    )
