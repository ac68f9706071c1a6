"""Writes what is answered into its registers: the version it was based on is in the SQL.

A write reaches its row only `WHERE version = base`; a first write is an insert that the unique
constraint guards. Each write appends its event in the same transaction. Registers are written past
this only where nothing is answered: by a move to another bank version (`turning.py`), from what it
read behind the same lock, when a person is erased, and when data for benchmarks are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assessments.actor import Actor
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.services.locking import Locked
from assessments.answers.statements import (
    as_json,
    changed,
    flat,
    identifier,
    json_text,
    marks,
    moment,
    row_of,
    rows,
)
from assessments.answers.writes import Write
from assessments.scoring.answers import Answer

_NEW: Final = """
    INSERT INTO assessments_answer (assessment_id, respondent_id, question_code, state, value,
        reason, note, version, revision, by_id, at)
    VALUES {each} RETURNING question_code, id
"""
_CHANGED: Final = """
    UPDATE assessments_answer SET version = version + 1, revision = %s, by_id = %s, at = %s,
        state = sent.column3, value = {value}, reason = sent.column5, note = sent.column6,
        to_check_id = NULL
    FROM (VALUES {each}) AS sent WHERE id = sent.column1 {guard}
"""
_EVENTS: Final = """
    INSERT INTO assessments_answerevent (answer_id, assessment_id, version, base, state, value,
        reason, note, by_id, at, operation_id)
    VALUES {each}
"""
# The register is written only at the version the write was based on.
GUARD: Final = "AND version = sent.column2"


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

    @property
    def kept(self) -> Answer:
        """The answer as it will stand: evidence is no part of a write."""
        return replace(self.answer, evidence=self.stored.answer.evidence)


def based_on_current(write: Write, stored: StoredAnswer) -> bool:
    """Say whether the write was based on what stands in the register."""
    return write.base == stored.version


def store(locked: Locked, changes: Sequence[Change], actor: Actor) -> dict[str, StoredAnswer]:
    """Write the registers and their events, and give the registers as they stand then.

    At most 3 queries, however many changes: one UPDATE, one INSERT of new registers, one INSERT
    of events.

    Raises:
        LostLock: a register was not at the version read under the lock.
    """
    if not changes:
        return {}
    sent = [_content(change) for change in changes]
    known = {c.write.code: c.stored.pk for c in changes if c.stored.pk is not None}
    _update(locked, changes, sent, actor)
    known |= _insert(locked, changes, sent, actor)
    _append(locked, changes, sent, [known[c.write.code] for c in changes], actor)
    return {c.write.code: _after(known[c.write.code], c, locked, actor) for c in changes}


def _content(change: Change) -> tuple[Any, ...]:
    said = change.answer
    return said.state.value, json_text(stored_value(said)), said.reason, said.note


def _insert(
    locked: Locked, changes: Sequence[Change], sent: Sequence[tuple[Any, ...]], actor: Actor
) -> dict[str, int]:
    """Insert the registers nothing was said in; give their ids by code."""
    start = (locked.assessment.pk, locked.respondent_id)
    end = (1, locked.revision + len(changes), actor.user_id, moment(locked.at))
    new = [
        (*start, change.write.code, *content, *end)
        for change, content in zip(changes, sent, strict=True)
        if change.stored.pk is None
    ]
    if not new:
        return {}
    return dict(rows(_NEW.format(each=marks(len(new), row_of(11))), flat(new)))


def _update(
    locked: Locked, changes: Sequence[Change], sent: Sequence[tuple[Any, ...]], actor: Actor
) -> None:
    old = [
        (change.stored.pk, change.write.base, *content)
        for change, content in zip(changes, sent, strict=True)
        if change.stored.pk is not None
    ]
    if not old:
        return
    each = marks(len(old), row_of(6))
    sql = _CHANGED.format(each=each, value=as_json("sent.column4"), guard=GUARD)
    first = [locked.revision + len(changes), actor.user_id, moment(locked.at)]
    updated = changed(sql, [*first, *flat(old)])
    if updated != len(old):
        raise LostLock(f"assessment {locked.assessment.pk}: {updated} of {len(old)}")


def _append(
    locked: Locked,
    changes: Sequence[Change],
    sent: Sequence[tuple[Any, ...]],
    answers: Sequence[int],
    actor: Actor,
) -> None:
    at = moment(locked.at)
    events = [
        (
            *(pk, locked.assessment.pk, change.version, change.write.base),
            *content,
            *(actor.user_id, at, identifier(change.write.operation_id)),
        )
        for change, content, pk in zip(changes, sent, answers, strict=True)
    ]
    changed(_EVENTS.format(each=marks(len(events), row_of(11))), flat(events))


def _after(pk: int, change: Change, locked: Locked, actor: Actor) -> StoredAnswer:
    return replace(
        change.stored,
        answer=change.kept,
        version=change.version,
        by_id=actor.user_id,
        by=actor.name or actor.email,
        at=locked.at,
        pk=pk,
        to_check=None,
    )
