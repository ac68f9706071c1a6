"""A bank made ready for scoring, once: what the inner loops need, as plain indexes and integers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from graphlib import TopologicalSorter
from itertools import accumulate
from math import lcm
from typing import Any

from assessments.scoring.bank import Bank, Gate, Part, Question, Section
from assessments.scoring.conditions import Condition, questions_of
from assessments.scoring.counted import Counts, counting
from assessments.scoring.errors import NoCompletions, UnknownLevel
from assessments.scoring.identity import SameBank
from assessments.scoring.kinds import KindRules, rules_of
from assessments.scoring.kinds.rules import SHOWN_TOP


@dataclass(frozen=True, slots=True)
class PlannedGate:
    """A gate with its levels as indexes; `exactly` is (-1, top) where the bank states none."""

    fails_below: int
    fail_cap: int
    exactly: int
    exactly_cap: int
    top: int

    def cap(self, level: Fraction | int) -> int:
        """Give the index of the highest readiness level an answer of that level allows."""
        allowed = self.top
        if level < self.fails_below:
            allowed = self.fail_cap
        if level == self.exactly:
            allowed = min(allowed, self.exactly_cap)
        return allowed

    def needs(self, level: int, highest: int) -> int:
        """Give the lowest answer up to `highest` that allows the readiness level, else highest."""
        enough = (answer for answer in range(highest + 1) if self.cap(answer) >= level)
        return next(enough, highest)


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """One question of a part; `weight` is 0 where it does not count, `best` in units of `Plan`.

    `marks` keeps what the values seen so far are worth (see `marks.py`), `points` their points of
    a method that adds them up (see `methods/sums.py`).
    """

    code: str
    question: Question
    rules: KindRules
    weight: int
    top: int
    best: int
    gate: PlannedGate | None
    marks: dict[Any, Any] = field(default_factory=dict, compare=False)
    points: dict[Any, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class PlannedSection:
    code: str
    section: Section
    questions: tuple[PlannedQuestion, ...]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part; `floors[level]` is the percent it needs for the level of that index.

    A level without a floor of its own needs that of the level below.
    """

    code: str
    part: Part
    sections: tuple[PlannedSection, ...]
    floors: tuple[int, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Switch:
    """A part, section or question that may be hidden, and what hides with it."""

    code: str
    show_if: Condition
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The prepared bank.

    `unit` times any share is whole; `switches` are ordered so that each comes after what it
    waits for; `sources` are the codes whose value some condition looks at.
    """

    bank: Bank
    questions: Mapping[str, Question]
    rules: Mapping[str, KindRules]
    parts: tuple[PlannedPart, ...]
    unit: int
    levels: Mapping[str, int]
    switches: tuple[Switch, ...]
    sources: frozenset[str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the readiness levels, lowest first."""
        return self.bank.scoring.level_codes

    @property
    def top(self) -> int:
        return len(self.levels) - 1

    def level(self, code: str) -> int:
        """Give the index of a readiness level.

        Raises:
            UnknownLevel: the bank has no such level.
        """
        if code not in self.levels:
            raise UnknownLevel(code, tuple(self.levels))
        return self.levels[code]


def plan_of(bank: Bank) -> Plan:
    """Give the bank's plan, made at the first call and kept for the last 32 banks."""
    return _plan(SameBank(bank))


def weighted_plan_of(bank: Bank) -> Plan:
    """Give the plan of a bank with floors and levels.

    Raises:
        NoCompletions: the bank has another method than the weighted mean.
    """
    if not bank.is_weighted:
        raise NoCompletions(bank.slug, bank.scoring.method)
    return plan_of(bank)


@lru_cache(maxsize=32)
def _plan(same: SameBank) -> Plan:
    bank = same.bank
    levels = {code: index for index, code in enumerate(bank.scoring.level_codes)}
    unit, counts = _unit(bank), counting(bank)
    return Plan(
        bank=bank,
        questions=bank.questions,
        rules={code: rules_of(question) for code, question in bank.questions.items()},
        parts=tuple(_part(bank, part, levels, unit, counts) for part in bank.parts),
        unit=unit,
        levels=levels,
        switches=tuple(_switches(bank)),
        sources=frozenset(_looked_at(bank)),
    )


def _unit(bank: Bank) -> int:
    scored = (q for _, section in bank.iter_sections() for q in section.questions)
    rules = ((rules_of(question), question) for question in scored)
    return lcm(SHOWN_TOP, *(rule.denominator(q) for rule, q in rules if rule.scored(q)))


def _part(
    bank: Bank, part: Part, levels: Mapping[str, int], unit: int, counts: Counts
) -> PlannedPart:
    floors = bank.scoring.floors.get(part.code, {})
    return PlannedPart(
        code=part.code,
        part=part,
        sections=tuple(
            PlannedSection(
                section.code,
                section,
                tuple(_question(q, levels, unit, counts) for q in section.questions),
            )
            for section in part.sections
        ),
        floors=tuple(accumulate((floors.get(level, 0) for level in levels), max)),
        weight=bank.scoring.part_weights.get(part.code, 1),
    )


def _question(
    question: Question, levels: Mapping[str, int], unit: int, counts: Counts
) -> PlannedQuestion:
    rules = rules_of(question)
    scored = rules.scored(question)
    gate = getattr(question, "gate", None) if scored else None
    return PlannedQuestion(
        code=question.code,
        question=question,
        rules=rules,
        weight=getattr(question, "weight", 0) if counts(question) else 0,
        top=rules.top(question) if scored else 0,
        best=int(rules.best(question) * unit) if scored else 0,
        gate=_gate(gate, levels) if gate else None,
    )


def _gate(gate: Gate, levels: Mapping[str, int]) -> PlannedGate:
    top = len(levels) - 1
    return PlannedGate(
        fails_below=gate.fails_below,
        fail_cap=levels[gate.caps_at],
        exactly=gate.exactly.level if gate.exactly else -1,
        exactly_cap=levels[gate.exactly.caps_at] if gate.exactly else top,
        top=top,
    )


def _switches(bank: Bank) -> Iterator[Switch]:
    """Give what may be hidden in an order in which every condition is already decided."""
    within = _within(bank)
    waits = {code: set[str]() for code in within}
    switches: dict[str, Switch] = {}
    for held in _held(bank):
        if held.show_if is not None:
            switches[held.code] = Switch(held.code, held.show_if, within[held.code])
            waits[held.code] |= questions_of(held.show_if)
    for code, (part, section) in bank.section_of.items():
        waits[code] |= {part.code, section.code}
    order = TopologicalSorter(waits).static_order()
    yield from (switches[code] for code in order if code in switches)


def _held(bank: Bank) -> Iterator[Part | Section | Question]:
    for part in bank.parts:
        yield part
        yield from part.sections
    yield from bank.questions.values()


def _within(bank: Bank) -> dict[str, tuple[str, ...]]:
    """Map each code to all the codes that hide with it."""
    found: dict[str, tuple[str, ...]] = {code: (code,) for code in bank.questions}
    for part in bank.parts:
        for section in part.sections:
            found[section.code] = (section.code, *(q.code for q in section.questions))
        sections = tuple(code for section in part.sections for code in found[section.code])
        found[part.code] = (part.code, *sections)
    return found


def _looked_at(bank: Bank) -> Iterator[str]:
    for condition in conditions_of(bank):
        yield from questions_of(condition)


def conditions_of(bank: Bank) -> Iterator[Condition]:
    """Give every condition of a bank, whatever it decides."""
    held: list[Any] = [aside.show_if for aside in bank.asides]
    for part, section in bank.iter_sections():
        held += [part.show_if, section.show_if]
    for question in bank.questions.values():
        held += [question.show_if, question.ask_again_if]
        held += [example.show_if for example in question.examples]
        if rule := question.not_applicable:
            held += [rule.allowed_if, rule.closed_if, rule.suggested_if]
    yield from (condition for condition in held if condition is not None)
