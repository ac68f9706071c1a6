"""The values a question can take: one for each effect an answer can have on score or condition.

Two answers with the same share that make the same comparisons true are one here, so that trying
all of them stays cheap and is still everything.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Any, Final

from assessments.scoring.answers import Value
from assessments.scoring.bank import (
    BooleanQuestion,
    Choice,
    Kind,
    MultipleQuestion,
    NumberQuestion,
    Question,
    RubricQuestion,
    SingleQuestion,
)
from assessments.scoring.conditions import Compare
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import LEAVES_OUT

Compares = Sequence[Compare]


def possible_values(question: Question, compares: Compares = ()) -> Iterator[Value]:
    """Give valid answers so that every possible effect is among them.

    Args:
        question: any question.
        compares: the comparisons with it that matter to somebody.
    """
    parse = rules_of(question).parse
    for raw in POSSIBLE[Kind(question.kind)](question, compares):
        try:
            yield parse(question, raw)
        except AnswerOutOfRange:
            continue


def size_of(question: Question, compares: Compares = ()) -> int:
    """Give a number that the count of `possible_values` does not pass, without listing them."""
    if isinstance(question, MultipleQuestion):
        return _ticks_size(question, compares)
    if isinstance(question, RubricQuestion):
        return len(question.levels)
    if isinstance(question, SingleQuestion):
        return len(question.choices)
    return 2 * (sum(1 for _ in _wanted(compares)) + 2) + 1


def _ticks_size(question: MultipleQuestion, compares: Compares) -> int:
    options = [choice for choice in question.choices if not choice.exclusive]
    markable = sum(choice.not_applicable is not None for choice in options)
    alone = len(question.choices) - len(options)
    return ticked_sets_size(options, {one.includes for one in compares}) * (markable + 1) + alone


def _levels(question: RubricQuestion, _compares: Compares) -> Iterable[int]:
    return range(len(question.levels))


def _choices(question: SingleQuestion, _compares: Compares) -> Iterable[str]:
    return list(question.by_code)


def _booleans(question: BooleanQuestion, _compares: Compares) -> Iterable[Any]:
    return (False, "partly", True) if question.partly else (False, True)


def _ticks(question: MultipleQuestion, compares: Compares) -> Iterator[Any]:
    """Give the exclusive options, then every count of ticks and marks with the named options."""
    named = {compare.includes for compare in compares}
    yield from ((choice.code,) for choice in question.choices if choice.exclusive)
    options = [choice for choice in question.choices if not choice.exclusive]
    for ticked in ticked_sets(options, named):
        markable = [c.code for c in options if c.not_applicable and c.code not in ticked]
        for count in range(len(markable) + 1):
            yield (*ticked, *(LEAVES_OUT + code for code in markable[:count]))


def ticked_sets(
    options: Sequence[Choice], named: Iterable[str | None]
) -> Iterator[tuple[str, ...]]:
    """Give every set of the named options with every count of the others, marks left possible."""
    known = set(named)
    told_apart = [choice.code for choice in options if choice.code in known]
    alike = [choice for choice in options if choice.code not in known]
    alike.sort(key=lambda choice: choice.not_applicable is not None)
    for size in range(len(told_apart) + 1):
        for some in combinations(told_apart, size):
            for count in range(len(alike) + 1):
                yield (*some, *(choice.code for choice in alike[:count]))


def ticked_sets_size(options: Sequence[Choice], named: Iterable[str | None]) -> int:
    """Give how many sets `ticked_sets` gives."""
    known = set(named)
    told_apart = sum(choice.code in known for choice in options)
    return (1 << told_apart) * (len(options) - told_apart + 1)


def _numbers(question: NumberQuestion, compares: Compares) -> Iterator[Any]:
    """Give each number a comparison names, one between any two, and one beyond either end."""
    found = {float(wanted) for wanted in _wanted(compares) if not isinstance(wanted, bool | str)}
    found |= {bound for bound in (question.minimum, question.maximum) if bound is not None}
    marks = sorted(found) or [0.0]
    yield from marks
    yield from ((low + high) / 2 for low, high in pairwise(marks))
    yield from (marks[0] - 1, marks[-1] + 1)


def _texts(_question: Question, compares: Compares) -> Iterator[Any]:
    named = [str(wanted) for wanted in _wanted(compares)]
    yield from named
    yield next(text for text in map(str, range(len(named) + 1)) if text not in named)


def _dates(_question: Question, compares: Compares) -> Iterator[Any]:
    named = [str(wanted) for wanted in _wanted(compares)]
    yield from named
    days = (f"2000-01-{day:02}" for day in range(1, len(named) + 2))
    yield next(day for day in days if day not in named)


def _wanted(compares: Compares) -> Iterator[Any]:
    for compare in compares:
        yield from compare.any_of or ()
        single = (compare.equals, compare.at_least, compare.at_most)
        yield from (wanted for wanted in single if wanted is not None)


POSSIBLE: Final[Mapping[Kind, Callable[[Any, Compares], Iterable[Any]]]] = MappingProxyType(
    {
        Kind.RUBRIC: _levels,
        Kind.SINGLE: _choices,
        Kind.MULTIPLE: _ticks,
        Kind.BOOLEAN: _booleans,
        Kind.NUMBER: _numbers,
        Kind.TEXT: _texts,
        Kind.DATE: _dates,
    }
)
