"""Every case of every component with what its parts can come to, for answers that are not final."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.kinds import rules_of
from assessments.scoring.outlook.cases import (
    Case,
    Compares,
    Offer,
    Offering,
    Problem,
    cases,
    problem_of,
)
from assessments.scoring.outlook.extents import Extents, PartExtent
from assessments.scoring.outlook.possible import possible_values, size_of
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

    def offers(code: str, answer: Answer, compares: Compares) -> Iterable[Offer]:
        if is_final(answer):
            return [Offer(values[code])]
        found = possible_values(plan.questions[code], compares)
        within = found if answer.span is None else _within(plan, code, answer.span, found)
        return list(map(Offer, within)) or [Offer(None)]  # what has no valid answer stays open

    def some(code: str, _answer: Answer, compares: Compares) -> Iterable[Offer]:
        """Give one answer, which nobody looks at: the parts concerned are not worked out."""
        return islice(map(Offer, possible_values(plan.questions[code], compares)), 1)

    def size(code: str, answer: Answer, compares: Compares) -> int:
        return 1 if is_final(answer) else size_of(plan.questions[code], compares)

    problem = problem_of(plan, answers, Offering(size, offers, some))
    return Worlds(problem, tuple(_outcomes(problem)))


def is_final(answer: Answer) -> bool:
    return answer.state is State.ANSWERED and answer.span is None


def _within(plan: Plan, code: str, span: tuple[Any, Any], values: Iterable[Any]) -> Iterator[Any]:
    """Keep the values whose share lies from the lowest to the highest answer."""
    question = plan.questions[code]
    rules = rules_of(question)
    low, high = (rules.share(question, rules.parse(question, end)) or 0 for end in span)
    return (value for value in values if low <= (rules.share(question, value) or 0) <= high)


def _outcomes(problem: Problem) -> Iterator[tuple[Outcome, ...] | None]:
    extents = Extents(problem.plan)
    for component in problem.components:
        if not problem.can_try_all(component):
            yield None
            continue
        found = cases(problem, component)
        try:
            yield tuple(Outcome(case, tuple(map(extents.of, case.parts))) for case in found)
        except TooManySums:
            yield None
