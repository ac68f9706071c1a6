"""What one part can come to in one case: points, and the levels it may support or hold."""

from typing import NamedTuple

from assessments.scoring.outlook.cases import PartCase, Row
from assessments.scoring.outlook.sums import Sums, needed, sums_of
from assessments.scoring.plan import Plan


class Hold(NamedTuple):
    """A level the result is held at, and whether anything there has a score at all."""

    is_scored: bool
    level: int

    def joined(self, other: "Hold") -> "Hold":
        return Hold(self.is_scored or other.is_scored, min(self.level, other.level))


class PartExtent(NamedTuple):
    """Lowest and highest sum of points, and the levels.

    `supports` are those of its floors, `holds` those it may hold the result at, gates and the
    not-applicable limit included.
    """

    low: int
    high: int
    supports: frozenset[int]
    holds: frozenset[Hold]


def part_extent(plan: Plan, case: PartCase) -> PartExtent:
    """Work out one part of one case exactly.

    Raises:
        TooManySums: the part's sums of points are too many.
    """
    limit = not_applicable_cap(plan, case)
    if not case.weight:
        return PartExtent(0, 0, frozenset(), frozenset({Hold(is_scored=False, level=limit)}))
    sums = [sums_of(case.rows, level) for level in range(plan.top + 1)]
    free = sums[0]
    supports = {level for level in range(plan.top + 1) if _between(plan, case, free, level)}
    reached = {level for level in range(plan.top + 1) if _exactly(plan, case, sums[level], level)}
    return PartExtent(
        low=sum(row.weight * min(choice.points for choice in row.choices) for row in case.rows),
        high=sum(row.weight * max(choice.points for choice in row.choices) for row in case.rows),
        supports=frozenset(supports),
        holds=frozenset(Hold(True, min(level, limit)) for level in reached),
    )


def not_applicable_cap(plan: Plan, case: PartCase) -> int:
    """Give the highest level the share of not applicable weight allows (rule S19)."""
    limit = plan.bank.scoring.not_applicable_limit
    shown = case.weight + case.left_out
    if limit is None or 100 * case.left_out <= limit.share * shown:
        return plan.top
    return plan.levels[limit.caps_at]


def _between(plan: Plan, case: PartCase, sums: Sums | None, level: int) -> bool:
    """Say whether some sum reaches the floor of the level and not that of the next."""
    if sums is None:
        return False
    above = case.weight * plan.unit + 1
    end = above if level == plan.top else needed(plan, case, level + 1)
    return sums.any_between(needed(plan, case, level), end)


def _exactly(plan: Plan, case: PartCase, sums: Sums | None, level: int) -> bool:
    """Say whether floors and gates together can come to exactly this level."""
    if _between(plan, case, sums, level):
        return True
    return level < plan.top and any(_held_by(plan, case, row, level) for row in case.rows)


def _held_by(plan: Plan, case: PartCase, gate: Row, level: int) -> bool:
    """Say whether the gate can cap at the level while all else allows it."""
    total = 0
    for row in case.rows:
        fitting = [
            c.points for c in row.choices if c.cap == level or (row is not gate and c.cap > level)
        ]
        if not fitting:
            return False
        total += row.weight * max(fitting)
    return total >= needed(plan, case, level)
