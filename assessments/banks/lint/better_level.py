"""Whether a better answer can lower the readiness level: by its own gate, or by what it opens."""

from collections.abc import Iterator, Sequence
from itertools import product

from assessments.banks.lint.ground import Ground, answered
from assessments.banks.lint.reaching import can_hold, highest, reaching, reaching_outside
from assessments.banks.lint.turns import Drop, Picks, Turn, values_of_picks
from assessments.scoring.outlook.cases import Choice, PartCase, Row
from assessments.scoring.outlook.sums import TooManySums, needed, sums_of
from assessments.scoring.outlook.worlds import worlds_of
from assessments.scoring.plan import Plan

UNBOUND = -(10**18)


def gate_drop(ground: Ground, code: str) -> Drop | None:
    """Give answers where a higher answer is capped lower by the gate of the question itself."""
    slot = ground.worlds.problem.slots[code]
    for choices in slot.choices.values():
        for low, high in product(choices, repeat=2):
            falls = low.points < high.points and high.cap < min(low.cap, ground.best)
            found = _capped(ground, code, low, high) if falls else None
            if found is not None:
                return found
    return None


def _capped(ground: Ground, code: str, low: Choice, high: Choice) -> Drop | None:
    if low.value is None or high.value is None:
        return None
    worlds = worlds_of(ground.plan, {code: answered(low.value)})
    answers = reaching(ground, high.cap + 1, worlds, shown=code)
    return None if answers is None else (answers, {code: answered(high.value)})


def level_drop(ground: Ground, turn: Turn) -> Drop | None:
    """Give answers where the turn brings the level down, if there are any."""
    for level in range(1, ground.best + 1):
        before = tuple(turn.fixed(case, turn.low) for case in turn.before.parts)
        if turn.low.cap < level or not all(can_hold(ground.plan, case, level) for case in before):
            return None
        picks = next(_ways(ground.plan, turn, level), None)
        rest = None if picks is None else reaching_outside(ground, turn.component, level)
        if picks is not None and rest is not None:
            return turn.answers(ground, {**rest, **values_of_picks(picks)})
    return None


def _ways(plan: Plan, turn: Turn, level: int) -> Iterator[Picks]:
    """Give picks that allow the level before the turn and not after it."""
    rows = [row for case in turn.before.parts for row in case.rows if row.code != turn.code]
    base = {row.code: choice for row in rows if (choice := highest(row, level))}
    if turn.high.cap < level:
        yield base
    for before, after in turn.parts():
        known = {row.code for row in before.rows}
        for row in after.rows:
            fails = [choice for choice in row.choices if choice.cap < level]
            if row.code not in known and fails:
                yield {**base, row.code: fails[0]}
        low = _below_floor(plan, turn, before, after, level)
        if low is not None:
            yield {**base, **low}


def _below_floor(
    plan: Plan, turn: Turn, before: PartCase, after: PartCase, level: int
) -> Picks | None:
    """Give picks with which the part has its floor before the turn and misses it after."""
    if not after.weight:
        return None
    there, here = {row.code for row in before.rows}, {row.code for row in after.rows}
    common = [row for row in before.rows if row.code in here and row.code != turn.code]
    opened = {
        row.code: min(row.choices, key=lambda choice: choice.points)
        for row in after.rows
        if row.code not in there
    }
    gone = {row.code: highest(row, level) for row in before.rows if row.code not in here}
    start, end = UNBOUND, needed(plan, after, level) - _points(turn, after, opened, turn.high)
    if before.weight:
        start = needed(plan, before, level) - _points(turn, before, gone, turn.low)
    try:
        sums = sums_of(common, level)
    except TooManySums:
        return None  # not proven: what is found is right, but not all is looked at
    if sums is None or not sums.any_between(max(start, sums.low), end):
        return None
    return {**_between(common, level, start, end), **opened}


def _points(
    turn: Turn, case: PartCase, picks: dict[str, Choice | None] | Picks, own: Choice
) -> int:
    rows = {row.code: row.weight for row in case.rows}
    total = rows.get(turn.code, 0) * own.points
    return total + sum(rows[code] * one.points for code, one in picks.items() if one)


def _between(rows: Sequence[Row], level: int, start: int, end: int) -> Picks:
    """Pick answers that allow the level, so that start ≤ their points < end."""
    found: dict[int, Picks] = {0: {}}
    for row in rows:
        allowed = [choice for choice in row.choices if choice.cap >= level]
        found = {
            total + row.weight * choice.points: {**picks, row.code: choice}
            for total, picks in found.items()
            for choice in allowed
        }
    return next(picks for total, picks in found.items() if start <= total < end)
