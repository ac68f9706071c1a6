"""Whether a better answer can lower the overall score: by what it opens, closes or weighs anew."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import NamedTuple, TypeAlias

from assessments.banks.lint.ground import Ground
from assessments.banks.lint.reaching import values_in
from assessments.banks.lint.turns import Drop, Picks, Side, Turn, values_of_picks
from assessments.scoring.answers import Value
from assessments.scoring.outlook.cases import Choice, PartCase, Row
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.overall import NOWHERE, Corner, hull_of
from assessments.scoring.outlook.worlds import Outcome


class Rest(NamedTuple):
    """One outcome of a component outside the turn, and what it adds at one end."""

    component: Component
    corner: Corner
    outcome: Outcome


class Edge(NamedTuple):
    """What changes from a corner to the next: the outcome of one component."""

    step: Corner
    rest: Rest


class Rests:
    """All that is outside the turn: every corner of what it adds, with the outcomes of each.

    With `is_high` the highest totals, else the lowest.
    """

    def __init__(self, each: Iterable[Mapping[Corner, Rest]], *, is_high: bool) -> None:
        self.is_high = is_high
        self._first: list[Rest] = []
        self._edges: list[Edge] = []
        for found in each:
            before, *others = hull_of(found).corners
            self._first.append(found[before])
            for corner in others:
                self._edges.append(Edge(corner.less(before), found[corner]))
                before = corner
        self._edges.sort(key=lambda one: Fraction(one.step.total, one.step.weight), reverse=True)

    def corners(self) -> Iterator[tuple[int, Corner]]:
        """Give the corners with their places, and their totals as they are."""
        start = NOWHERE
        for rest in self._first:
            start = start.plus(rest.corner)
        found = accumulate((edge.step for edge in self._edges), Corner.plus, initial=start)
        for place, corner in enumerate(found):
            yield place, corner if self.is_high else Corner(corner.weight, -corner.total)

    def at(self, place: int) -> Iterable[Rest]:
        """Give the outcomes of the corner at a place."""
        found = {rest.component: rest for rest in self._first}
        found |= {edge.rest.component: edge.rest for edge in self._edges[:place]}
        return found.values()


# What is outside a component, at either end, once it was put together.
Kept: TypeAlias = dict[tuple[Component, bool], Rests | None]


def score_drop(ground: Ground, turn: Turn, kept: Kept) -> Drop | None:
    """Give answers where the turn brings the overall score down, if there are any.

    What is lost is linear in weight and total of all that is outside the turn, for given answers;
    so it is greatest at a corner, and the same everywhere where the turn changes no weight.
    """
    before, after = _weight(turn.before), _weight(turn.after)
    key = turn.component, after > before
    if key not in kept:
        kept[key] = _rests(ground, turn.component, is_high=after > before)
    rests = kept[key]
    if rests is None:
        return None
    lost = _Lost(turn)
    scale = lost.unit * ground.plan.unit
    for place, corner in rests.corners():
        ground.spend(len(lost.rows))
        picks, change = lost.most(before + corner.weight, after + corner.weight)
        if change * ground.overall.unit + corner.total * (after - before) * scale > 0:
            said = {c: v for one in rests.at(place) for c, v in _said(ground, one, rests.is_high)}
            return turn.answers(ground, {**said, **values_of_picks(picks)})
        if before == after:
            break
    return None


def _weight(side: Side) -> int:
    return sum(case.planned.weight for case in side.parts if case.weight)


class _Lost:
    """What each row of a turn adds before and after it; all in whole parts of `unit`."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.unit = lcm(*(case.weight for both in turn.parts() for case in both if case.weight))
        self.before = self._worths(turn.before)
        self.after = self._worths(turn.after)
        rows = (row for both in turn.parts() for case in both for row in case.rows)
        self.rows = {row.code: row for row in rows if row.code != turn.code}

    def _worths(self, side: Side) -> Mapping[str, int]:
        return {row.code: self._worth(case, row) for case in side.parts for row in case.rows}

    def _worth(self, case: PartCase, row: Row) -> int:
        return case.planned.weight * row.weight * (self.unit // case.weight)

    def most(self, before: int, after: int) -> tuple[Picks, int]:
        """Pick for every row what makes the score before exceed that after by most.

        Args:
            before: weight of all parts with a score before the turn.
            after: the same after it; what is lost is given times both.
        """
        code, picks = self.turn.code, {}
        total = self.before.get(code, 0) * after * self.turn.low.points
        total -= self.after.get(code, 0) * before * self.turn.high.points
        for row in self.rows.values():
            worth = self.before.get(row.code, 0) * after - self.after.get(row.code, 0) * before
            picks[row.code] = _extreme(row, is_high=worth > 0)
            total += worth * picks[row.code].points
        return picks, total


def _extreme(row: Row, *, is_high: bool) -> Choice:
    pick = max if is_high else min
    return pick(row.choices, key=lambda choice: choice.points)


def _rests(ground: Ground, component: Component, *, is_high: bool) -> Rests | None:
    """Give all that is outside a component; None where some of it has no exact cases."""
    each: list[Mapping[Corner, Rest]] = []
    for index, other in enumerate(ground.worlds.problem.components):
        if other != component:
            outcomes = ground.worlds.outcomes[index]
            if outcomes is None:
                return None
            shares = zip(ground.overall.shares[index], outcomes, strict=True)
            found = (
                (Corner(share.weight, share.high if is_high else -share.low), outcome)
                for share, outcome in shares
            )
            each.append({corner: Rest(other, corner, outcome) for corner, outcome in found})
    return Rests(each, is_high=is_high)


def _said(ground: Ground, rest: Rest, is_high: bool) -> Iterator[tuple[str, Value]]:  # noqa: FBT001
    problem = ground.worlds.problem

    def pick(row: Row) -> Choice:
        return _extreme(row, is_high=is_high)

    yield from values_in(problem, rest.component, rest.outcome.case, pick).items()
