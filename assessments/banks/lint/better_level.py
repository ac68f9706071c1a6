"""Whether a better answer can lower the readiness level: by its own gate, or by what it opens."""

from collections.abc import Iterator
from itertools import product

from assessments.banks.lint.between import pick_between
from assessments.banks.lint.ground import Ground, answered
from assessments.banks.lint.reaching import (
    can_hold,
    highest,
    reaching_outside,
    values_in,
)
from assessments.banks.lint.turns import Drop, Picks, Turn, values_of_picks, with_choice
from assessments.scoring.outlook.cases import Choice, PartCase, Token
from assessments.scoring.outlook.sums import TooManySums, needed

UNBOUND = -(10**18)


def gate_drop(ground: Ground, code: str) -> Drop | None:
    """Give answers where a higher answer is capped lower by the gate of the question itself."""
    slot = ground.worlds.problem.slots[code]
    for token, choices in slot.choices.items():
        for low, high in product(choices, repeat=2):
            falls = low.points < high.points and high.cap < min(low.cap, ground.best)
            found = _capped(ground, code, token, low, high) if falls else None
            if found is not None:
                return found
    return None


def _capped(ground: Ground, code: str, token: Token, low: Choice, high: Choice) -> Drop | None:
    """Give answers at a level above what the better answer allows, with the lower one given."""
    if low.value is None or high.value is None:
        return None
    level, problem = high.cap + 1, ground.worlds.problem
    place = ground.component_at[code]
    component, outcomes = problem.components[place], ground.worlds.outcomes[place]
    rest = None if outcomes is None else reaching_outside(ground, component, level)
    if rest is None:
        return None
    for case in (one.case for one in outcomes or ()):
        if case.tokens.get(code, token) == token and code not in case.hidden:
            parts = tuple(with_choice(part, code, low) for part in case.parts)
            ground.spend(sum(len(part.rows) for part in parts))
            if all(can_hold(ground.plan, part, level) for part in parts):
                fixed = case._replace(parts=parts)
                said = values_in(problem, component, fixed, lambda row: highest(row, level))
                return ground.complete({**rest, **said}), {code: answered(high.value)}
    return None


def level_drop(ground: Ground, turn: Turn) -> Drop | None:
    """Give answers where the turn brings the level down, if there are any."""
    for level in range(1, ground.best + 1):
        before = tuple(with_choice(case, turn.code, turn.low) for case in turn.before.parts)
        if turn.low.cap < level or not all(can_hold(ground.plan, case, level) for case in before):
            return None
        picks = next(_ways(ground, turn, level), None)
        rest = None if picks is None else reaching_outside(ground, turn.component, level)
        if picks is not None and rest is not None:
            return turn.answers(ground, {**rest, **values_of_picks(picks)})
    return None


def _ways(ground: Ground, turn: Turn, level: int) -> Iterator[Picks]:
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
        low = _below_floor(ground, turn, before, after, level)
        if low is not None:
            yield {**base, **low}


def _below_floor(
    ground: Ground, turn: Turn, before: PartCase, after: PartCase, level: int
) -> Picks | None:
    """Give picks with which the part has its floor before the turn and misses it after."""
    plan = ground.plan
    if not after.weight:
        return None
    ground.spend(len(before.rows) + len(after.rows))
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
        picks = pick_between(common, level, start, end, ground.words)
    except TooManySums:
        ground.skip()
        return None
    return None if picks is None else {**picks, **opened}


def _points(
    turn: Turn, case: PartCase, picks: dict[str, Choice | None] | Picks, own: Choice
) -> int:
    rows = {row.code: row.weight for row in case.rows}
    total = rows.get(turn.code, 0) * own.points
    return total + sum(rows[code] * one.points for code, one in picks.items() if one)
