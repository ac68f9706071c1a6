"""Which questions decide what others are worth, and which parts hang together through them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.conditions import All, Compare, Condition, Not
from assessments.scoring.plan import Plan


@dataclass(frozen=True, slots=True)
class Entwined:
    """What decides on what.

    `compares` are the comparisons that matter, by the question they look at; `up` the questions
    that decide on a question, directly or through others.
    """

    compares: Mapping[str, tuple[Compare, ...]]
    up: Mapping[str, frozenset[str]]


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
    up = {code: _reached(code, direct) for code in plan.questions}
    return Entwined({code: tuple(each.values()) for code, each in compares.items()}, up)


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


def _reached(code: str, direct: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = set(direct[code])
    while ahead:
        found |= ahead
        ahead = set().union(*(direct[one] for one in ahead)) - found
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Component:
    """Parts that hang together, as indexes, and the free questions that decide on them."""

    parts: tuple[int, ...]
    deciders: tuple[str, ...]


def components(plan: Plan, found: Entwined, free: Iterable[str]) -> tuple[Component, ...]:
    """Group the parts so that no free deciding question speaks to two groups.

    Args:
        plan: the prepared bank.
        found: what decides on what.
        free: the deciding questions whose answer may still change.
    """
    free = frozenset(free)
    groups: list[tuple[set[int], set[str]]] = []
    for index, part in enumerate(plan.parts):
        codes = {question.code for section in part.sections for question in section.questions}
        touching = free.intersection(codes.union(*(found.up[code] for code in codes)))
        here = ({index}, set(touching))
        apart = []
        for group in groups:
            if group[1] & here[1]:
                here = (here[0] | group[0], here[1] | group[1])
            else:
                apart.append(group)
        groups = [*apart, here]
    order = list(plan.questions)
    return tuple(
        Component(tuple(sorted(parts)), tuple(sorted(codes, key=order.index)))
        for parts, codes in sorted(groups, key=lambda group: min(group[0]))
    )
