"""The open questions ranked by how much of the range of the overall score each one closes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Final, TypeAlias

from assessments.scoring.answers import BLANK, Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import Choice, Slot, Token
from assessments.scoring.outlook.completions import Reach, reach_over
from assessments.scoring.outlook.entwined import Component
from assessments.scoring.outlook.overall import Ends, Overall, Share
from assessments.scoring.outlook.worlds import Outcome, Worlds, worlds_of
from assessments.scoring.plan import Plan, weighted_plan_of
from assessments.scoring.visibility import Visible, offers_not_applicable, seen, values_of

# Questions looked at in the cases of all answers to marks that have lapsed.
MOST_ANEW: Final = 1_000_000

Added: TypeAlias = tuple[Outcome, Share]


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
        NoCompletions: the bank has another method than the weighted mean.

    Source: docs/scoring.md, rules S43 to S46.
    """
    plan = weighted_plan_of(bank)
    worlds = worlds_of(plan, answers)
    overall = Overall(plan, worlds)
    found = seen(plan, values_of(plan, answers))
    place = {code: index for index, code in enumerate(plan.questions)}
    ranked = sorted(
        _deciding(_Ranking(plan, answers, worlds, overall), found),
        key=lambda one: (-one.closes, -one.weight, place[one.code]),
    )
    return Outlook(reach_over(plan, worlds, overall), tuple(ranked))


def _deciding(ranking: "_Ranking", found: Visible) -> Iterator[Deciding]:
    for index, component in enumerate(ranking.problem.components):
        for slot in _open_slots(ranking, component, found):
            state = ranking.answers.get(slot.code, BLANK).state
            weight = slot.planned.weight if slot.planned else 0
            yield Deciding(slot.code, state, weight, ranking.closes(index, slot))


class _Ranking:
    """What ranking the questions needs, worked out once."""

    def __init__(self, plan: Plan, answers: Answers, worlds: Worlds, overall: Overall) -> None:
        self.plan = plan
        self.answers = answers
        self.problem = worlds.problem
        self.outcomes = worlds.outcomes
        self.overall = overall
        self.now = _width(overall.ends())
        self._budget = Budget(MOST_ANEW)

    def closes(self, index: int, slot: Slot) -> Fraction:
        """Give the width now less the widest that an answer leaves."""
        if self.outcomes[index] is None:
            return Fraction(0)
        if slot.marked:
            return self._closes_anew(slot)
        return max(Fraction(0), self.now - max(self._restricted(index, slot)))

    def _closes_anew(self, slot: Slot) -> Fraction:
        """Answer a question whose mark has lapsed: that takes the mark away, so all is new.

        As often as there is room for; past that it closes nothing that is known.
        """
        choices = [one for each in slot.choices.values() for one in set(_extremes(each))]
        if not self._budget.spend(len(choices) * self.problem.rows):
            return Fraction(0)
        return max(Fraction(0), self.now - max(map(self._anew, repeat(slot.code), choices)))

    def _anew(self, code: str, choice: Choice) -> Fraction:
        said = {**self.answers, code: Answer(State.ANSWERED, choice.value)}
        return _width(Overall(self.plan, worlds_of(self.plan, said)).ends())

    def _restricted(self, index: int, slot: Slot) -> Iterator[Fraction]:
        """Keep the outcomes an answer can lead to; where it is hidden it changes nothing.

        Of the answers that lead to the same outcomes the lowest or the highest leaves the widest
        range: it is the greatest of what is linear in the points.
        """
        hidden, asked = self._by_token(index, slot)
        place = self._place(index, slot)
        for token, choices in slot.choices.items():
            lowest, highest = _extremes(choices)
            ends = lowest.points, highest.points
            for points in set(ends):
                moved = [self._moved(*one, slot, place, points, ends) for one in asked[token]]
                yield _width(self.overall.ends_with(index, (*hidden, *moved)))

    def _by_token(self, index: int, slot: Slot) -> tuple[list[Share], Mapping[Token, list[Added]]]:
        """Give what is added where the question is hidden, and where it is asked by the answer."""
        hidden: list[Share] = []
        asked: dict[Token, list[Added]] = {token: [] for token in slot.choices}
        (otherwise, *_) = asked  # the only one there is, where nothing looks at the answer
        for outcome, share in zip(
            self.outcomes[index] or (), self.overall.shares[index], strict=True
        ):
            if slot.code in outcome.case.hidden:
                hidden.append(share)
            else:
                asked[outcome.case.tokens.get(slot.code, otherwise)].append((outcome, share))
        return hidden, asked

    def _place(self, index: int, slot: Slot) -> int | None:
        """Give which part of the component a question counts in, None where it does in none."""
        if slot.planned is None or not slot.planned.weight:
            return None
        part = self.plan.bank.section_of[slot.code][0].code
        parts = self.problem.components[index].parts
        return [self.plan.parts[one].code for one in parts].index(part)

    def _moved(
        self,
        outcome: Outcome,
        share: Share,
        slot: Slot,
        place: int | None,
        points: int,
        ends: tuple[int, int],
    ) -> Share:
        """Give what an outcome adds with so many points of a question that is asked."""
        if place is None or slot.planned is None:
            return share
        part = outcome.case.parts[place]
        each = slot.planned.weight * self.overall.point_of(part.planned.weight, part.weight)
        low, high = ends
        return Share(
            share.weight, share.low + each * (points - low), share.high + each * (points - high)
        )


def _extremes(choices: Sequence[Choice]) -> tuple[Choice, Choice]:
    """Give the choices with fewest and most points."""
    ordered = sorted(choices, key=lambda choice: choice.points)
    return ordered[0], ordered[-1]


def _width(ends: Ends) -> Fraction:
    low, high = ends
    return Fraction(0) if low is None or high is None else high - low


def _open_slots(ranking: _Ranking, component: Component, found: Visible) -> Iterator[Slot]:
    """Give the shown questions of a component that are open, or not agreed yet."""
    parts = (ranking.plan.parts[index] for index in component.parts)
    inside = [q.code for part in parts for section in part.sections for q in section.questions]
    slots = ranking.problem.slots
    for code in dict.fromkeys((*inside, *component.deciders)):
        if code in slots and code not in found.hidden:
            slot = slots[code]
            if _is_open(slot, ranking.answers.get(code, BLANK), found):
                yield slot


def _is_open(slot: Slot, answer: Answer, found: Visible) -> bool:
    if answer.state is State.ANSWERED:
        return answer.span is not None
    if not slot.marked:
        return True
    return not (slot.planned and offers_not_applicable(slot.planned.question, found.values))
