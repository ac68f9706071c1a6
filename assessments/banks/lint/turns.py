"""One question answered better while all else stays: every way in which that can come about.

A turn is one set of answers to all that decides what is shown, with the question answered lower
before and better after; what each part counts then is known, and every other row is free.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from assessments.banks.lint.ground import Ground
from assessments.scoring.answers import Answer, Value
from assessments.scoring.outlook.cases import (
    Choice,
    PartCase,
    Problem,
    Token,
    codes_in,
    part_case,
    values_said,
)
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.visibility import seen

Picks: TypeAlias = dict[str, Choice]
Drop: TypeAlias = tuple[dict[str, Answer], dict[str, Answer]]
# More turns than this for one question are not tried, which counts as left out.
MOST_TURNS: Final = 4000


class Side(NamedTuple):
    """What the parts of a component count on one side of a turn, and what is shown."""

    parts: tuple[PartCase, ...]
    hidden: frozenset[str]
    values: Mapping[str, Value]


class Turn(NamedTuple):
    """A question, both answers to it, and both sides."""

    code: str
    component: Component
    low: Choice
    high: Choice
    before: Side
    after: Side

    def parts(self) -> Iterator[tuple[PartCase, PartCase]]:
        return zip(self.before.parts, self.after.parts, strict=True)

    def answers(self, ground: Ground, said: Mapping[str, Value]) -> Drop:
        """Give the answers before, and those that change: the better one and what it opens."""
        whole = {**self.before.values, **said}
        low = ground.complete(whole | values_of_picks({self.code: self.low}))
        high = ground.complete(whole | values_of_picks({self.code: self.high}))
        return low, {code: one for code, one in high.items() if low.get(code) != one}


def with_choice(case: PartCase, code: str, choice: Choice) -> PartCase:
    """Give a part with this one answer to a question."""
    rows = (row._replace(choices=(choice,)) if row.code == code else row for row in case.rows)
    return case._replace(rows=tuple(rows))


def values_of_picks(picks: Picks) -> dict[str, Value]:
    return {code: one.value for code, one in picks.items() if one.value is not None}


def turns_of(ground: Ground, code: str) -> Iterator[Turn]:
    """Give all turns of a question that scores and decides what is shown; none if too many."""
    problem = ground.worlds.problem
    slot = problem.slots[code]
    component = problem.components[ground.component_at[code]]
    pairs = [(low, high) for low, high in product(slot.tokens, repeat=2) if low != high]
    others = _others(problem, component, code, MOST_TURNS // max(1, len(pairs)))
    if others is None:
        ground.skip()
        return
    for some in product(*(problem.slots[one].tokens for one in others)):
        said = dict(zip(others, some, strict=True))
        ground.spend(len(slot.tokens) * _size(problem, component))
        sides = {each: _side(problem, component, {**said, code: each}) for each in slot.tokens}
        if code in sides[slot.tokens[0]].hidden:
            continue
        for first, second in pairs:
            for low, high in product(slot.choices[first], slot.choices[second]):
                if low.points < high.points:
                    ground.spend(_size(problem, component))
                    yield Turn(code, component, low, high, sides[first], sides[second])


def _others(problem: Problem, component: Component, code: str, most: int) -> list[str] | None:
    """Give what else decides in the component; None where that comes out in too many ways."""
    others, count = [one for one in component.deciders if one != code], 1
    for one in others:
        count *= len(problem.slots[one].tokens)
        if count > most:
            return None
    return others


def _size(problem: Problem, component: Component) -> int:
    """Give what one side takes: each question that may count, and each switch."""
    return len(component.switches) + sum(1 for _ in codes_in(problem.plan, component))


def _side(problem: Problem, component: Component, said: Mapping[str, Token]) -> Side:
    rest = (code for code in component.looked_at if code not in said)
    whole = {**{code: problem.slots[code].tokens[0] for code in rest}, **said}
    values = values_said(problem, whole)
    found = seen(problem.plan, values, component.switches)
    parts = (part_case(problem, problem.plan.parts[i], whole, found) for i in component.parts)
    return Side(tuple(parts), found.hidden, {code: values[code] for code in said})
