"""The least effort to a level by every sum there is, on banks too large to try every set of answers.

Written down without the code under test: for each cost the most that can be had of weight times
what an answer lies above the floor. A part has its floor where that is not below nought, whatever
is shown. For banks without gates whose deciding questions are shown always, or by the profile.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank

# The most above the floor, by cost in half days.
Table: TypeAlias = Mapping[int, int | Fraction]
NOTHING: Table = {0: 0}


def both(one: Table, other: Table) -> Table:
    """Add up two tables of questions that are answered apart."""
    found: dict[int, int | Fraction] = {}
    for cost, above in one.items():
        for more, further in other.items():
            total = above + further
            if found.get(cost + more, total) <= total:
                found[cost + more] = total
    return found


def either(tables: Iterable[Table]) -> Table:
    """Join tables of which one comes about."""
    found: dict[int, int | Fraction] = {}
    for table in tables:
        for cost, above in table.items():
            found[cost] = max(found.get(cost, above), above)
    return found


class _Part:
    def __init__(self, bank: Bank, answers: Answers, part: Any, target: str, fixed: Any) -> None:
        self.answers, self.fixed = answers, fixed
        self.floor = bank.scoring.floors[part.code][target]
        self.questions = part.questions
        self.outside = {q.code for q in bank.profile}

    def table(self) -> Table:
        first = (q for q in self.questions if self._shown_by(q) in {None, *self.outside})
        asked = (q for q in first if self._shows(q, self._said(self._shown_by(q))))
        return reduce(both, map(self._of, asked), NOTHING)

    def _said(self, code: str | None) -> Any:
        answer = self.answers.get(code or "", Answer())
        return answer.value if answer.state is State.ANSWERED else None

    def _shown_by(self, question: Any) -> str | None:
        return None if question.show_if is None else str(question.show_if.question)

    def _shows(self, question: Any, value: Any) -> bool:
        """Say whether a value shows a question; what is not said hides nothing."""
        rule = question.show_if
        if rule is None or value is None:
            return True
        if rule.at_least is not None:
            return bool(value >= rule.at_least)
        return bool(value == rule.equals)

    def _of(self, question: Any) -> Table:
        """Give what each answer costs and gives, with what it shows."""
        shown = [q for q in self.questions if self._shown_by(q) == question.code]
        return either(
            reduce(
                both,
                (self._of(q) for q in shown if self._shows(q, value)),
                {cost: question.weight * (percent - self.floor)},
            )
            for value, cost, percent in self._ways(question)
        )

    def _ways(self, question: Any) -> Iterable[tuple[Any, int, int]]:
        """Give each answer with its cost in half days and its percent, the present one first."""
        now = self._said(question.code)
        is_fixed = question.code in self.fixed
        if question.kind == "boolean":
            yield now, 0, 100 if now else 0
            if not now and not is_fixed:
                yield True, 2, 100  # nobody states a figure: one day
            return
        yield now, 0, 25 * (now or 0)
        days = [int(2 * step) for step in question.effort]
        for level in () if is_fixed else range((now or 0) + 1, 5):
            yield level, sum(days[now or 0 : level]), 25 * level


def least(
    bank: Bank, answers: Answers, target: str, fixed: Collection[str] = ()
) -> Fraction | None:
    """Give the fewest days with which all parts have the floor of the level; None without a way."""
    total = 0
    for part in bank.parts:
        table = _Part(bank, answers, part, target, fixed).table()
        costs = [cost for cost, above in table.items() if above >= 0]
        if not costs:
            return None
        total += min(costs)
    return Fraction(total, 2)


def least_in_chain(length: int, floor: int) -> Fraction:
    """Give the fewest days in a chain of yes-no questions, each answered no.

    A no hides the next question, and what is hidden hides nothing.
    """
    shown, hidden = NOTHING, {}
    for _ in range(length):
        stays, turned = both(shown, {0: -floor}), both(shown, {2: 100 - floor})
        shown, hidden = either([hidden, turned]), stays
    costs = [cost for cost, above in either([shown, hidden]).items() if above >= 0]
    return Fraction(min(costs), 2)


def least_in_options(options: int, floor: int) -> Fraction:
    """Give the fewest days where each option of one question shows another; all open.

    Open it shows them all, and ticked those of its options.
    """
    rubric = {0: -floor, 1: 25 - floor, 3: 50 - floor, 7: 75 - floor, 15: 100 - floor}
    shown = [reduce(both, [rubric] * count, NOTHING) for count in range(options + 1)]
    ways = [both(shown[options], {0: -floor})]
    ways += [
        both(shown[ticked], {2 * ticked: Fraction(100 * ticked, options) - floor})
        for ticked in range(1, options + 1)
    ]
    return Fraction(min(cost for way in ways for cost, above in way.items() if above >= 0), 2)
