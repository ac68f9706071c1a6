"""A finished bank with what its proofs share: its plan, its places, and all it can come to.

Honest answers are complete ones: every question that is asked has an answer, nothing is called
not applicable, and nobody says "don't know".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain, product
from typing import Any, Final, TypeAlias

from assessments.scoring.answers import Answer, Answers, State, Value
from assessments.scoring.bank import Bank, Part, Question, Section
from assessments.scoring.conditions import Compare, Condition, questions_of, truth
from assessments.scoring.outline import Outline, Place
from assessments.scoring.outlook.budget import Budget
from assessments.scoring.outlook.cases import MOST_CASES, codes_in
from assessments.scoring.outlook.completions import Reach, reach_over
from assessments.scoring.outlook.entwined import (
    Component,
    Entwined,
    compares_in,
    entwined,
    holding,
)
from assessments.scoring.outlook.overall import Overall
from assessments.scoring.outlook.possible import possible_values, size_of
from assessments.scoring.outlook.sums import MOST_MARKED
from assessments.scoring.outlook.worlds import Worlds, worlds_of
from assessments.scoring.plan import PlannedQuestion, Switch, conditions_of, plan_of
from assessments.scoring.visibility import Visible, seen

# Questions, conditions and answers one rule looks at in all; a count is the same on every machine.
MOST_STEPS: Final = 2_000_000
# A question with more answers to one place is not taken apart for it.
MOST_ANSWERS: Final = 20_000

Pick: TypeAlias = Callable[[Iterable[Fraction]], Fraction]
NOTHING_SAID: Final[Answers] = {}
Held = Part | Section | Question


class OutOfSteps(Exception):
    """A rule has looked at as much as it may."""


class Ground:
    """One bank under proof; everything that takes time is worked out once, when asked for.

    `skipped` says that the rule at work has left something out that it would have had to try.
    """

    def __init__(self, bank: Bank, view: Outline) -> None:
        self.bank, self.view, self.plan = bank, view, plan_of(bank)
        self._picks: dict[tuple[str, Pick], Value] = {}
        self.outside: dict[tuple[Component, int], Mapping[str, Value] | None] = {}
        self._switches: dict[tuple[str, ...], Sequence[Switch]] = {}
        self._compared: dict[str, tuple[Compare, ...]] = {}
        self._outcomes: dict[str, int] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a rule: with all its steps before it, and nothing left out."""
        self.skipped = False
        self.words = Budget(MOST_MARKED)
        self._steps = Budget(MOST_STEPS)

    def skip(self) -> None:
        """Note that the rule leaves something out."""
        self.skipped = True

    def spend(self, steps: int) -> None:
        """Take steps.

        Raises:
            OutOfSteps: there are not so many left.
        """
        if not self._steps.spend(steps):
            raise OutOfSteps

    @property
    def can_be_answered(self) -> bool:
        """Whether every question has an answer it would take."""
        return all(any(True for _ in possible_values(q)) for q in self.bank.questions.values())

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every part, section and question by code."""
        groups = (*self.view.parts, *(section for _, section in self.view.sections))
        found = (*groups, *(asked.question for asked in self.view.asked))
        return {place.text("code"): place for place in found}

    @cached_property
    def planned(self) -> Mapping[str, PlannedQuestion]:
        """Every question that scores, by code."""
        sections = (section for part in self.plan.parts for section in part.sections)
        return {q.code: q for section in sections for q in section.questions if q.weight}

    @cached_property
    def ties(self) -> Entwined:
        return entwined(self.plan, NOTHING_SAID)

    @cached_property
    def worlds(self) -> Worlds:
        return worlds_of(self.plan, NOTHING_SAID)

    @cached_property
    def component_at(self) -> Mapping[str, int]:
        """The place of the component each question of a part counts in."""
        components = enumerate(self.worlds.problem.components)
        return {code: at for at, one in components for code in codes_in(self.plan, one)}

    @cached_property
    def reach(self) -> Reach:
        return reach_over(self.plan, self.worlds, self.overall)

    @cached_property
    def overall(self) -> Overall:
        return Overall(self.plan, self.worlds)

    @cached_property
    def compares(self) -> Mapping[str, tuple[Compare, ...]]:
        """Every comparison of the bank, by the question it looks at."""
        found: dict[str, list[Compare]] = {}
        for compare in compares_in(conditions_of(self.bank)):
            found.setdefault(compare.question, []).append(compare)
        return {code: tuple(each) for code, each in found.items()}

    @property
    def best(self) -> int:
        """The index of the best level the bank gives."""
        highest = self.bank.scoring.highest_level
        return self.plan.top if highest is None else self.plan.levels[highest]

    def chain(self, code: str) -> tuple[Held, ...]:
        """Give what must be shown for a part, section or question to be shown, itself last."""
        return self._chains[code]

    @cached_property
    def _chains(self) -> Mapping[str, tuple[Held, ...]]:
        found: dict[str, tuple[Held, ...]] = {q.code: (q,) for q in self.bank.profile}
        for part, section in self.bank.iter_sections():
            found |= {part.code: (part,), section.code: (part, section)}
            found |= {q.code: (part, section, q) for q in section.questions}
        return found

    def states(self, code: str | None, *conditions: Condition) -> tuple[dict[str, Value], ...]:
        """Give all that can be said to what decides on a place and on the conditions given.

        One set of values for each way it can come out; empty where these are too many to try,
        which counts as left out.
        """
        held = [one.show_if for one in self.chain(code)] if code else []
        wanted = (*(one for one in held if one is not None), *conditions)
        if self._hangs_on_too_much(wanted):
            self.skip()
            return ()
        asked = self._deciding(wanted)
        self.spend(1 + len(asked))
        compares: dict[str, list[Compare]] = {each: [] for each in asked}
        for one in chain(compares_in(wanted), *map(self._looks, asked)):
            compares[one.question].append(one)
        values: dict[str, list[Value]] = {}
        count = 1
        for each in asked:
            values[each] = self._told_apart(each, compares[each])
            count *= len(values[each])
            if not 0 < count <= MOST_CASES:
                self.skip()
                return ()
        self.spend(count)
        return tuple(dict(zip(values, some, strict=True)) for some in product(*values.values()))

    def _hangs_on_too_much(self, conditions: Sequence[Condition]) -> bool:
        """Say, from the nearest questions on, whether these alone come out in too many ways."""
        room, known, ahead = MOST_CASES, set[str](), list(compares_in(conditions))
        while ahead and room:
            compare = ahead.pop()
            if compare.question not in known:
                known.add(compare.question)
                room //= self._ways(compare)
                ahead += self._looks(compare.question)
        self.spend(len(known))
        return not room

    def _ways(self, compare: Compare) -> int:
        """Give in how many ways a comparison can come out, 1 where that takes too long."""
        key = repr(compare)
        if key not in self._outcomes:
            found = self._told_apart(compare.question, [compare])
            self._outcomes[key] = max(1, len(found))
        return self._outcomes[key]

    def _looks(self, code: str) -> tuple[Compare, ...]:
        """Give the comparisons on which it hangs that a question is shown."""
        if code not in self._compared:
            held = (one.show_if for one in self.chain(code))
            self._compared[code] = tuple(compares_in(one for one in held if one is not None))
        return self._compared[code]

    def _deciding(self, conditions: Iterable[Condition]) -> list[str]:
        ahead = set().union(*map(questions_of, conditions))
        codes = ahead | self.ties.up(ahead)
        return [code for code in self.bank.questions if code in codes]

    def _told_apart(self, code: str, compares: Sequence[Compare]) -> list[Value]:
        """Give one answer for each way the comparisons with the question can come out.

        Nothing where the question has too many answers.
        """
        size = size_of(self.bank.questions[code], compares)
        if size > MOST_ANSWERS:
            return []
        self.spend(size * (1 + len(compares)))
        found: dict[tuple[Any, ...], Value] = {}
        for value in possible_values(self.bank.questions[code], compares):
            found.setdefault(tuple(truth(one, {code: value}) for one in compares), value)
        return list(found.values())

    def seen(self, values: Mapping[str, Value], code: str | None = None) -> Visible:
        """Say what is hidden; of one place only where that, and what is said, is hidden by."""
        switches = self.plan.switches if code is None else self._hiding(code, values)
        self.spend(1 + len(switches))
        return seen(self.plan, values, switches)

    def _hiding(self, code: str, values: Iterable[str]) -> Sequence[Switch]:
        key = code, *values
        if key not in self._switches:
            found = {index for one in key for index in self._holding.get(one, ())}
            self._switches[key] = [self.plan.switches[index] for index in sorted(found)]
        return self._switches[key]

    @cached_property
    def _holding(self) -> Mapping[str, list[int]]:
        return holding(self.plan)

    def showing(self, code: str) -> Mapping[str, Value] | None:
        """Give answers to what decides on a place with which it is shown, if there are any."""
        shown = (one for one in self.states(code) if self.seen(one, code).shows(code))
        return next(shown, None)

    def complete(self, said: Mapping[str, Value], pick: Pick = max) -> dict[str, Answer]:
        """Answer everything else that is asked, with the best answers or, with `min`, the worst."""
        self.spend(len(self.bank.questions))
        values = {code: said.get(code, _NONE) for code in self.bank.questions}
        for code, value in values.items():
            if value is _NONE:
                values[code] = self.picked(code, pick)
        found = self.seen(values)
        return {code: answered(value) for code, value in values.items() if found.shows(code)}

    def picked(self, code: str, pick: Pick) -> Value:
        """Give the answer with the best share, or the one `pick` picks; the same at every call."""
        if (code, pick) not in self._picks:
            question, rules = self.plan.questions[code], self.plan.rules[code]
            self.spend(size_of(question))
            values = list(possible_values(question))
            shares = [rules.share(question, value) or Fraction(0) for value in values]
            self._picks[code, pick] = values[shares.index(pick(shares))]
        return self._picks[code, pick]


_NONE: Final[Any] = object()


def answered(value: Value) -> Answer:
    return Answer(State.ANSWERED, value)
