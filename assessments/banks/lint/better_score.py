"""Whether a better answer can lower the overall score: by what it opens, closes or weighs anew."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from assessments.banks.lint.ground import Ground
from assessments.banks.lint.reaching import values_in
from assessments.banks.lint.turns import Drop, Picks, Side, Turn, values_of_picks
from assessments.scoring.answers import Value
from assessments.scoring.outlook.cases import Choice, PartCase, Row
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.overall import share_of
from assessments.scoring.outlook.worlds import Outcome

NOUGHT = Fraction(0)


class Rest(NamedTuple):
    """What one component outside the turn adds, at one end of what it can."""

    component: Component
    weight: int
    points: Fraction
    outcome: Outcome
    is_high: bool


def score_drop(ground: Ground, turn: Turn) -> Drop | None:
    """Give answers where the turn brings the overall score down, if there are any."""
    for rest in _rests(ground, turn.component):
        weight = sum(one.weight for one in rest)
        whole = (_weight(turn.before) + weight, _weight(turn.after) + weight)
        stays = sum((one.points for one in rest), NOUGHT)
        picks, change = _most_lost(ground.plan.unit, turn, whole)
        if change + stays / whole[0] - stays / whole[1] > 0:
            said = {c: v for one in rest for c, v in _said(ground, one)}
            return turn.answers(ground, {**said, **values_of_picks(picks)})
    return None


def _weight(side: Side) -> int:
    return sum(case.planned.weight for case in side.parts if case.weight)


def _most_lost(unit: int, turn: Turn, whole: tuple[int, int]) -> tuple[Picks, Fraction]:
    """Pick for every row what makes the score before exceed that after by most."""
    picks: Picks = {}
    total = NOUGHT
    for before, after in turn.parts():
        first, second = _worths(before, unit * whole[0]), _worths(after, unit * whole[1])
        lost = first.get(turn.code, NOUGHT) * turn.low.points
        total += lost - second.get(turn.code, NOUGHT) * turn.high.points
        for row in _rows(before, after, turn.code):
            worth = first.get(row.code, NOUGHT) - second.get(row.code, NOUGHT)
            picks[row.code] = _extreme(row, is_high=worth > 0)
            total += worth * picks[row.code].points
    return picks, total


def _worths(case: PartCase, whole: int) -> dict[str, Fraction]:
    """Give what one point of each row adds to the overall score."""
    return {
        row.code: Fraction(case.planned.weight * row.weight, case.weight * whole)
        for row in case.rows
    }


def _rows(before: PartCase, after: PartCase, code: str) -> Iterable[Row]:
    found = {row.code: row for row in (*before.rows, *after.rows) if row.code != code}
    return found.values()


def _extreme(row: Row, *, is_high: bool) -> Choice:
    pick = max if is_high else min
    return pick(row.choices, key=lambda choice: choice.points)


def _rests(ground: Ground, component: Component) -> Iterator[tuple[Rest, ...]]:
    """Give every combination of ends of the other components; none where one has no exact cases."""
    found = zip(ground.worlds.problem.components, ground.worlds.outcomes, strict=True)
    others = [(other, outcomes) for other, outcomes in found if other != component]
    if all(outcomes is not None for _, outcomes in others):
        yield from product(*(_ends(ground, other, outcomes or ()) for other, outcomes in others))


def _ends(ground: Ground, component: Component, outcomes: Iterable[Outcome]) -> list[Rest]:
    """Keep the lowest and the highest sum for each weight."""
    kept: dict[tuple[int, bool], Rest] = {}
    for outcome in outcomes:
        share = share_of(ground.plan, outcome)
        for is_high, points in ((False, share.low), (True, share.high)):
            known = kept.get((share.weight, is_high))
            if known is None or (points > known.points if is_high else points < known.points):
                kept[share.weight, is_high] = Rest(
                    component, share.weight, points, outcome, is_high
                )
    return list(kept.values())


def _said(ground: Ground, rest: Rest) -> Iterator[tuple[str, Value]]:
    problem = ground.worlds.problem

    def pick(row: Row) -> Choice:
        return _extreme(row, is_high=rest.is_high)

    yield from values_in(problem, rest.component, rest.outcome.case, pick).items()
