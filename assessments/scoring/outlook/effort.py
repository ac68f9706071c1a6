"""What it takes to better an answer, in person-days: by step, by option, or once for all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from assessments.scoring.answers import Value
from assessments.scoring.bank import (
    BooleanQuestion,
    Choice,
    Kind,
    MultipleQuestion,
    Question,
    RubricQuestion,
    SingleQuestion,
)
from assessments.scoring.conditions import Compare
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import LEAVES_OUT, split
from assessments.scoring.kinds.single import as_written
from assessments.scoring.outlook.possible import (
    possible_values,
    size_of,
    ticked_sets,
    ticked_sets_size,
)

# Where neither the bank nor the team states a figure, each step counts so much.
ASSUMED: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Figures:
    """Person-days of a question: of a rubric one for each step, of the others a single one.

    `assumed` says that neither the bank nor the team has stated them.
    """

    days: tuple[Fraction, ...]
    assumed: bool = False


def steps_in(question: Question) -> int:
    """Give how many figures the question has."""
    return len(question.levels) - 1 if isinstance(question, RubricQuestion) else 1


def figures_of(question: Question, own: Sequence[Fraction] | None = None) -> Figures:
    """Give the team's own figures, else the bank's, else one day a step."""
    if own is not None:
        return Figures(tuple(own))
    stated = getattr(question, "effort", ())
    days = stated if isinstance(stated, tuple) else (stated,) if stated else ()
    if days:
        return Figures(tuple(as_written(day) for day in days))
    return Figures((ASSUMED,) * steps_in(question), assumed=True)


def improvements(
    question: Question, value: Value | None, figures: Figures, compares: Sequence[Compare] = ()
) -> Iterator[tuple[Value, Fraction]]:
    """Give each better answer with its person-days; open ones count from nought.

    Args:
        question: any question; only scored ones can be bettered.
        value: the present answer as read, None while open.
        figures: the person-days that hold.
        compares: the comparisons with it that matter to somebody.
    """
    rules = rules_of(question)
    now = 0 if value is None else rules.share(question, value) or 0
    for better, days in BETTER[Kind(question.kind)](question, value, figures.days, compares):
        if (rules.share(question, better) or 0) > now:
            yield better, days


def improvements_size(question: Question, value: Value | None, compares: Sequence[Compare]) -> int:
    """Give a number that the count of `improvements` does not pass, without listing them."""
    if isinstance(question, MultipleQuestion):
        ticks = value if isinstance(value, tuple) else ()
        return ticked_sets_size(_left(question, ticks), {one.includes for one in compares})
    return size_of(question)


Better = Iterable[tuple[Value, Fraction]]


def _levels(
    question: RubricQuestion, value: int | None, days: Sequence[Fraction], _compares: Any
) -> Better:
    now = value or 0
    for level in range(now + 1, len(question.levels)):
        yield level, sum(days[now:level], Fraction(0))


def _any_other(
    question: SingleQuestion | BooleanQuestion,
    _value: Any,
    days: Sequence[Fraction],
    _compares: Any,
) -> Better:
    return ((other, days[0]) for other in possible_values(question))


def _more_ticks(
    question: MultipleQuestion,
    value: tuple[str, ...] | None,
    days: Sequence[Fraction],
    compares: Sequence[Compare],
) -> Better:
    """Tick more of the options that apply; what is ticked stays, "none of these" goes."""
    ticked, marked = split(value or ())
    options = [choice for choice in question.choices if not choice.exclusive]
    kept = [choice.code for choice in options if choice.code in ticked]
    left = _left(question, value or ())
    marks = tuple(LEAVES_OUT + code for code in marked)
    for added in ticked_sets(left, {compare.includes for compare in compares}):
        if added:
            better = rules_of(question).parse(question, (*kept, *added, *marks))
            yield better, days[0] * len(added)


def _left(question: MultipleQuestion, value: tuple[str, ...]) -> list[Choice]:
    """Give the options that apply and are not ticked."""
    ticked, marked = split(value)
    known = ticked | marked
    return [one for one in question.choices if not one.exclusive and one.code not in known]


def _none(_question: Any, _value: Any, _days: Any, _compares: Any) -> Better:
    return ()


BETTER: Final[Mapping[Kind, Callable[[Any, Any, Any, Any], Better]]] = MappingProxyType(
    {
        Kind.RUBRIC: _levels,
        Kind.SINGLE: _any_other,
        Kind.MULTIPLE: _more_ticks,
        Kind.BOOLEAN: _any_other,
        Kind.NUMBER: _none,
        Kind.TEXT: _none,
        Kind.DATE: _none,
    }
)
