"""The open questions ranked by how much of the range of the overall score each one closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.answers import BLANK, Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.cases import Choice, Slot, Token
from assessments.scoring.outlook.completions import Reach, reach_over
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.overall import (
    Share,
    Table,
    ends,
    joined,
    share_of,
    table_of,
    tables_of,
)
from assessments.scoring.outlook.worlds import Outcome, Worlds, worlds_of
from assessments.scoring.plan import Plan, plan_of
from assessments.scoring.visibility import Visible, offers_not_applicable, seen, values_of


@dataclass(frozen=True, slots=True)
class Deciding:
    """An open question; `closes` is what any answer to it takes from the range, in 0..1.

    `state` is answered where the respondents have not agreed yet.
    """

    code: str
    state: State
    weight: int
    closes: Fraction


@dataclass(frozen=True, slots=True)
class Outlook:
    """The range, and the questions that decide within it, the most deciding first."""

    reach: Reach
    deciding: tuple[Deciding, ...]


def outlook(bank: Bank, answers: Answers) -> Outlook:
    """Give the exact range and rank the open questions by how much of it each one closes.

    What a question closes is the width of the overall range now less the widest that any answer
    to it can leave; ties go to the heavier question, then by the order of the bank.

    Args:
        bank: a published bank.
        answers: what was said, by question code; a missing code is blank.

    Raises:
        UnknownQuestion, AnswerOutOfRange: an answer does not fit the bank.

    Source: docs/scoring.md, rules S43 to S46.
    """
    plan = plan_of(bank)
    worlds = worlds_of(plan, answers)
    found = seen(plan, values_of(plan, answers))
    order = list(plan.questions)
    ranked = sorted(
        _deciding(plan, answers, worlds, found),
        key=lambda one: (-one.closes, -one.weight, order.index(one.code)),
    )
    return Outlook(reach_over(plan, worlds), tuple(ranked))


def _deciding(plan: Plan, answers: Answers, worlds: Worlds, found: Visible) -> Iterator[Deciding]:
    for index, component in enumerate(worlds.problem.components):
        if worlds.outcomes[index] is None:
            continue
        ranking = _Ranking(plan, answers, worlds, index)
        for slot in _open_slots(ranking, component, found):
            state = answers.get(slot.code, BLANK).state
            weight = slot.planned.weight if slot.planned else 0
            yield Deciding(slot.code, state, weight, ranking.closes(slot))


class _Ranking:
    """What ranking the questions of one component needs, worked out once."""

    def __init__(self, plan: Plan, answers: Answers, worlds: Worlds, index: int) -> None:
        self.plan = plan
        self.answers = answers
        self.problem = worlds.problem
        self.outcomes = worlds.outcomes[index] or ()
        self.shares = [share_of(plan, outcome) for outcome in self.outcomes]
        tables = list(tables_of(plan, worlds))
        self.others = joined(table for place, table in enumerate(tables) if place != index)
        self.now = _width(joined(tables))

    def closes(self, slot: Slot) -> Fraction:
        """Give the width now less the widest that an answer leaves."""
        left = self._anew(slot) if slot.marked else self._restricted(slot)
        return max(Fraction(0), self.now - max(left))

    def _anew(self, slot: Slot) -> Iterator[Fraction]:
        """Answer a question whose mark has lapsed: that takes the mark away, so all is new."""
        for choice in (choice for each in slot.choices.values() for choice in each):
            said = {**self.answers, slot.code: Answer(State.ANSWERED, choice.value)}
            yield _width(joined(tables_of(self.plan, worlds_of(self.plan, said))))

    def _restricted(self, slot: Slot) -> Iterator[Fraction]:
        for token, choices in slot.choices.items():
            for choice in choices:
                table = table_of(self._shares_after(slot, token, choice))
                yield _width(joined([self.others, table]))

    def _shares_after(self, slot: Slot, token: Token, choice: Choice) -> Iterator[Share]:
        """Keep the outcomes the answer can lead to; where it is hidden it changes nothing."""
        for outcome, share in zip(self.outcomes, self.shares, strict=True):
            if slot.code in outcome.case.hidden:
                yield share
            elif outcome.case.tokens.get(slot.code, token) == token:
                yield self._moved(outcome, share, slot, choice)

    def _moved(self, outcome: Outcome, share: Share, slot: Slot, choice: Choice) -> Share:
        for part in outcome.case.parts:
            for row in part.rows:
                if row.code == slot.code:
                    points = [each.points for each in row.choices]
                    unit = Fraction(part.planned.weight * row.weight, part.weight * self.plan.unit)
                    low = share.low + unit * (choice.points - min(points))
                    return Share(
                        share.weight, low, share.high + unit * (choice.points - max(points))
                    )
        return share


def _width(table: Table) -> Fraction:
    low, high = ends(table)
    return Fraction(0) if low is None or high is None else high - low


def _open_slots(ranking: _Ranking, component: Component, found: Visible) -> Iterator[Slot]:
    """Give the shown questions of a component that are open, or not agreed yet."""
    plan = ranking.plan
    parts = (plan.parts[index] for index in component.parts)
    inside = {q.code for part in parts for section in part.sections for q in section.questions}
    for code, slot in ranking.problem.slots.items():
        if code in found.hidden or not (code in inside or code in component.deciders):
            continue
        if _is_open(slot, ranking.answers.get(code, BLANK), found):
            yield slot


def _is_open(slot: Slot, answer: Answer, found: Visible) -> bool:
    if answer.state is State.ANSWERED:
        return answer.span is not None
    if not slot.marked:
        return True
    return not (slot.planned and offers_not_applicable(slot.planned.question, found.values))
