"""Every case of every component with what its parts can come to, for answers that are not final."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.conditions import Compare
from assessments.scoring.kinds import rules_of
from assessments.scoring.outlook.cases import (
    Case,
    Offer,
    PartCase,
    Problem,
    cases,
    problem_of,
)
from assessments.scoring.outlook.extents import PartExtent, part_extent
from assessments.scoring.outlook.possible import possible_values
from assessments.scoring.outlook.sums import TooManySums
from assessments.scoring.plan import Plan
from assessments.scoring.visibility import values_of


class Outcome(NamedTuple):
    """One case with the extent of each of its parts."""

    case: Case
    extents: tuple[PartExtent, ...]


@dataclass(frozen=True, slots=True)
class Worlds:
    """The outcomes of each component; None where it has too many cases or sums of points."""

    problem: Problem
    outcomes: tuple[tuple[Outcome, ...] | None, ...]


def worlds_of(plan: Plan, answers: Answers) -> Worlds:
    """Try all cases of every component that has not too many, of cases or of sums."""
    values = values_of(plan, answers)

    def offering(code: str, answer: Answer, compares: Sequence[Compare]) -> Iterable[Offer]:
        if answer.state is State.ANSWERED and answer.span is None:
            return [Offer(values[code])]
        found = possible_values(plan.questions[code], compares)
        within = found if answer.span is None else _within(plan, code, answer.span, found)
        return list(map(Offer, within)) or [Offer(None)]  # what has no valid answer stays open

    problem = problem_of(plan, answers, offering)
    return Worlds(problem, tuple(_outcomes(problem)))


def _within(plan: Plan, code: str, span: tuple[Any, Any], values: Iterable[Any]) -> Iterator[Any]:
    """Keep the values whose share lies from the lowest to the highest answer."""
    question = plan.questions[code]
    rules = rules_of(question)
    low, high = (rules.share(question, rules.parse(question, end)) or 0 for end in span)
    return (value for value in values if low <= (rules.share(question, value) or 0) <= high)


def _outcomes(problem: Problem) -> Iterator[tuple[Outcome, ...] | None]:
    kept: dict[tuple[Any, ...], PartExtent] = {}

    def extent(part: PartCase) -> PartExtent:
        if part.key not in kept:
            kept[part.key] = part_extent(problem.plan, part)
        return kept[part.key]

    for component in problem.components:
        if not problem.can_try_all(component):
            yield None
            continue
        found = cases(problem, component)
        try:
            yield tuple(Outcome(case, tuple(map(extent, case.parts))) for case in found)
        except TooManySums:
            yield None
