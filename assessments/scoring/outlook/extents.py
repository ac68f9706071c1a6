"""What one part can come to in one case: points, and the levels it may support or hold."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import PartCase, Row
from assessments.scoring.outlook.sums import MOST_MARKED, Sums, needed, sums_of
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


class Span(NamedTuple):
    """From the lowest to the highest sum, and the widest step from a sum to the next one."""

    low: int
    high: int
    step: int

    def plus(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high, max(self.step, other.step))


NO_SPAN = Span(0, 0, 0)


class Extents:
    """Works out parts of cases exactly; what was worked out once is kept."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._budget = Budget(MOST_MARKED)
        self._kept: dict[tuple[Any, ...], PartExtent] = {}
        self._spans: dict[tuple[int, int], Span | None] = {}

    def of(self, case: PartCase) -> PartExtent:
        """Give the extent of a part.

        Raises:
            TooManySums: the part's sums of points are too many.
        """
        if case.key not in self._kept:
            self._kept[case.key] = self._of(case)
        return self._kept[case.key]

    def _of(self, case: PartCase) -> PartExtent:
        limit = not_applicable_cap(self.plan, case)
        if not case.weight:
            return PartExtent(0, 0, frozenset(), frozenset({Hold(is_scored=False, level=limit)}))
        gates = [row for row in case.rows if any(one.cap < self.plan.top for one in row.choices)]
        capping = {id(row) for row in gates}
        base = NO_SPAN
        for row in case.rows:
            base = base if id(row) in capping else base.plus(self.span(row, 0) or NO_SPAN)
        part = _Part(self, case, gates, base)
        levels = range(self.plan.top + 1)
        whole = part.span(0) or NO_SPAN
        return PartExtent(
            low=whole.low,
            high=whole.high,
            supports=frozenset(level for level in levels if part.supports(level)),
            holds=frozenset(Hold(True, min(level, limit)) for level in levels if part.holds(level)),
        )

    def span(self, row: Row, least: int) -> Span | None:
        """Give the span of a row over answers that allow the level, None where none does.

        A row of a case is the same object for the same answers, and lives as long as the problem.
        """
        key = id(row), least
        if key not in self._spans:
            worths = sorted({row.weight * one.points for one in row.choices if one.cap >= least})
            steps = (second - first for first, second in pairwise(worths))
            self._spans[key] = (
                Span(worths[0], worths[-1], max(steps, default=0)) if worths else None
            )
        return self._spans[key]

    def sums(self, case: PartCase, least: int) -> Sums | None:
        return sums_of(case.rows, least, self._budget)


class _Part:
    """One part of one case: `gates` are the rows that may cap, `base` the span of the others."""

    def __init__(self, extents: Extents, case: PartCase, gates: Sequence[Row], base: Span) -> None:
        self.extents, self.plan = extents, extents.plan
        self.case, self.gates, self.base = case, gates, base
        self._sums: dict[int, Sums | None] = {}
        self._spans: dict[int, Span | None] = {}

    def span(self, least: int) -> Span | None:
        """Give the span of all rows over answers that allow the level."""
        if least not in self._spans:
            self._spans[least] = self._span(least)
        return self._spans[least]

    def _span(self, least: int) -> Span | None:
        whole = self.base
        for row in self.gates:
            here = self.extents.span(row, least)
            if here is None:
                return None
            whole = whole.plus(here)
        return whole

    def supports(self, level: int) -> bool:
        """Say whether some answers reach the floor of the level and not that of the next."""
        return self._between(0, level)

    def holds(self, level: int) -> bool:
        """Say whether floors and gates together can come to exactly this level."""
        if self._between(level if self.gates else 0, level):
            return True
        return level < self.plan.top and any(self._held_by(row, level) for row in self.gates)

    def _between(self, least: int, level: int) -> bool:
        """Say whether some sum of answers that allow `least` lies between the two floors.

        From the lowest sum to the highest lead steps no wider than the widest of one row, so that
        none passes over what is as wide; only what is narrower needs the sums themselves.
        """
        span = self.span(least)
        start, end = needed(self.plan, self.case, level), self._end(level)
        if span is None or max(start, span.low) > min(end - 1, span.high):
            return False
        if start <= span.low or end > span.high or end - start >= span.step:
            return True
        if least not in self._sums:
            self._sums[least] = self.extents.sums(self.case, least)
        sums = self._sums[least]
        return sums is not None and sums.any_between(start, end)

    def _end(self, level: int) -> int:
        if level == self.plan.top:
            return self.case.weight * self.plan.unit + 1
        return needed(self.plan, self.case, level + 1)

    def _held_by(self, gate: Row, level: int) -> bool:
        """Say whether the gate can cap at the level while all else allows it."""
        span, own = self.span(level), self.extents.span(gate, level)
        at = [gate.weight * choice.points for choice in gate.choices if choice.cap == level]
        if span is None or own is None or not at:
            return False
        return span.high - own.high + max(at) >= needed(self.plan, self.case, level)


def not_applicable_cap(plan: Plan, case: PartCase) -> int:
    """Give the highest level the share of not applicable weight allows (rule S19)."""
    limit = plan.bank.scoring.not_applicable_limit
    shown = case.weight + case.left_out
    if limit is None or 100 * case.left_out <= limit.share * shown:
        return plan.top
    return plan.levels[limit.caps_at]
