"""Turns the registers of an assessment to another bank version, under the lock of its row.

A register whose question changed gets a new version even where its content stays: whoever still
looks at the old wording is then based on an old version, and gets a conflict instead of answering
a question nobody has shown them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from assessments.actor import Actor
from assessments.answers.models import Answer as Register
from assessments.answers.models import AnswerEvent, BankMove, KeptAside
from assessments.answers.registers import stored_value
from assessments.answers.services.locking import Locked
from assessments.answers.services.shelving import recode_answers, recode_belongings
from assessments.answers.shelf import standing
from assessments.scoring.answers import BLANK, Answer


@dataclass(frozen=True, slots=True)
class Author:
    """Who is named at a register: whoever answered, also after a move that somebody else made."""

    by_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """What happens to one question.

    `aside` puts its answer on a shelf, `goes` all that belongs to it as well; `back` are the keys
    of what comes from a shelf, `source` the code whose rows it takes. Then the register says
    `said`, as a new version; with None it is left as it is. `author` is the present one where
    nobody is named.
    """

    code: str
    said: Answer | None = None
    aside: bool = False
    goes: bool = False
    back: tuple[int, ...] = ()
    source: str = ""
    to_check: int | None = None
    author: Author | None = None


def turn(locked: Locked, move: BankMove, turns: Sequence[Turn], actor: Actor) -> int:
    """Carry out the turns of a move, and give how many registers were written.

    A fixed number of queries, whatever the number of questions.
    """
    now = {
        row.question_code: row
        for row in standing(Register.objects.filter(assessment=locked.assessment))
    }
    _put_aside(locked, move, [one for one in turns if one.aside or one.goes])
    highest = _bring_back(locked, move, turns)
    taken = {one.source: one.code for one in turns if one.source}
    recode_answers(locked.assessment, taken)
    recode_belongings(locked.assessment, taken)
    writes = [one for one in turns if one.said is not None]
    rows = list(_rows(locked, writes, now, highest, actor))
    _store(locked, rows, actor)
    return len(rows)


def _put_aside(locked: Locked, move: BankMove, turns: Sequence[Turn]) -> None:
    """Make a shelf for each and put its rows there (at most 10 queries)."""
    kept = KeptAside.objects.bulk_create(
        KeptAside(
            assessment=locked.assessment,
            move=move,
            question_code=one.code,
            bank_version_id=move.from_version_id,
            with_question=one.goes,
        )
        for one in turns
    )
    recode_answers(locked.assessment, {row.question_code: row.shelf for row in kept})
    going = (row for row in kept if row.with_question)
    recode_belongings(locked.assessment, {row.question_code: row.shelf for row in going})


def _bring_back(locked: Locked, move: BankMove, turns: Sequence[Turn]) -> Mapping[str, Register]:
    """Bring back what belongs to questions that are asked again; give their newest registers.

    The registers stay on their shelves, as history: their content comes with the turn.
    """
    keys = [key for one in turns for key in one.back]
    if not keys:
        return {}
    rows = list(KeptAside.objects.filter(assessment=locked.assessment, pk__in=keys))
    KeptAside.objects.filter(pk__in=keys).update(returned_by=move)
    belongings = {row.shelf: row.question_code for row in rows if row.with_question}
    recode_belongings(locked.assessment, belongings)
    shelves = {row.shelf: row.question_code for row in rows}
    found: dict[str, Register] = {}
    said = Register.objects.filter(assessment=locked.assessment, question_code__in=shelves)
    for row in said.order_by("version"):
        found[shelves[row.question_code]] = row
    return found


def _rows(
    locked: Locked,
    turns: Iterable[Turn],
    now: Mapping[str, Register],
    highest: Mapping[str, Register],
    actor: Actor,
) -> Iterator[Register]:
    """Give the registers as they are written: the ones there are, else new ones."""
    for one in turns:
        was = now.get(one.source or one.code)
        former = highest.get(one.code)
        version = max((row.version for row in (was, former) if row is not None), default=0) + 1
        stays = was is not None and not (one.aside or one.goes)
        row = was if was is not None and stays else Register(assessment=locked.assessment)
        row.question_code, row.version, row.to_check_id = one.code, version, one.to_check
        given = Author(former.by_id, former.at) if former is not None else None
        _say(row, one.said or BLANK, one.author or given or Author(actor.user_id, locked.at))
        yield row


def _say(row: Register, said: Answer, author: Author) -> None:
    row.state, row.value = said.state.value, stored_value(said)
    row.reason, row.note = said.reason, said.note
    row.by_id, row.at = author.by_id, author.at


def _store(locked: Locked, rows: Sequence[Register], actor: Actor) -> None:
    """Write the registers with an event each, by whoever moves (at most 3 queries)."""
    for row in rows:
        row.revision = locked.revision + len(rows)
    columns = ("question_code", "state", "value", "reason", "note", "version", "revision")
    there = [row for row in rows if row.pk is not None]
    Register.objects.bulk_update(there, [*columns, "by", "at", "to_check"])
    Register.objects.bulk_create(row for row in rows if row.pk is None)
    AnswerEvent.objects.bulk_create(_event(row, locked, actor) for row in rows)


def _event(row: Register, locked: Locked, actor: Actor) -> AnswerEvent:
    return AnswerEvent(
        answer=row,
        assessment=locked.assessment,
        version=row.version,
        base=row.version - 1,
        state=row.state,
        value=row.value,
        reason=row.reason,
        note=row.note,
        by_id=actor.user_id,
        at=locked.at,
        operation_id=uuid4(),
    )


def without_evidence(answer: Answer) -> Answer:
    """Give what a register holds of an answer."""
    return replace(answer, evidence=())
