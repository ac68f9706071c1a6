"""Solves a least-effort problem: the best case of each component, each part packed by itself."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import accumulate
from typing import Any, NamedTuple

from assessments.scoring.outlook.cases import (
    EVERY,
    Case,
    Choice,
    PartCase,
    Problem,
    Row,
    cases,
)
from assessments.scoring.outlook.extents import not_applicable_cap
from assessments.scoring.outlook.packing import Packer, Relaxed
from assessments.scoring.outlook.sums import needed


class Solution(NamedTuple):
    """What it costs, what it must cost at least, and the bettered questions part by part."""

    cost: int
    bound: int
    parts: tuple[Mapping[str, Choice], ...] = ()

    @property
    def taken(self) -> Mapping[str, Choice]:
        """The bettered questions with their choice."""
        return {code: choice for part in self.parts for code, choice in part.items()}

    def plus(self, other: "Solution") -> "Solution":
        return Solution(self.cost + other.cost, self.bound + other.bound, self.parts + other.parts)


NOTHING = Solution(0, 0)
# By whether anything has a score yet: without any score there is no level.
Found = Mapping[bool, Solution]
START: Found = {False: NOTHING}


class Listed(NamedTuple):
    """A problem and its cases, component by component: the same for all levels it is solved for."""

    problem: Problem
    each: tuple[tuple[Case, ...], ...]


def listed(problem: Problem) -> Listed:
    """List the cases of a problem."""
    return Listed(problem, tuple(tuple(cases(problem, one)) for one in problem.components))


class _Bounded(NamedTuple):
    """A case that can be solved, what it costs at least, and whether it has a score."""

    bound: int
    is_scored: bool
    case: Case


class _Spared(NamedTuple):
    """A question that is left as it is: where its part stands in a case, and in which it counts.

    The cases are the bits of a number, in the order in which they are solved.
    """

    code: str
    at: int
    counts: int


class Solver:
    """Solves one problem for one level; what was solved for a part is kept."""

    def __init__(self, given: Listed, level: int) -> None:
        self.problem, each = given
        self.level = level
        self.tries_all = all(map(self.problem.can_try_all, self.problem.components))
        found = (row for some in each for case in some for part in case.parts for row in part.rows)
        self._packer = Packer({id(row): row for row in found}.values(), level)
        self._relaxed: dict[Any, Relaxed | None] = {}
        self._kept: dict[Any, Solution] = {}
        self._counts: dict[int, Mapping[str, int]] = {}
        self._alone: dict[int, Row] = {}
        self._cases = [sorted(self._bounds(some), key=lambda one: one.bound) for some in each]
        self._found = [self._component(place) for place in range(len(each))]

    def _bounds(self, found: Iterable[Case]) -> Iterator[_Bounded]:
        """Give the cases that come up to the level, with the bound of the relaxed problem."""
        for case in found:
            bounds = [self._bound(part) for part in case.parts]
            scored = any(part.weight for part in case.parts)
            known = [one.bound for one in bounds if one is not None]
            if len(known) == len(bounds):
                yield _Bounded(sum(known), scored, case)

    def _bound(self, part: PartCase) -> Relaxed | None:
        if part.key not in self._relaxed:
            allowed = not_applicable_cap(self.problem.plan, part) >= self.level
            need = needed(self.problem.plan, part, self.level)
            self._relaxed[part.key] = self._packer.relaxed(part.rows, need) if allowed else None
        return self._relaxed[part.key]

    def solve(self) -> Solution | None:
        """Give the cheapest solution, None without any."""
        highest = self.problem.plan.bank.scoring.highest_level
        if highest is not None and self.problem.plan.levels[highest] < self.level:
            return None
        return reduce(_joined, self._found, START).get(True)

    def sparing(self, best: Solution) -> Solution | None:
        """Give the cheapest solution that leaves one of the bettered questions as it is, if any.

        Each question in turn, until one is found that costs no more than the best must; what costs
        no less than the best of these so far is not looked into. Past the budget the first that is
        found is taken. It costs no less than the best solution, which is its bound where not all
        was looked into.
        """
        before = list(accumulate(self._found, _joined, initial=START))
        after = list(accumulate(reversed(self._found), _joined, initial=START))[::-1]
        second: Solution | None = None
        for place, spared in self._each_spared(best.taken):
            others = _joined(before[place], after[place + 1])
            limit = None if second is None else second.cost - _cost(others)
            here = self._component(place, spared, limit)
            found = _joined(others, here).get(True)
            if found is not None and (second is None or found.cost < second.cost):
                second = found
            if second is not None and second.cost <= best.bound:
                return second._replace(bound=second.cost)
            if second is not None and self._packer.is_spent:
                break
        if second is None or (self.tries_all and not self._packer.is_spent):
            return second
        return second._replace(bound=min(best.bound, second.bound))

    def _each_spared(self, codes: Iterable[str]) -> Iterator[tuple[int, _Spared]]:
        """Give each question with the place of the component it counts in.

        Of those that are alike in all cases one, for to spare one costs what to spare another does.
        """
        plan, section_of = self.problem.plan, self.problem.plan.bank.section_of
        parts = {part.code: index for index, part in enumerate(plan.parts)}
        places = {
            index: (place, at)
            for place, one in enumerate(self.problem.components)
            for at, index in enumerate(one.parts)
        }
        known = set()
        for code in codes:
            place, at = places[parts[section_of[code][0].code]]
            spared = _Spared(code, at, self._counted(place).get(code, 0))
            if (alike := (place, spared._replace(code=""), self._offered(code))) not in known:
                known.add(alike)
                yield place, spared

    def _offered(self, code: str) -> Any:
        """Give what a question offers without its name; one that decides is like no other."""
        if code in self.problem.found.compares:
            return code
        slot = self.problem.slots[code]
        weight = slot.planned.weight if slot.planned else 0
        choices = (one for each in slot.choices.values() for one in each)
        return weight, tuple(one._replace(value=None) for one in choices)

    def _counted(self, place: int) -> Mapping[str, int]:
        """Give for each question of a component the cases in which it counts, as bits."""
        if place not in self._counts:
            counts: dict[str, int] = {}
            for number, one in enumerate(self._cases[place]):
                for row in (row for part in one.case.parts for row in part.rows):
                    counts[row.code] = counts.get(row.code, 0) | 1 << number
            self._counts[place] = counts
        return self._counts[place]

    def _component(
        self, place: int, spared: _Spared | None = None, limit: int | None = None
    ) -> Found:
        """Solve the cases that may be cheapest, with and without a score; the cheapest first."""
        best: dict[bool, Solution] = {}
        for number, (bound, scored, case) in enumerate(self._cases[place]):
            known = best.get(scored)
            most = limit if known is None else known.cost
            if most is not None and bound >= most:
                continue
            if known is not None and self._packer.is_spent:
                best[scored] = known._replace(bound=min(known.bound, bound))
                continue
            counts = spared if spared is not None and spared.counts >> number & 1 else None
            if counts is None or self._can_spare(case.parts[counts.at], case, counts.code):
                best[scored] = _cheaper(known, self._case(case, counts))
        if self.problem.can_try_all(self.problem.components[place]):
            return best
        return {scored: one._replace(bound=0) for scored, one in best.items()}

    def _can_spare(self, part: PartCase, case: Case, code: str) -> bool:
        """Say whether the part comes up to the level without the question, all else at its best."""
        self._packer.steps.spend(1)
        row, now = self._row(case, code), self._now(code)
        relaxed = self._relaxed[part.key]
        is_offered = any(choice is now for choice in row.choices)
        return (
            is_offered and relaxed is not None and self._packer.can_do_with(row, now, relaxed.spare)
        )

    def _row(self, case: Case, code: str) -> Row:
        return self.problem.slots[code].rows[case.tokens.get(code, EVERY)]

    def _case(self, case: Case, spared: _Spared | None) -> Solution:
        whole = NOTHING
        for at, part in enumerate(case.parts):
            within = spared.code if spared is not None and spared.at == at else None
            key = part.key, within
            if key not in self._kept:
                self._kept[key] = self._part(part, within)
            whole = whole.plus(self._kept[key])
        return whole

    def _part(self, part: PartCase, spared: str | None) -> Solution:
        """Solve a part that is known to come up to the level."""
        rows = [self._left_alone(row) if row.code == spared else row for row in part.rows]
        packed = self._packer.cheapest(rows, needed(self.problem.plan, part, self.level))
        chosen = zip(rows, packed.choices, strict=True)
        taken = {row.code: one for row, one in chosen if one is not self._now(row.code)}
        return Solution(packed.cost, packed.bound, (taken,))

    def _left_alone(self, row: Row) -> Row:
        """Give the row with the choice that changes nothing only, the same one at every call."""
        if id(row) not in self._alone:
            now = self._now(row.code)
            self._alone[id(row)] = row._replace(choices=tuple(c for c in row.choices if c is now))
        return self._alone[id(row)]

    def _now(self, code: str) -> Choice:
        """Give the choice that changes nothing: the first that was offered."""
        return next(iter(self.problem.slots[code].choices.values()))[0]


def _joined(one: Found, other: Found) -> Found:
    """Put together what is independent, the cheapest with and without a score."""
    best: dict[bool, Solution] = {}
    for first, here in one.items():
        for second, there in other.items():
            scored = first or second
            best[scored] = _cheaper(best.get(scored), here.plus(there))
    return best


def _cheaper(known: Solution | None, found: Solution) -> Solution:
    if known is None:
        return found
    cheaper = min(known, found, key=lambda one: one.cost)
    return cheaper._replace(bound=min(known.bound, found.bound))


def _cost(found: Found) -> int:
    return min((one.cost for one in found.values()), default=0)
