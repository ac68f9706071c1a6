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
    questions that decide on a question without any between. `open` is what an open answer comes
    to the same as, for each of the comparisons, or None where it is like no answer.
    """

    compares: Mapping[str, tuple[Compare, ...]]
    direct: Mapping[str, frozenset[str]]
    open: Mapping[str, tuple[bool, ...] | None]

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
    compares: dict[str, dict[str, Compare]] = {}
    comes_to: dict[str, dict[str, set[bool]]] = {}
    direct: dict[str, frozenset[str]] = {}
    for code, conditions in _conditions(plan.bank, answers):
        found = [one for condition, as_if in conditions for one in _read(condition, as_if=as_if)]
        direct[code] = frozenset(compare.question for compare, _ in found)
        for compare, as_if in found:
            key = repr(compare)
            compares.setdefault(compare.question, {})[key] = compare
            comes_to.setdefault(compare.question, {}).setdefault(key, set()).add(as_if)
    return Entwined(
        {code: tuple(each.values()) for code, each in compares.items()},
        direct,
        {code: _agreed(each.values()) for code, each in comes_to.items()},
    )


def _conditions(
    bank: Bank, answers: Answers
) -> Iterator[tuple[str, tuple[tuple[Condition, bool], ...]]]:
    """Give for each question what shows it, and what its present mark rests on.

    With each condition stands what it does where it is neither true nor false: it hides nothing,
    and neither allows a mark nor closes it.
    """
    for code, question in bank.questions.items():
        found: list[tuple[Condition | None, bool]] = [(question.show_if, True)]
        if code in bank.section_of:
            part, section = bank.section_of[code]
            found += [(part.show_if, True), (section.show_if, True)]
        rule = question.not_applicable
        if rule and answers.get(code, BLANK).state is State.NOT_APPLICABLE:
            found += [(rule.allowed_if, False), (rule.closed_if, False)]
        yield code, tuple((one, as_if) for one, as_if in found if one is not None)


def _read(condition: Condition, *, as_if: bool) -> Iterator[tuple[Compare, bool]]:
    """Give each comparison inside with what it comes to while its question is open.

    The only thing asked of a condition is whether it is false, or whether it is true. All and any
    never turn from true to false because a comparison in them turns true, so that in them an open
    one is as good as the truth that the whole is taken for; inside a "not" it is the other one.
    """
    if isinstance(condition, Compare):
        yield condition, as_if if condition.answered is None else not condition.answered
    elif isinstance(condition, Not):
        yield from _read(condition.not_, as_if=not as_if)
    else:
        for one in condition.all if isinstance(condition, All) else condition.any:
            yield from _read(one, as_if=as_if)


def _agreed(each: Iterable[set[bool]]) -> tuple[bool, ...] | None:
    """Give what each comparison comes to, None where it is not the same in all conditions."""
    found = tuple(tuple(one) for one in each)
    return tuple(one for (one,) in found) if all(len(one) == 1 for one in found) else None


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
