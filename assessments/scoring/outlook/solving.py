"""Solves a least-effort problem: the best case of each component, each part packed by itself."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assessments.scoring.outlook.cases import Case, Choice, PartCase, Problem, Row, cases
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.extents import not_applicable_cap
from assessments.scoring.outlook.packing import Budget, cheapest
from assessments.scoring.outlook.sums import needed


class Solution(NamedTuple):
    """What it costs, what it must cost at least, and the bettered questions with their choice."""

    cost: int
    bound: int
    taken: Mapping[str, Choice]


NOTHING = Solution(0, 0, {})
# By whether anything has a score yet: without any score there is no level.
Found = dict[bool, Solution]


class Solver:
    """Solves one problem for one level; what was solved for a part is kept."""

    def __init__(self, problem: Problem, level: int) -> None:
        self.problem = problem
        self.level = level
        self.tries_all = all(map(problem.can_try_all, problem.components))
        self._budget = Budget()
        self._kept: dict[Any, Solution | None] = {}

    def solve(self, spared: str | None = None) -> Solution | None:
        """Give the cheapest solution that leaves the spared question as it is, None without any."""
        highest = self.problem.plan.bank.scoring.highest_level
        if highest is not None and self.problem.plan.levels[highest] < self.level:
            return None
        whole: Found = {False: NOTHING}
        for component in self.problem.components:
            here = self._component(component, spared)
            joined = (
                (one or other, _sum(whole[one], here[other])) for one in whole for other in here
            )
            whole = _cheapest_by_score(joined)
        return whole.get(True)

    def _component(self, component: Component, spared: str | None) -> Found:
        found = _cheapest_by_score(
            (any(part.weight for part in case.parts), solution)
            for case in cases(self.problem, component)
            if (solution := self._case(case, spared)) is not None
        )
        if self.problem.can_try_all(component):
            return found
        return {scored: one._replace(bound=0) for scored, one in found.items()}

    def _case(self, case: Case, spared: str | None) -> Solution | None:
        whole = NOTHING
        for part in case.parts:
            within = spared if any(row.code == spared for row in part.rows) else None
            key = part.key, within
            if key not in self._kept:
                self._kept[key] = self._part(part, within)
            here = self._kept[key]
            if here is None:
                return None
            whole = _sum(whole, here)
        return whole

    def _part(self, part: PartCase, spared: str | None) -> Solution | None:
        plan = self.problem.plan
        if not_applicable_cap(plan, part) < self.level:
            return None
        rows = [self._left_alone(row) if row.code == spared else row for row in part.rows]
        packed = cheapest(rows, needed(plan, part, self.level), self.level, self._budget)
        if packed is None:
            return None
        chosen = zip(rows, packed.choices, strict=True)
        taken = {row.code: one for row, one in chosen if one is not self._now(row.code)}
        return Solution(packed.cost, packed.bound, taken)

    def _left_alone(self, row: Row) -> Row:
        return row._replace(choices=tuple(c for c in row.choices if c is self._now(row.code)))

    def _now(self, code: str) -> Choice:
        """Give the choice that changes nothing: the first that was offered."""
        return next(iter(self.problem.slots[code].choices.values()))[0]


def _sum(one: Solution, other: Solution) -> Solution:
    return Solution(one.cost + other.cost, one.bound + other.bound, {**one.taken, **other.taken})


def _cheapest_by_score(found: Iterator[tuple[bool, Solution]]) -> Found:
    best: Found = {}
    for scored, solution in found:
        known = best.get(scored, solution)
        cheaper = min(known, solution, key=lambda one: one.cost)
        best[scored] = cheaper._replace(bound=min(known.bound, solution.bound))
    return best
