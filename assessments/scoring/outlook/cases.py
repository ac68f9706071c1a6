"""All cases of what may be shown and not applicable; within one case every question is free.

Only questions that decide on others are tried out, by what their answers make true. A case keeps
for each of its questions the answers that lead to it, so that sums and minima stay simple there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice, product, takewhile
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from assessments.scoring.answers import BLANK, Answer, Answers, State, Value
from assessments.scoring.conditions import Compare, truth
from assessments.scoring.marks import mark_of
from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.entwined import Component, Entwined, components, entwined
from assessments.scoring.plan import Plan, PlannedPart, PlannedQuestion
from assessments.scoring.visibility import Visible, offers_not_applicable, seen

# What an answer makes true of the comparisons with it, and of those an open one comes to the same;
# None where it comes to no answer, MARKED for a mark.
Token: TypeAlias = tuple[bool, ...] | str | None
MARKED: Final = "marked"
EVERY: Final = "every"
# More cases than this in one component are not tried; the result then says that it is a bound.
MOST_CASES: Final = 1000
# Nor are more questions looked at in all cases together, nor more when the answers are listed.
MOST_ROWS: Final = 1_000_000
# Where not every case is tried, some are, of so many questions together: a way, and at once.
MOST_ROWS_OF_FEW: Final = 100_000
MOST_OFFERED: Final = 2_000_000

Compares: TypeAlias = Sequence[Compare]
Asked: TypeAlias = tuple[str, Answer, Compares]
_Key = TypeVar("_Key")


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


class Row(NamedTuple):
    """One question that counts in a case, with the answers that lead to the case."""

    code: str
    weight: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A question with all it may take, told apart by what others see of it.

    `is_whole` is False where only some of it is listed. `rows` keeps those made so far.
    """

    code: str
    planned: PlannedQuestion | None
    marked: bool
    choices: Mapping[Token, tuple[Choice, ...]]
    is_whole: bool = True
    rows: dict[Token, Row] = field(default_factory=dict, compare=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return ((MARKED,) if self.marked else ()) + tuple(self.choices)

    @property
    def best(self) -> Token:
        """Give what an answer with most points makes true."""
        return max(self.choices, key=lambda token: _most(self.choices[token]))

    @property
    def is_free(self) -> bool:
        return len(self.choices) + self.marked > 1 or not self.is_whole


class PartCase(NamedTuple):
    """A part in one case; `weight` of what is applicable, `left_out` of what is not.

    Equal keys mean the same rows.
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
    """What is fixed, what is free, and which parts hang together.

    `tries` are the components of which every case is tried, `few` how many cases are of the others;
    `rows` counts the questions looked at in all cases, once each at least.
    """

    plan: Plan
    found: Entwined
    slots: Mapping[str, Slot]
    components: tuple[Component, ...]
    tries: frozenset[Component]
    few: int
    rows: int

    def can_try_all(self, component: Component) -> bool:
        """Say whether the component has few enough cases to try every one."""
        return component in self.tries


class Offering(NamedTuple):
    """Which answers a question may take while it is asked.

    `size` is no less than their count, and tells it without listing them; `some` gives a few of
    them where all would be too many, the present one first.
    """

    size: Callable[[str, Answer, Compares], int]
    all: Callable[[str, Answer, Compares], Iterable[Offer]]
    some: Callable[[str, Answer, Compares], Iterable[Offer]]


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
    asked = [
        (code, answers.get(code, BLANK), found.compares.get(code, ()))
        for code in plan.questions
        if code in found.compares or (code in planned and planned[code].weight)
    ]
    whole = _listed_whole(plan, asked, offering)
    slots = {}
    for code, answer, compares in asked:
        offers = (offering.all if code in whole else offering.some)(code, answer, compares)
        token_of = partial(_token, compares, found.open.get(code, ()))
        choices = _choices(plan, planned.get(code), token_of, offers)
        marked = answer.state is State.NOT_APPLICABLE
        slots[code] = Slot(code, planned.get(code), marked, choices, code in whole)
    free = [code for code in found.compares if slots[code].is_free]
    made = components(plan, found, free)
    return Problem(plan, found, slots, made, *_tried(plan, slots, made))


def _listed_whole(plan: Plan, asked: Sequence[Asked], offering: Offering) -> frozenset[str]:
    """Give the questions of which every answer is listed: the cheapest first, while there is room.

    An answer costs as much as it takes to look at it: each choice, and each comparison with it.
    """
    costs = {}
    for code, answer, compares in asked:
        each = 1 + len(compares) + len(getattr(plan.questions[code], "choices", ()))
        costs[code] = each * offering.size(code, answer, compares)
    return frozenset(_within(costs, MOST_OFFERED))


def _within(costs: Mapping[_Key, int], most: int) -> Iterator[_Key]:
    """Give the cheapest that cost no more than that together."""
    budget = Budget(most)
    return takewhile(lambda key: budget.spend(costs[key]), sorted(costs, key=costs.__getitem__))


def _tried(
    plan: Plan, slots: Mapping[str, Slot], made: Sequence[Component]
) -> tuple[frozenset[Component], int, int]:
    """Give the components of which all cases are tried, the cases of each other, and all rows."""
    sizes = {one: _size(plan, slots, one) for one in made}
    counts = {one: prod(len(slots[code].tokens) for code in one.deciders) for one in made}
    costs = {
        one: counts[one] * sizes[one]
        for one in made
        if counts[one] <= MOST_CASES and _is_whole(plan, slots, one)
    }
    tries = frozenset(_within(costs, MOST_ROWS))
    left = sum(sizes[one] for one in made if one not in tries) or 1
    few = max(2, min(MOST_CASES, MOST_ROWS_OF_FEW // left))
    return tries, few, len(slots) + sum(costs[one] for one in tries)


def _size(plan: Plan, slots: Mapping[str, Slot], component: Component) -> int:
    """Give what one case takes: each question that counts, and each switch."""
    return len(component.switches) + sum(code in slots for code in codes_in(plan, component))


def _is_whole(plan: Plan, slots: Mapping[str, Slot], component: Component) -> bool:
    codes = (*codes_in(plan, component), *component.looked_at)
    return all(slots[code].is_whole for code in codes if code in slots)


def codes_in(plan: Plan, component: Component) -> Iterator[str]:
    """Give the questions in the parts of a component."""
    for index in component.parts:
        for section in plan.parts[index].sections:
            yield from (question.code for question in section.questions)


def _choices(
    plan: Plan,
    planned: PlannedQuestion | None,
    token_of: Callable[[Value | None], Token],
    offers: Iterable[Offer],
) -> dict[Token, tuple[Choice, ...]]:
    """Sort the offers by what they make true; of equal ones the first of the cheapest stays."""
    found: dict[Token, dict[tuple[int, int], Choice]] = {}
    for value, cost in offers:
        points, cap = _worth(plan, planned, value)
        here = found.setdefault(token_of(value), {})
        known = here.get((points, cap))
        if known is None or cost < known.cost:
            here[points, cap] = Choice(points, cap, cost, value)
    return {token: tuple(each.values()) for token, each in found.items()}


def _token(compares: Sequence[Compare], unsaid: Token, value: Value | None) -> Token:
    if value is None:
        return unsaid
    return tuple(truth(compare, {compare.question: value}) is True for compare in compares)


def _worth(plan: Plan, planned: PlannedQuestion | None, value: Value | None) -> tuple[int, int]:
    if planned is None or not planned.weight:
        return 0, plan.top
    if value is None:
        return 0, planned.gate.fail_cap if planned.gate else plan.top
    mark = mark_of(planned, plan.unit, value)
    return mark.points, planned.gate.cap(mark.exact) if planned.gate else plan.top


def cases(problem: Problem, component: Component) -> Iterator[Case]:
    """Give every case that can come about; of too many some, the one that stands now first."""
    now = _present(problem, component)
    slots = [problem.slots[code] for code in component.deciders]
    every = product(*(slot.tokens for slot in slots))
    if not problem.can_try_all(component):
        yield from _some(problem, component, every)
        return
    for tokens in every:
        said = now | dict(zip(component.deciders, tokens, strict=True))
        found = seen(problem.plan, values_said(problem, said), component.switches)
        if all(said[slot.code] == _fitting(slot, said[slot.code], found) for slot in slots):
            yield _case(problem, component, said, found)


def _present(problem: Problem, component: Component) -> dict[str, Token]:
    return {code: problem.slots[code].tokens[0] for code in component.looked_at}


def present_case(problem: Problem, component: Component) -> Case | None:
    """Give the case that stands now; None where marks hang on themselves so that there is none."""
    return _settled(problem, component, _present(problem, component))


def _some(
    problem: Problem, component: Component, every: Iterable[tuple[Token, ...]]
) -> Iterator[Case]:
    """Give the present case and the best, then some between them, then any in their order."""
    codes = component.deciders
    now = _present(problem, component)
    best = {code: problem.slots[code].best for code in codes}
    known = set()
    every_said = (dict(zip(codes, tokens, strict=True)) for tokens in every)
    for said in islice(chain([{}, best], _between(best, problem.few), every_said), problem.few):
        case = _settled(problem, component, {**now, **said})
        if case is not None and (key := tuple(part.key for part in case.parts)) not in known:
            known.add(key)
            yield case


def _between(best: Mapping[str, Token], most: int) -> Iterator[Mapping[str, Token]]:
    """Give ever more of these from the first on, and in between each of the first alone."""
    steps = min(len(best), most // 2)
    alone = ({code: token} for code, token in best.items())
    for step, one in enumerate(islice(alone, steps), 1):
        yield one
        yield dict(islice(best.items(), step * len(best) // steps))


def _settled(problem: Problem, component: Component, said: dict[str, Token]) -> Case | None:
    """Give the case of what is said, once what is hidden is left out and marks stand or fall.

    What is hidden decides nothing, so that leaving it out changes nothing else; a mark may.
    """
    slots = [problem.slots[code] for code in component.deciders]
    for _ in range(1 + sum(slot.marked for slot in slots)):
        found = seen(problem.plan, values_said(problem, said), component.switches)
        fitting = {slot.code: _fitting(slot, said[slot.code], found) for slot in slots}
        moved = any(said[c] != one for c, one in fitting.items() if c not in found.hidden)
        said = said | fitting
        if not moved:
            return _case(problem, component, said, found)
    return None


def _case(
    problem: Problem, component: Component, said: Mapping[str, Token], found: Visible
) -> Case:
    parts = (part_case(problem, problem.plan.parts[i], said, found) for i in component.parts)
    return Case(said, found.hidden, tuple(parts))


def _most(choices: Sequence[Choice]) -> int:
    return max(choice.points for choice in choices)


def values_said(problem: Problem, said: Mapping[str, Token]) -> dict[str, Value]:
    """Give one answer for each token that is one."""
    values = {}
    for code, token in said.items():
        value = None if token == MARKED else problem.slots[code].choices[token][0].value
        if value is not None:
            values[code] = value
    return values


def _fitting(slot: Slot, token: Token, found: Visible) -> Token:
    """Give the token, or what stands there instead: hidden the first, a mark while it holds."""
    if slot.code in found.hidden:
        return slot.tokens[0]
    if slot.marked and _mark_holds(slot, found):
        return MARKED
    return next(iter(slot.choices)) if token == MARKED else token


def _mark_holds(slot: Slot, found: Visible) -> bool:
    planned = slot.planned
    return planned is not None and offers_not_applicable(planned.question, found.values)


def part_case(
    problem: Problem, part: PlannedPart, said: Mapping[str, Token], found: Visible
) -> PartCase:
    """Give a part as it is where this is said of all that decides, and shown accordingly."""
    rows: list[Row] = []
    left_out = 0
    for question in (q for section in part.sections for q in section.questions):
        if not question.weight or question.code in found.hidden:
            continue
        slot = problem.slots[question.code]
        if slot.marked and _mark_holds(slot, found):
            left_out += question.weight
            continue
        rows.append(_row(slot, question.weight, said))
    weight = sum(row.weight for row in rows)
    return PartCase(part, tuple(rows), weight, left_out, (part.code, left_out, *map(id, rows)))


def _row(slot: Slot, weight: int, said: Mapping[str, Token]) -> Row:
    """Give the row of what is said to a question, the same one for the same answers."""
    token = said.get(slot.code, EVERY)
    if token not in slot.rows:
        every = (choice for each in slot.choices.values() for choice in each)
        choices = slot.choices[token] if slot.code in said else tuple(every)
        slot.rows[token] = Row(slot.code, weight, choices)
    return slot.rows[token]
