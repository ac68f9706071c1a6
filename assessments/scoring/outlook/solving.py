"""Solves a least-effort problem: the best case of each component, each part packed by itself."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import accumulate
from typing import Any, NamedTuple

from assessments.scoring.outlook.cases import Case, Choice, PartCase, Problem, Row, cases
from assessments.scoring.outlook.extents import not_applicable_cap
from assessments.scoring.outlook.packing import Packer
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


class _Bounded(NamedTuple):
    """A case that can be solved, what it costs at least, and whether it has a score."""

    bound: int
    is_scored: bool
    case: Case


class Solver:
    """Solves one problem for one level; what was solved for a part is kept."""

    def __init__(self, problem: Problem, level: int) -> None:
        self.problem = problem
        self.level = level
        self.tries_all = all(map(problem.can_try_all, problem.components))
        each = [list(cases(problem, component)) for component in problem.components]
        found = (row for some in each for case in some for part in case.parts for row in part.rows)
        self._packer = Packer({id(row): row for row in found}.values(), level)
        self._relaxed: dict[Any, int | None] = {}
        self._kept: dict[Any, Solution | None] = {}
        self._alone: dict[int, Row] = {}
        self._cases = [sorted(self._bounds(some), key=lambda one: one.bound) for some in each]
        self._found = [self._component(place) for place in range(len(each))]

    def _bounds(self, found: Iterable[Case]) -> Iterator[_Bounded]:
        """Give the cases that come up to the level, with the bound of the relaxed problem."""
        for case in found:
            bounds = [self._bound(part) for part in case.parts]
            scored = any(part.weight for part in case.parts)
            known = [bound for bound in bounds if bound is not None]
            if len(known) == len(bounds):
                yield _Bounded(sum(known), scored, case)

    def _bound(self, part: PartCase) -> int | None:
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

        Each question in turn; what costs no less than the best of these so far is not looked into.
        It costs no less than the best solution, which is its bound where not all was looked into.
        """
        before = list(accumulate(self._found, _joined, initial=START))
        after = list(accumulate(reversed(self._found), _joined, initial=START))[::-1]
        second: Solution | None = None
        for code in best.taken:
            place = self._place(code)
            others = _joined(before[place], after[place + 1])
            limit = None if second is None else second.cost - _cost(others)
            here = self._component(place, code, limit)
            found = _joined(others, here).get(True)
            if found is not None and (second is None or found.cost < second.cost):
                second = found
            if self._packer.is_spent:
                break
        if second is None or (self.tries_all and not self._packer.is_spent):
            return second
        return second._replace(bound=min(best.bound, second.bound))

    def _place(self, code: str) -> int:
        """Give the component a question counts in."""
        plan = self.problem.plan
        part = plan.bank.section_of[code][0].code
        parts = [one.code for one in plan.parts]
        index = parts.index(part)
        return next(i for i, one in enumerate(self.problem.components) if index in one.parts)

    def _component(self, place: int, spared: str | None = None, limit: int | None = None) -> Found:
        """Solve the cases that may be cheapest, with and without a score; the cheapest first."""
        best: dict[bool, Solution] = {}
        for bound, scored, case in self._cases[place]:
            known = best.get(scored)
            most = limit if known is None else known.cost
            if most is not None and bound >= most:
                continue
            if known is not None and self._packer.is_spent:
                best[scored] = known._replace(bound=min(known.bound, bound))
                continue
            found = self._case(case, spared)
            if found is not None:
                best[scored] = _cheaper(known, found)
        if self.problem.can_try_all(self.problem.components[place]):
            return best
        return {scored: one._replace(bound=0) for scored, one in best.items()}

    def _case(self, case: Case, spared: str | None) -> Solution | None:
        whole = NOTHING
        for part in case.parts:
            within = spared if any(row.code == spared for row in part.rows) else None
            key = part.key, within
            if key not in self._kept:
                self._kept[key] = self._part(part, within)
            here = self._kept[key]
            if here is None:
                return None
            whole = whole.plus(here)
        return whole

    def _part(self, part: PartCase, spared: str | None) -> Solution | None:
        rows = [self._left_alone(row) if row.code == spared else row for row in part.rows]
        packed = self._packer.cheapest(rows, needed(self.problem.plan, part, self.level))
        if packed is None:
            return None
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
