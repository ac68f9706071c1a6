"""One answer a question so that a sum is reached at the least cost: a knapsack, solved exactly.

A dynamic programme over the undominated pairs of cost and points, cut by the bound of the relaxed
problem (each question may be bettered in part); all in whole numbers.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import Choice, Row

# So many states are looked at in all; a bank that needs more gets a bound instead of a proof.
MOST_STATES: Final = 200_000
# Nor are more rows and steps looked at while that is made ready; to sort one takes as long as ten.
MOST_STEPS: Final = 10_000_000
SORTED: Final = 10


class Packed(NamedTuple):
    """The cost found, what it must be at least, and the choice of each row in their order."""

    cost: int
    bound: int
    choices: tuple[Choice, ...]


class Relaxed(NamedTuple):
    """What is needed costs at least `bound`; all the best answers give `spare` beyond it."""

    bound: int
    spare: int


Menu = list[tuple[int, int]]


class _Step(NamedTuple):
    """So many more points for so much more cost, from choice to choice of one row."""

    rank: int
    cost: int
    points: int
    row: int
    place: int


class _Offer(NamedTuple):
    """A row as it came and as it may be answered, and the steps along the hull of its menu."""

    row: Row
    allowed: Row
    menu: Menu
    steps: list[_Step]


class _State(NamedTuple):
    """A start of a solution: its cost and points, and the places chosen in the rows so far."""

    cost: int
    points: int
    places: tuple[int, ...]


class Packer:
    """Packs rows with answers that allow one level; what a row offers is worked out once."""

    def __init__(self, rows: Iterable[Row], least: int) -> None:
        """Take the rows there are to pack, and the index of the level."""
        self.least = least
        self.states = Budget(MOST_STATES)
        self.steps = Budget(MOST_STEPS)
        self._offers = {id(row): self._offer(row) for row in rows}
        steps = [(key, step) for key, offer in self._offers.items() for step in _hull(offer.menu)]
        steps.sort(key=lambda one: Fraction(one[1].cost, one[1].points))
        for rank, (key, step) in enumerate(steps):
            self._offers[key].steps.append(step._replace(rank=rank))

    def _offer(self, row: Row) -> _Offer:
        allowed = row._replace(choices=tuple(c for c in row.choices if c.cap >= self.least))
        return _Offer(row, allowed, _menu(allowed), [])

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is proven: what is packed from now on only has a bound."""
        return self.states.left < 0 or self.steps.left < 0

    def _offers_of(self, rows: Sequence[Row]) -> list[_Offer]:
        """Give what the rows offer; a row with one choice may be new, and has no steps."""
        self.steps.spend(len(rows))
        for row in rows:
            if id(row) not in self._offers:
                self._offers[id(row)] = self._offer(row)
        return [self._offers[id(row)] for row in rows]

    def relaxed(self, rows: Sequence[Row], need: int) -> Relaxed | None:
        """Solve the relaxed problem; None where the rows cannot give `need` points.

        To sort the steps is not counted: it is done once for each part of each case, and how many
        rows there are in all of these has a bound of its own (`cases.MOST_ROWS`).
        """
        offers = self._offers_of(rows)
        if not all(offer.menu for offer in offers):
            return None
        spare = sum(offer.menu[-1][1] for offer in offers) - need
        if spare < 0:
            return None
        steps = sorted(step for offer in offers for step in offer.steps)
        return Relaxed(_Rest(_base(offers), steps).left(need) or 0, spare)

    def can_do_with(self, row: Row, choice: Choice, spare: int) -> bool:
        """Say whether a row may come down to this choice where the best give `spare` too much."""
        most = self._offers[id(row)].menu[-1][1]
        return choice.cap >= self.least and most - row.weight * choice.points <= spare

    def cheapest(self, rows: Sequence[Row], need: int) -> Packed:
        """Reach `need` points, no more than the rows can give, at the least cost.

        Of answers of equal cost the lowest that suffice are taken. Past the budget the best
        solution known comes with the bound of the relaxed problem.
        """
        offers = self._offers_of(rows)
        steps = _numbered_steps(offers)
        self.steps.spend(SORTED * (len(steps) + len(offers)))
        greedy = _greedy(offers, steps, need)
        bound = _Rest(_base(offers), steps).left(need) or 0
        proven = greedy.cost == bound
        found = greedy if proven else self._search(offers, steps, need, greedy)
        best = found or greedy
        chosen = [offer.menu[place] for offer, place in zip(offers, best.places, strict=True)]
        return Packed(
            best.cost, best.cost if found else bound, _modest(offers, best.points - need, chosen)
        )

    def _search(
        self, offers: Sequence[_Offer], steps: list[_Step], need: int, best: _State
    ) -> _State | None:
        """Give the cheapest solution, None where the budget does not suffice."""
        states = [_State(0, 0, ())]
        base = _base(offers)
        for row, offer in enumerate(offers):
            base = base[0] - offer.menu[0][0], base[1] - offer.menu[0][1]
            steps = [step for step in steps if step.row > row]
            within = self.states.spend(len(states) * len(offer.menu))
            if not (self.steps.spend(len(steps)) and within):
                return None
            found = _undominated(_grown(states, offer.menu), _Rest(base, steps), need, best.cost)
            states = list(found)
        return min(states, key=lambda state: state.cost, default=best)


def _menu(row: Row) -> Menu:
    """List cost and weighted points of the undominated choices, both rising."""
    menu: Menu = []
    for cost, points in sorted((c.cost, -row.weight * c.points) for c in row.choices):
        if not menu or -points > menu[-1][1]:
            menu.append((cost, -points))
    return menu


def _hull(menu: Menu) -> Iterator[_Step]:
    """Give the steps along the lower convex hull: each dearer a point than the one before."""
    place = 0
    while place < len(menu) - 1:
        cost, points = menu[place]
        rest = range(place + 1, len(menu))
        following = min(rest, key=lambda i: (Fraction(menu[i][0] - cost, menu[i][1] - points), -i))
        yield _Step(0, menu[following][0] - cost, menu[following][1] - points, 0, following)
        place = following


def _base(offers: Sequence[_Offer]) -> tuple[int, int]:
    """Give cost and points of the first choice of each row."""
    firsts = [offer.menu[0] for offer in offers]
    return sum(cost for cost, _ in firsts), sum(points for _, points in firsts)


def _numbered_steps(offers: Sequence[_Offer]) -> list[_Step]:
    """Give the steps of all rows with the place of each row, the cheapest a point first."""
    numbered = enumerate(offer.steps for offer in offers)
    return sorted(step._replace(row=row) for row, steps in numbered for step in steps)


def _grown(states: Sequence[_State], menu: Menu) -> Iterator[_State]:
    for state in states:
        for place, (cost, points) in enumerate(menu):
            yield _State(state.cost + cost, state.points + points, (*state.places, place))


def _undominated(
    states: Iterable[_State], rest: "_Rest", need: int, limit: int
) -> Iterator[_State]:
    """Keep what no cheaper state matches in points, and what may still end below the limit."""
    most = -1
    for state in sorted(states, key=lambda state: (state.cost, -state.points)):
        if state.points > most:
            most = state.points
            left = rest.left(need - most)
            if left is not None and state.cost + left < limit:
                yield state


class _Rest:
    """What some rows must cost at least, by the relaxed problem.

    `base` is what their first choices cost and give, `steps` are theirs in order.
    """

    def __init__(self, base: tuple[int, int], steps: Sequence[_Step]) -> None:
        self.cost, self.points = base
        self.steps = steps
        self.sums = list(accumulate(step.points for step in steps))
        self.costs = [0, *accumulate(step.cost for step in steps)]

    def left(self, need: int) -> int | None:
        """Bound the cost of so many points, None where the rows cannot give them."""
        missing = need - self.points
        if missing <= 0:
            return self.cost
        full = bisect_left(self.sums, missing)
        if full == len(self.sums):
            return None
        step = self.steps[full]
        before = self.sums[full - 1] if full else 0
        return self.cost + self.costs[full] - (-(missing - before) * step.cost // step.points)


def _greedy(offers: Sequence[_Offer], steps: Iterable[_Step], need: int) -> _State:
    """Take the best steps until it suffices: a solution to beat."""
    places = [0] * len(offers)
    cost, points = _base(offers)
    for step in steps:
        if points >= need:
            break
        places[step.row] = step.place
        cost, points = cost + step.cost, points + step.points
    return _State(cost, points, tuple(places))


def _modest(offers: Sequence[_Offer], spare: int, chosen: Menu) -> tuple[Choice, ...]:
    """Take in each row the lowest choice of the same cost that still suffices."""
    taken = []
    for offer, (cost, points) in zip(offers, chosen, strict=True):
        row = offer.allowed
        same = sorted((c for c in row.choices if c.cost == cost), key=lambda c: c.points)
        lowest = next(c for c in same if points - row.weight * c.points <= spare)
        spare -= points - row.weight * lowest.points
        taken.append(lowest)
    return tuple(taken)
