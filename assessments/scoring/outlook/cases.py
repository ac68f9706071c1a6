"""All cases of what may be shown and not applicable; within one case every question is free.

Only questions that decide on others are tried out, by what their answers make true. A case keeps
for each of its questions the answers that lead to it, so that sums and minima stay simple there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from assessments.scoring.answers import BLANK, Answer, Answers, State, Value
from assessments.scoring.conditions import Compare, truth
from assessments.scoring.marks import mark_of
from assessments.scoring.outlook.entwined import Component, Entwined, components, entwined
from assessments.scoring.plan import Plan, PlannedPart, PlannedQuestion
from assessments.scoring.visibility import Visible, offers_not_applicable, seen

# What an answer makes true of the comparisons with it; None without an answer, MARKED for a mark.
Token: TypeAlias = tuple[bool, ...] | str | None
MARKED: Final = "marked"
# More cases than this in one component are not tried; the result then says that it is a bound.
MOST_CASES: Final = 1000


class Choice(NamedTuple):
    """One answer a question may take.

    `points` in units of the plan, `cap` the highest level it allows as a gate, `cost` in the
    caller's units, `value` None where it stays without one.
    """

    points: int
    cap: int
    cost: int
    value: Value | None


class Offer(NamedTuple):
    value: Value | None
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A question with all it may take, told apart by what others see of it."""

    code: str
    planned: PlannedQuestion | None
    marked: bool
    choices: Mapping[Token, tuple[Choice, ...]]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return ((MARKED,) if self.marked else ()) + tuple(self.choices)


class Row(NamedTuple):
    """One question that counts in a case, with the answers that lead to the case."""

    code: str
    weight: int
    choices: tuple[Choice, ...]


class PartCase(NamedTuple):
    """A part in one case; `weight` of what is applicable, `left_out` of what is not.

    Equal keys mean equal rows.
    """

    planned: PlannedPart
    rows: tuple[Row, ...]
    weight: int
    left_out: int
    key: tuple[Any, ...]


class Case(NamedTuple):
    """One way it may come out for the parts of a component."""

    tokens: Mapping[str, Token]
    hidden: frozenset[str]
    parts: tuple[PartCase, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is fixed, what is free, and which parts hang together."""

    plan: Plan
    found: Entwined
    slots: Mapping[str, Slot]
    components: tuple[Component, ...]

    def count(self, component: Component) -> int:
        """Give the number of combinations to try."""
        return prod(len(self.slots[code].tokens) for code in component.deciders)

    def can_try_all(self, component: Component) -> bool:
        """Say whether the component has few enough cases to try every one."""
        return self.count(component) <= MOST_CASES


Offering: TypeAlias = Callable[[str, Answer, Sequence[Compare]], Iterable[Offer]]


def problem_of(plan: Plan, answers: Answers, offering: Offering) -> Problem:
    """Set up the problem.

    Args:
        plan: the prepared bank.
        answers: what was said so far.
        offering: says which answers a question may take while it is asked.
    """
    found = entwined(plan, answers)
    planned = {
        q.code: q for part in plan.parts for section in part.sections for q in section.questions
    }
    slots = {}
    for code in plan.questions:
        scored = planned.get(code)
        if code in found.compares or (scored is not None and scored.weight):
            compares = found.compares.get(code, ())
            answer = answers.get(code, BLANK)
            offers = offering(code, answer, compares)
            choices = _choices(plan, scored, compares, offers)
            slots[code] = Slot(code, scored, answer.state is State.NOT_APPLICABLE, choices)
    free = [code for code in found.compares if len(slots[code].tokens) > 1]
    return Problem(plan, found, slots, components(plan, found, free))


def _choices(
    plan: Plan,
    planned: PlannedQuestion | None,
    compares: Sequence[Compare],
    offers: Iterable[Offer],
) -> dict[Token, tuple[Choice, ...]]:
    """Sort the offers by what they make true; of equal ones the first of the cheapest stays."""
    found: dict[Token, dict[tuple[int, int], Choice]] = {}
    for value, cost in offers:
        points, cap = _worth(plan, planned, value)
        here = found.setdefault(_token(compares, value), {})
        known = here.get((points, cap))
        if known is None or cost < known.cost:
            here[points, cap] = Choice(points, cap, cost, value)
    return {token: tuple(each.values()) for token, each in found.items()}


def _token(compares: Sequence[Compare], value: Value | None) -> Token:
    if value is None:
        return None
    return tuple(truth(compare, {compare.question: value}) is True for compare in compares)


def _worth(plan: Plan, planned: PlannedQuestion | None, value: Value | None) -> tuple[int, int]:
    if planned is None or not planned.weight:
        return 0, plan.top
    if value is None:
        return 0, planned.gate.fail_cap if planned.gate else plan.top
    mark = mark_of(planned, plan.unit, value)
    return mark.points, planned.gate.cap(mark.exact) if planned.gate else plan.top


def cases(problem: Problem, component: Component) -> Iterator[Case]:
    """Give every case that can come about, the first of equal ones only; of too many the first."""
    codes = component.deciders
    fixed = {
        code: problem.slots[code].tokens[0] for code in problem.found.compares if code not in codes
    }
    combinations = product(*(problem.slots[code].tokens for code in codes))
    for tokens in islice(combinations, MOST_CASES):
        said = {**fixed, **dict(zip(codes, tokens, strict=True))}
        found = seen(problem.plan, values_said(problem, said))
        if all(_fits(problem.slots[code], said[code], found) for code in codes):
            parts = (
                part_case(problem, problem.plan.parts[i], said, found) for i in component.parts
            )
            yield Case(said, found.hidden, tuple(parts))


def values_said(problem: Problem, said: Mapping[str, Token]) -> dict[str, Value]:
    """Give one answer for each token that is one."""
    values = {}
    for code, token in said.items():
        value = None if token == MARKED else problem.slots[code].choices[token][0].value
        if value is not None:
            values[code] = value
    return values


def _fits(slot: Slot, token: Token, found: Visible) -> bool:
    """Say whether a token can stand there: hidden the first, marked while the mark holds."""
    if slot.code in found.hidden:
        return token == slot.tokens[0]
    return not slot.marked or (token == MARKED) == _mark_holds(slot, found)


def _mark_holds(slot: Slot, found: Visible) -> bool:
    planned = slot.planned
    return planned is not None and offers_not_applicable(planned.question, found.values)


def part_case(
    problem: Problem, part: PlannedPart, said: Mapping[str, Token], found: Visible
) -> PartCase:
    """Give a part as it is where this is said of all that decides, and shown accordingly."""
    rows: list[Row] = []
    key: list[Any] = [part.code]
    left_out = 0
    for question in (q for section in part.sections for q in section.questions):
        if not question.weight or question.code in found.hidden:
            continue
        slot = problem.slots[question.code]
        if slot.marked and _mark_holds(slot, found):
            left_out += question.weight
            continue
        choices = _leading_here(slot, said)
        rows.append(Row(question.code, question.weight, choices))
        key.append((question.code, said.get(question.code)))
    weight = sum(row.weight for row in rows)
    return PartCase(part, tuple(rows), weight, left_out, (*key, left_out))


def _leading_here(slot: Slot, said: Mapping[str, Token]) -> tuple[Choice, ...]:
    if slot.code in said:
        return slot.choices[said[slot.code]]
    return tuple(choice for each in slot.choices.values() for choice in each)
