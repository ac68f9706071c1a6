"""One answer a question so that a sum is reached at the least cost: a knapsack, solved exactly.

A dynamic programme over the undominated pairs of cost and points, cut by the bound of the relaxed
problem (each question may be bettered in part); all in whole numbers.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

from assessments.scoring.outlook.cases import Choice, Row

# So many states are looked at in all; a bank that needs more gets a bound instead of a proof.
MOST_STATES: Final = 200_000


class Packed(NamedTuple):
    """The cost found, what it must be at least, and the choice of each row in their order."""

    cost: int
    bound: int
    choices: tuple[Choice, ...]


@dataclass(slots=True)
class Budget:
    """The states that may still be looked at."""

    left: int = MOST_STATES

    def spend(self, states: int) -> bool:
        """Take so many states away; say whether they were there."""
        self.left -= states
        return self.left >= 0


class _Step(NamedTuple):
    """So many more points of one row for so much more cost, from choice to choice."""

    cost: int
    points: int
    row: int
    place: int


class _State(NamedTuple):
    """A start of a solution: its cost and points, and the places chosen in the rows so far."""

    cost: int
    points: int
    places: tuple[int, ...]


def cheapest(rows: Sequence[Row], need: int, least: int, budget: Budget) -> Packed | None:
    """Reach `need` points at the least cost with answers that allow the level `least`, or None.

    Of answers of equal cost the lowest that suffice are taken. Past the budget the best solution
    known comes with the bound of the relaxed problem.
    """
    allowed = [Row(r.code, r.weight, tuple(c for c in r.choices if c.cap >= least)) for r in rows]
    if not all(row.choices for row in allowed):
        return None
    menus = [_menu(row) for row in allowed]
    if sum(menu[-1][1] for menu in menus) < need:
        return None
    bounds = _Bounds(menus)
    found = _search(menus, need, bounds, budget)
    best = bounds.greedy(need) if found is None else found
    chosen = [menu[place] for menu, place in zip(menus, best.places, strict=True)]
    bound = best.cost if found else bounds.left(0, need) or 0
    return Packed(best.cost, bound, _modest(allowed, best.points - need, chosen))


Menu = list[tuple[int, int]]


def _menu(row: Row) -> Menu:
    """List cost and weighted points of the undominated choices, both rising."""
    menu: Menu = []
    for cost, points in sorted((c.cost, -row.weight * c.points) for c in row.choices):
        if not menu or -points > menu[-1][1]:
            menu.append((cost, -points))
    return menu


def _search(menus: Sequence[Menu], need: int, bounds: "_Bounds", budget: Budget) -> _State | None:
    """Give the cheapest solution, None where the budget does not suffice."""
    best = bounds.greedy(need)
    states = [_State(0, 0, ())]
    for row, menu in enumerate(menus):
        if not budget.spend(len(states) * len(menu)):
            return None
        states = list(_undominated(_grown(states, menu), bounds, row + 1, need, best.cost))
    return min(states, key=lambda state: state.cost, default=best)


def _grown(states: Sequence[_State], menu: Menu) -> Iterator[_State]:
    for state in states:
        for place, (cost, points) in enumerate(menu):
            yield _State(state.cost + cost, state.points + points, (*state.places, place))


def _undominated(
    states: Iterable[_State], bounds: "_Bounds", row: int, need: int, limit: int
) -> Iterator[_State]:
    """Keep what no cheaper state matches in points, and what may still end below the limit."""
    most = -1
    for state in sorted(states, key=lambda state: (state.cost, -state.points)):
        if state.points > most:
            most = state.points
            left = bounds.left(row, need - most)
            if left is not None and state.cost + left < limit:
                yield state


class _Bounds:
    """What the rows from one on must still cost at least, by the relaxed problem."""

    def __init__(self, menus: Sequence[Menu]) -> None:
        self.menus = menus
        steps = [step for row, menu in enumerate(menus) for step in _hull(row, menu)]
        steps.sort(key=lambda step: Fraction(step.cost, step.points))
        self.steps = [[step for step in steps if step.row >= row] for row in range(len(menus) + 1)]
        firsts = [(menu[0][0], menu[0][1]) for menu in menus]
        self.base = [
            (sum(cost for cost, _ in firsts[row:]), sum(points for _, points in firsts[row:]))
            for row in range(len(menus) + 1)
        ]
        self.points = [list(accumulate(s.points for s in each)) for each in self.steps]
        self.costs = [[0, *accumulate(s.cost for s in each)] for each in self.steps]

    def left(self, row: int, need: int) -> int | None:
        """Bound the cost of so many points from the rows left, None where they cannot give them."""
        cost, points = self.base[row]
        missing = need - points
        if missing <= 0:
            return cost
        sums = self.points[row]
        full = bisect_left(sums, missing)
        if full == len(sums):
            return None
        step = self.steps[row][full]
        before = sums[full - 1] if full else 0
        return cost + self.costs[row][full] - (-(missing - before) * step.cost // step.points)

    def greedy(self, need: int) -> _State:
        """Take the best steps until it suffices: a solution to beat."""
        places = [0] * len(self.menus)
        cost, points = self.base[0]
        for step in self.steps[0]:
            if points >= need:
                break
            places[step.row] = step.place
            cost, points = cost + step.cost, points + step.points
        return _State(cost, points, tuple(places))


def _hull(row: int, menu: Menu) -> Iterator[_Step]:
    """Give the steps along the lower convex hull: each dearer a point than the one before."""
    place = 0
    while place < len(menu) - 1:
        cost, points = menu[place]
        rest = range(place + 1, len(menu))
        following = min(rest, key=lambda i: (Fraction(menu[i][0] - cost, menu[i][1] - points), -i))
        yield _Step(menu[following][0] - cost, menu[following][1] - points, row, following)
        place = following


def _modest(rows: Sequence[Row], spare: int, chosen: Menu) -> tuple[Choice, ...]:
    """Take in each row the lowest choice of the same cost that still suffices."""
    taken = []
    for row, (cost, points) in zip(rows, chosen, strict=True):
        same = sorted((c for c in row.choices if c.cost == cost), key=lambda c: c.points)
        lowest = next(c for c in same if points - row.weight * c.points <= spare)
        spare -= points - row.weight * lowest.points
        taken.append(lowest)
    return tuple(taken)
