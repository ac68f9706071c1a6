"""The history of one answer in words: what each write said, and what it changed. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from django.utils.translation import gettext as _

from assessments.answers.models import Answer as Register
from assessments.answers.models import AnswerEvent
from assessments.answers.registers import StoredAnswer, same_content
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Question
from assessments.scoring.errors import ScoringError
from assessments.web.cards import answer_words

_WORD = re.compile(r"\S+|\s+")


class Fate(StrEnum):
    """What became of a piece of a note."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a note, and what a write did to them."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One accepted write: the answer and the note after it, and the answer before.

    `before` is empty when the answer itself stayed as it was. `is_present` holds for the write
    that made what stands now, `can_return` for one whose content is another. `asked` is the
    question in its former words, where the answer was put aside under them.
    """

    event: AnswerEvent
    words: tuple[str, ...]
    before: tuple[str, ...]
    note: tuple[Piece, ...]
    is_present: bool
    can_return: bool
    asked: str = ""


def steps_of(
    question: Question, events: Sequence[AnswerEvent], former: Mapping[str, Question]
) -> Iterator[Step]:
    """Compare each write with the one before it, newest first; the oldest may be the first.

    `former` are the questions of registers that were put aside, by the code those have now.
    """
    for event, before in zip_longest(events, events[1:]):
        yield _step(question, event, before, former)


def _step(
    question: Question,
    event: AnswerEvent,
    before: AnswerEvent | None,
    former: Mapping[str, Question],
) -> Step:
    put_aside = former.get(event.answer.question_code)
    asked = put_aside or question
    words = said(asked, event)
    same_register = before is not None and before.answer_id == event.answer_id
    earlier = said(asked, before) if before is not None and same_register else ()
    present = event.answer
    return Step(
        event=event,
        words=words,
        before=() if earlier == words else earlier,
        note=tuple(pieces(before.note if before is not None and same_register else "", event.note)),
        is_present=put_aside is None and event.version == present.version,
        can_return=put_aside is None and not same_content(answer_in(event), answer_in(present)),
        asked=asked.title if put_aside is not None else "",
    )


def answer_in(event: AnswerEvent | Register) -> Answer:
    """Give what a write said, or a register says, as scoring reads it."""
    value = tuple(event.value) if isinstance(event.value, list) else event.value
    return Answer(State(event.state), value, event.reason, event.note)


def said(question: Question, event: AnswerEvent) -> tuple[str, ...]:
    """Give the answer of a write in the words of the bank."""
    try:
        return answer_words(question, StoredAnswer(question.code, answer_in(event), event.version))
    except ScoringError:
        return (_("%(value)s (no longer an option)") % {"value": event.value},)


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Say word by word how a note became another."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    for _tag, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if _tag == "equal":
            yield Piece(Fate.KEPT, "".join(after[first:last]))
            continue
        yield from _if_any(Fate.REMOVED, before[start:end])
        yield from _if_any(Fate.ADDED, after[first:last])


def _if_any(fate: Fate, words: Iterable[str]) -> Iterator[Piece]:
    text = "".join(words)
    if text:
        yield Piece(fate, text)
