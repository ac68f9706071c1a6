"""Bounds of the overall score: a mean over the parts that have a score, which differ by outcome.

An outcome of a component is a point: the weight of its scored parts, and the total they add. The
mean is a rate, total by weight, and is greatest at a corner of the hull of all points; the hulls of
independent components add up edge by edge. So the bounds are exact and no combination is tried.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm
from typing import NamedTuple

from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.worlds import Outcome, Worlds
from assessments.scoring.plan import Plan


class Corner(NamedTuple):
    """A weight and a total; also the rate of the one by the other."""

    weight: int
    total: int

    def plus(self, other: "Corner") -> "Corner":
        return Corner(self.weight + other.weight, self.total + other.total)

    def less(self, other: "Corner") -> "Corner":
        return Corner(self.weight - other.weight, self.total - other.total)

    def is_above(self, rate: "Corner") -> bool:
        return self.total * rate.weight > rate.total * self.weight


NOWHERE = Corner(0, 0)


@dataclass(frozen=True, slots=True)
class Hull:
    """The upper corners of some points, by rising weight, each edge less steep than the last."""

    corners: tuple[Corner, ...]

    @property
    def edges(self) -> Iterator[Corner]:
        return (second.less(first) for first, second in pairwise(self.corners))

    def at(self, rate: Corner) -> Corner:
        """Give the corner farthest above a line of this rate, of equal ones the lightest."""
        last = len(self.corners) - 1
        return self.corners[bisect_left(range(last), True, key=lambda i: self._ends(i, rate))]

    def _ends(self, place: int, rate: Corner) -> bool:
        return not self.corners[place + 1].less(self.corners[place]).is_above(rate)


EMPTY = Hull((NOWHERE,))


def hull_of(points: Iterable[Corner]) -> Hull:
    """Give the upper corners of points, of which there is at least one."""
    corners: list[Corner] = []
    for point in sorted(points):
        if corners and corners[-1].weight == point.weight:
            corners.pop()
        while len(corners) > 1 and not _is_corner(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return Hull(tuple(corners))


def _is_corner(before: Corner, point: Corner, after: Corner) -> bool:
    return point.less(before).is_above(after.less(before))


def joined(hulls: Sequence[Hull]) -> Hull:
    """Add up what is independent: corner by corner, the steepest edge first."""
    start = NOWHERE
    for hull in hulls:
        start = start.plus(hull.corners[0])
    edges = [edge for hull in hulls for edge in hull.edges]
    edges.sort(key=lambda edge: Fraction(edge.total, edge.weight), reverse=True)
    return Hull(tuple(accumulate(edges, Corner.plus, initial=start)))


def greatest(whole: Hull, own: Hull = EMPTY, instead: Hull = EMPTY) -> Corner | None:
    """Give the greatest rate, with other points instead of one's own; None without any weight.

    Source: W. Dinkelbach, "On Nonlinear Fractional Programming" (1967).
    """
    rate = whole.corners[-1].less(own.corners[-1]).plus(instead.corners[-1])
    if not rate.weight:
        return None
    while True:
        found = whole.at(rate).less(own.at(rate)).plus(instead.at(rate))
        if not found.is_above(rate):
            return rate
        rate = found


class Share(NamedTuple):
    """What an outcome adds: weight of scored parts, bounds of part weight times part score."""

    weight: int
    low: int
    high: int


class Table(NamedTuple):
    """The hull of the highest totals, and that of the lowest with the sign turned."""

    low: Hull
    high: Hull


def table_of(shares: Iterable[Share]) -> Table:
    """Keep the corners of what the outcomes add."""
    found = tuple(shares)
    return Table(
        hull_of(Corner(share.weight, -share.low) for share in found),
        hull_of(Corner(share.weight, share.high) for share in found),
    )


Ends = tuple[Fraction | None, Fraction | None]


class Overall:
    """What all components add; low and high of a share in parts of `unit`.

    `shares` are those of the outcomes of each component, in their order; of one with too many
    cases the outermost.
    """

    def __init__(self, plan: Plan, worlds: Worlds) -> None:
        self.plan = plan
        self.unit = lcm(*_weights(worlds)) * plan.unit
        found = zip(worlds.problem.components, worlds.outcomes, strict=True)
        self.shares = tuple(
            self._outermost(component) if outcomes is None else tuple(map(self.share_of, outcomes))
            for component, outcomes in found
        )
        # Without any for a component there is no completion: marks can hang on themselves.
        self._own = [table_of(shares) for shares in self.shares] if all(self.shares) else []
        self._whole = Table(*map(joined, zip(*self._own, strict=True))) if self._own else None

    def _outermost(self, component: Component) -> tuple[Share, ...]:
        weight = sum(self.plan.parts[index].weight for index in component.parts)
        return Share(0, 0, 0), Share(weight, 0, weight * self.unit)

    def share_of(self, outcome: Outcome) -> Share:
        """Weigh the parts of an outcome that have a score."""
        weight = low = high = 0
        for case, extent in zip(outcome.case.parts, outcome.extents, strict=True):
            if case.weight:
                point = self.point_of(case.planned.weight, case.weight)
                weight += case.planned.weight
                low += extent.low * point
                high += extent.high * point
        return Share(weight, low, high)

    def point_of(self, part: int, whole: int) -> int:
        """Give what one point of a part of this weight adds, where so much weight is applicable."""
        return part * (self.unit // (whole * self.plan.unit))

    @property
    def always_scored(self) -> bool:
        """Whether every completion has a score: some component is never without one."""
        return any(all(share.weight for share in shares) for shares in self.shares)

    def ends(self) -> Ends:
        """Give the lowest and the highest overall score (rule S12)."""
        return self._ends(Table(EMPTY, EMPTY), Table(EMPTY, EMPTY))

    def ends_with(self, index: int, shares: Iterable[Share]) -> Ends:
        """Give them with other shares of one component, of which there may be none."""
        found = tuple(shares)
        if not found or self._whole is None:
            return None, None
        return self._ends(self._own[index], table_of(found))

    def _ends(self, own: Table, instead: Table) -> Ends:
        if self._whole is None:
            return None, None
        low, high = map(greatest, self._whole, own, instead)
        if low is None or high is None:
            return None, None
        scale = self.unit
        return Fraction(-low.total, low.weight * scale), Fraction(high.total, high.weight * scale)


def _weights(worlds: Worlds) -> Iterator[int]:
    cases = (one.case for outcomes in worlds.outcomes for one in outcomes or ())
    return (part.weight for case in cases for part in case.parts if part.weight)
