"""What keeps a level out of reach, whatever is bettered."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.outlook.cases import PartCase, Problem, present_case
from assessments.scoring.outlook.extents import not_applicable_cap
from assessments.scoring.outlook.sums import needed
from assessments.scoring.plan import Plan


class HindranceKind(StrEnum):
    HIGHEST_LEVEL = "highest_level"
    NOT_APPLICABLE = "not_applicable"
    GATE = "gate"
    FLOOR = "floor"
    NO_SCORE = "no_score"


class Hindrance(NamedTuple):
    """One thing in the way; `code` is a part's, a question's or the bank's slug.

    FLOOR: the part score that can be reached at most and the floor, in 0..1; else both None.
    """

    kind: HindranceKind
    code: str
    reaches: Fraction | None = None
    needs: Fraction | None = None


def hindrances(problem: Problem, level: int) -> tuple[Hindrance, ...]:
    """List what stands in the way of a level as things are shown now.

    Args:
        problem: a least-effort problem no solution of which reaches the level.
        level: index of the level.
    """
    plan = problem.plan
    highest = plan.bank.scoring.highest_level
    if highest is not None and plan.levels[highest] < level:
        return (Hindrance(HindranceKind.HIGHEST_LEVEL, plan.bank.slug),)
    now = (present_case(problem, component) for component in problem.components)
    parts = [part for case in now if case is not None for part in case.parts]
    found = tuple(one for part in parts for one in _of_part(plan, part, level))
    return found or (Hindrance(HindranceKind.NO_SCORE, plan.bank.slug),)


def _of_part(plan: Plan, part: PartCase, level: int) -> Iterator[Hindrance]:
    if not_applicable_cap(plan, part) < level:
        yield Hindrance(HindranceKind.NOT_APPLICABLE, part.planned.code)
    most = 0
    for row in part.rows:
        allowed = [choice.points for choice in row.choices if choice.cap >= level]
        most += row.weight * max(allowed or [choice.points for choice in row.choices])
        if not allowed:
            yield Hindrance(HindranceKind.GATE, row.code)
    if most < needed(plan, part, level):
        reaches = Fraction(most, part.weight * plan.unit)
        needs = Fraction(part.planned.floors[level], 100)
        yield Hindrance(HindranceKind.FLOOR, part.planned.code, reaches, needs)
