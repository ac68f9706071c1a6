"""Which questions decide what others are worth, and which parts hang together through them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.conditions import All, Compare, Condition, Not
from assessments.scoring.plan import Plan, Switch


@dataclass(frozen=True, slots=True)
class Entwined:
    """What decides on what.

    `compares` are the comparisons that matter, by the question they look at; `direct` the
    questions that decide on a question without any between.
    """

    compares: Mapping[str, tuple[Compare, ...]]
    direct: Mapping[str, frozenset[str]]

    def up(self, codes: Iterable[str]) -> frozenset[str]:
        """Give the questions that decide on some of these, directly or through others."""
        found: set[str] = set()
        ahead = {one for code in codes for one in self.direct[code]}
        while ahead:
            found |= ahead
            ahead = {one for code in ahead for one in self.direct[code]} - found
        return frozenset(found)


def entwined(plan: Plan, answers: Answers) -> Entwined:
    """Find what decides what is shown, and what is still not applicable."""
    held = dict(_conditions(plan.bank, answers))
    compares: dict[str, dict[str, Compare]] = {}
    for conditions in held.values():
        for compare in compares_in(conditions):
            compares.setdefault(compare.question, {})[repr(compare)] = compare
    direct = {
        code: frozenset(compare.question for compare in compares_in(conditions))
        for code, conditions in held.items()
    }
    return Entwined({code: tuple(each.values()) for code, each in compares.items()}, direct)


def _conditions(bank: Bank, answers: Answers) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """Give for each question what shows it, and what its present mark rests on."""
    for code, question in bank.questions.items():
        found: list[Condition | None] = [question.show_if]
        if code in bank.section_of:
            part, section = bank.section_of[code]
            found += [part.show_if, section.show_if]
        rule = question.not_applicable
        if rule and answers.get(code, BLANK).state is State.NOT_APPLICABLE:
            found += [rule.allowed_if, rule.closed_if]
        yield code, tuple(one for one in found if one is not None)


def compares_in(conditions: Iterable[Condition]) -> Iterator[Compare]:
    """Give every comparison inside the conditions, however deep it stands."""
    for condition in conditions:
        if isinstance(condition, Compare):
            yield condition
        elif isinstance(condition, Not):
            yield from compares_in([condition.not_])
        else:
            yield from compares_in(condition.all if isinstance(condition, All) else condition.any)


@dataclass(frozen=True, slots=True)
class Component:
    """Parts that hang together, as indexes, and the free questions that decide on them.

    `looked_at` are all questions that decide on them, those whose answer is final included, and
    `switches` what may hide something of all that.
    """

    parts: tuple[int, ...]
    deciders: tuple[str, ...]
    looked_at: tuple[str, ...] = field(compare=False)
    switches: tuple[Switch, ...] = field(compare=False)


@dataclass(slots=True)
class _Group:
    """Parts, their questions, and those that decide on them."""

    parts: set[int]
    codes: set[str]
    up: set[str]

    def take(self, other: "_Group") -> None:
        self.parts |= other.parts
        self.codes |= other.codes
        self.up |= other.up


def components(plan: Plan, found: Entwined, free: Iterable[str]) -> tuple[Component, ...]:
    """Group the parts so that no free deciding question speaks to two groups.

    Args:
        plan: the prepared bank.
        found: what decides on what.
        free: the deciding questions whose answer may still change.
    """
    free = frozenset(free)
    place = {code: index for index, code in enumerate(plan.questions)}
    hiding_by = holding(plan)
    made = []
    for group in _groups(plan, found, free):
        codes = group.codes | group.up
        hiding = {index for code in codes for index in hiding_by.get(code, ())}
        looked_at = sorted(codes.intersection(found.compares), key=place.__getitem__)
        made.append(
            Component(
                parts=tuple(sorted(group.parts)),
                deciders=tuple(code for code in looked_at if code in free),
                looked_at=tuple(looked_at),
                switches=tuple(plan.switches[index] for index in sorted(hiding)),
            )
        )
    return tuple(sorted(made, key=lambda one: one.parts))


def _groups(plan: Plan, found: Entwined, free: frozenset[str]) -> list[_Group]:
    """Put parts into one group as soon as a free deciding question touches both."""
    owner: dict[str, _Group] = {}
    groups: dict[int, _Group] = {}
    for index, part in enumerate(plan.parts):
        codes = {question.code for section in part.sections for question in section.questions}
        up = set(found.up(codes))
        here = _Group({index}, codes, up)
        touching = free.intersection(codes | up)
        for other in {id(owner[code]): owner[code] for code in touching if code in owner}.values():
            here.take(other)
            del groups[id(other)]
            touching |= free.intersection(other.codes | other.up)
        groups[id(here)] = here
        owner |= dict.fromkeys(touching, here)
    return list(groups.values())


def holding(plan: Plan) -> Mapping[str, list[int]]:
    """Give for each code the switches that may hide it, by their place."""
    found: dict[str, list[int]] = {}
    for index, switch in enumerate(plan.switches):
        for code in switch.within:
            found.setdefault(code, []).append(index)
    return found
