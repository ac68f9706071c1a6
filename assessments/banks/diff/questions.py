"""What became of each question: the same, reworded, counted otherwise, moved, split, new, gone.

Questions are matched by code; what has a new code is matched by its words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from assessments.banks.diff.likeness import alike, all_words, asks_another, swapped
from assessments.banks.diff.matching import Matched, match
from assessments.banks.diff.versions import QUESTION_WORDING, diff, keys_changed, skeletons
from assessments.scoring.bank import Bank, Question


class Became(StrEnum):
    """What can have happened to a question, several at once where they can go together."""

    SAME = "same"
    REWORDED = "reworded"
    OPTIONS = "options changed"
    LEVELS = "levels changed"
    WEIGHT = "weight changed"
    RULE = "rule changed"
    MOVED = "moved"
    RECODED = "new code"
    SPLIT = "split"
    SPLIT_UP = "split up"
    NEW = "new"
    REMOVED = "removed"
    REUSED = "code reused"


# Keys of a question by what their change is called; whatever else differs is a rule.
_CALLED: Final[Mapping[str, Became]] = MappingProxyType(
    {
        **dict.fromkeys((*QUESTION_WORDING, "not applicable text"), Became.REWORDED),
        **dict.fromkeys(("choices", "choice texts"), Became.OPTIONS),
        **dict.fromkeys(("levels", "level count"), Became.LEVELS),
        "weight": Became.WEIGHT,
    }
)


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question of either bank.

    `was` are the codes it comes from, where that is not its own; `keys` what differs in it;
    `likeness` in 0..1 to what it was, None for what is new, removed or the same.
    """

    code: str
    title: str
    became: tuple[Became, ...]
    was: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    likeness: Fraction | None = None

    @property
    def is_same(self) -> bool:
        return self.became == (Became.SAME,)


def question_changes(old: Bank, new: Bank) -> tuple[QuestionChange, ...]:
    """Say what became of every question: those of the new bank in its order, then the removed."""
    both = _Both(old, new)
    gone = (
        QuestionChange(code, old.questions[code].title, (became,))
        for code, became in _gone(both.matched)
    )
    return (*(both.change(code) for code in new.questions), *gone)


def _gone(matched: Matched) -> Iterator[tuple[str, Became]]:
    parents = {was for found in matched.split.values() for was in found}
    for code in matched.gone:
        yield code, Became.SPLIT_UP if code in parents else Became.REMOVED


class _Both:
    """Two banks with what is needed to compare any question of theirs."""

    def __init__(self, old: Bank, new: Bank) -> None:
        self.old, self.new = old, new
        self.before, self.after = skeletons(old), skeletons(new)
        self.moved = frozenset(diff(old, new).moved)
        self.matched = match(old, new)

    def change(self, code: str) -> QuestionChange:
        """Say what became of a question of the new bank."""
        question = self.new.questions[code]
        was = self.matched.recoded.get(code, code)
        if was not in self.old.questions:
            parents = self.matched.split.get(code, ())
            return QuestionChange(
                code, question.title, (Became.SPLIT if parents else Became.NEW,), parents
            )
        before = self.old.questions[was]
        keys = keys_changed(self.before[was], self.after[code] | {"code": was})
        found = tuple(dict.fromkeys(self._became(code, was, keys)))
        return QuestionChange(
            code,
            question.title,
            found or (Became.SAME,),
            (was,) if was != code else (),
            keys,
            alike(all_words(before), all_words(question)) if found else None,
        )

    def _became(self, code: str, was: str, keys: tuple[str, ...]) -> Iterator[Became]:
        if was != code:
            yield Became.RECODED
        yield from _in_itself(self.old.questions[was], self.new.questions[code], keys)
        if code in self.moved:
            yield Became.MOVED


def _in_itself(before: Question, now: Question, keys: tuple[str, ...]) -> Iterator[Became]:
    if asks_another(before, now):
        yield Became.REUSED
        return
    for key in keys:
        yield _CALLED.get(key, Became.RULE)
    if swapped(before, now):
        yield Became.RULE
