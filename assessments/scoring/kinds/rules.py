"""What every kind must say about its answers; a kind that scores nothing keeps the defaults."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from assessments.scoring.answers import Value

# The level shown for every kind but the rubric runs from 0 to 4 (guide 4.2).
SHOWN_TOP = 4


def _never(_question: Any, _value: Any) -> None:
    return None


def _no_steps(_question: Any, _value: Any, _wanted: int) -> tuple[str, ...]:
    return ()


def _no_effort(_question: Any, _value: Any, _wanted: int) -> float | None:
    return None


def _unscored(_question: Any) -> bool:
    return False


def _one(_question: Any) -> int:
    return 1


def _whole(_question: Any) -> Fraction:
    return Fraction(1)


def _four(_question: Any) -> int:
    return SHOWN_TOP


@dataclass(frozen=True, slots=True)
class KindRules:
    """The rules of one kind. `value` is what `parse` gave, or None for don't know and blank.

    parse: what a form or file brings in → the value kept; raises `AnswerOutOfRange`.
    words: the answer in words of the bank.
    scored: whether the question counts at all.
    share: s in 0..1, or None where nothing is scored.
    top: the highest level of `share`, so that its level is top * s.
    denominator: a number every share of the question times which is whole.
    best: the highest share that can be reached.
    next_steps: the definition of done on the way to the wanted level.
    effort: person-days to the wanted level, None where the bank states none.
    """

    parse: Callable[[Any, Any], Value]
    words: Callable[[Any, Any], tuple[str, ...]]
    scored: Callable[[Any], bool] = _unscored
    share: Callable[[Any, Any], Fraction | None] = _never
    top: Callable[[Any], int] = _four
    denominator: Callable[[Any], int] = _one
    best: Callable[[Any], Fraction] = _whole
    next_steps: Callable[[Any, Any, int], tuple[str, ...]] = _no_steps
    effort: Callable[[Any, Any, int], float | None] = _no_effort

    def shown_level(self, question: Any, value: Any) -> int | None:
        """Give the level shown: the rubric's level, else floor(4 s), None where unscored."""
        share = self.share(question, value)
        return None if share is None else int(share * self.top(question))


@cache
def ratio(count: int, of: int) -> Fraction:
    """Give count / of; the few fractions that occur are made once."""
    return Fraction(count, of)
