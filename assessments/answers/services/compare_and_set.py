"""The one place where a register is written: the version it was based on is in the SQL.

A write reaches its row only `WHERE version = base`; a first write is an insert that the unique
constraint guards. Each write appends its event in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import connection
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast

from assessments.actor import Actor
from assessments.answers.models import Answer as AnswerRow
from assessments.answers.models import AnswerEvent
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.services.locking import Locked
from assessments.answers.writes import Write
from assessments.scoring.answers import Answer

_CONTENT: Final = ("state", "value", "reason", "note")


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


def _update(locked: Locked, changes: Sequence[Change], rows: Mapping[str, AnswerRow]) -> None:
    if not changes:
        return
    changed = [rows[change.write.code] for change in changes]
    registers = AnswerRow.objects.filter(guard(changes), assessment=locked.assessment)
    updated = registers.filter(respondent__isnull=True).update(
        version=F("version") + 1,
        by=changed[0].by_id,
        at=locked.at,
        **{name: _one_or_each(name, changed) for name in _CONTENT},
    )
    if updated != len(changes):
        raise LostLock(f"assessment {locked.assessment.pk}: {updated} of {len(changes)}")


def _one_or_each(name: str, rows: Sequence[AnswerRow]) -> Any:
    """Give the value all rows share, else a CASE with the value of each (bulk_update is slow)."""
    values = [getattr(row, name) for row in rows]
    if all(_identical(value, values[0]) for value in values):
        return values[0]
    field: Any = AnswerRow._meta.get_field(name)  # noqa: SLF001 -- Django's public API for fields
    each = [
        When(question_code=row.question_code, then=Value(value, output_field=field))
        for row, value in zip(rows, values, strict=True)
    ]
    case = Case(*each, output_field=field)
    must_cast = connection.features.requires_casted_case_in_updates
    return Cast(case, output_field=field) if must_cast else case


def _identical(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


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
