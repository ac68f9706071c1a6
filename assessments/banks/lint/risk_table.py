"""The truth table of one question with risk rules: every way to tick its choices is one bit.

A set of ways is a whole number, so that 32,768 ways are judged by a handful of operations.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from assessments.scoring.bank import Choice, MultipleQuestion, RiskRule, SingleQuestion
from assessments.scoring.risk_rules import DEFAULT, Operation, Tree, parse_rule

Ways: TypeAlias = int
Asked: TypeAlias = SingleQuestion | MultipleQuestion
# More choices in the rules of one question are not tried.
MOST_CHOICES: Final = 16
NONE_TEXT: Final = re.compile(r"\s*none of\b", re.IGNORECASE)


def says_none(choice: Choice) -> bool:
    """Say whether a choice is one of the kind "none of these", by its mark or by its words."""
    return choice.exclusive or NONE_TEXT.match(choice.text) is not None


class Table:
    """All ways to answer one question.

    First come the sets of free choices the rules look at, then each other choice alone. The empty
    set stands for a choice the rules never name, else for the first one that is ticked alone. With
    `by_words` also what only says "none of …" is ticked alone.
    """

    def __init__(self, question: Asked, *, by_words: bool) -> None:
        self.question = question
        self.rules = question.rules
        named = frozenset().union(*(parse_rule(r.when).codes for r in self.stated))
        alone = [c for c in question.choices if self._is_alone(c, by_words=by_words)]
        free = [c.code for c in question.choices if c not in alone]
        self.free = [code for code in free if code in named]
        self.unnamed = next(((code,) for code in free if code not in named), ())
        codes = [choice.code for choice in alone]
        self.nothing = next(iter((*self.unnamed, *codes)), None)
        self.alone = [code for code in codes if code != self.nothing]
        self.count = 1 << len(self.free) if self.can_be_tried else 0

    def _is_alone(self, choice: Choice, *, by_words: bool) -> bool:
        if isinstance(self.question, SingleQuestion):
            return True
        return says_none(choice) if by_words else choice.exclusive

    @property
    def stated(self) -> tuple[RiskRule, ...]:
        return tuple(rule for rule in self.rules if rule.when != DEFAULT)

    @property
    def can_be_tried(self) -> bool:
        return len(self.free) <= MOST_CHOICES

    @cached_property
    def every(self) -> Ways:
        """All ways there are: an answer with nothing ticked is none."""
        ways = (1 << (self.count + len(self.alone))) - 1
        return ways & ~1 if self.nothing is None else ways

    def ticks(self, code: str) -> Ways:
        """Give the ways in which a choice is ticked."""
        if code in self.free:
            width = 1 << self.free.index(code)
            block = ((1 << width) - 1) << width
            return ((1 << self.count) - 1) // ((1 << (2 * width)) - 1) * block
        if code in self.alone:
            return 1 << (self.count + self.alone.index(code))
        return int(code == self.nothing)

    def holding(self, tree: Tree) -> Ways:
        if isinstance(tree, str):
            return self.ticks(tree)
        found = [self.holding(inner) for inner in tree.inner]
        return _negated(self.every, found[0]) if tree.operator == "!" else _joined(tree, found)

    @cached_property
    def firing(self) -> Sequence[Ways]:
        """Give for each rule the ways in which it is the first that holds."""
        found, left = [], self.every
        for rule in self.rules:
            holds = 0 if rule.when == DEFAULT else left & self.holding(parse_rule(rule.when).tree)
            found.append(holds)
            left &= ~holds
        return [
            left if rule.when == DEFAULT else holds
            for rule, holds in zip(self.rules, found, strict=True)
        ]

    @cached_property
    def undecided(self) -> Ways:
        """Give the ways in which no rule holds."""
        decided = 0
        for ways in self.firing:
            decided |= ways
        return self.every & ~decided

    def at_risk(self, risks: Sequence[str]) -> Ways:
        """Give the ways that come out at one of these risks."""
        found = 0
        for rule, ways in zip(self.rules, self.firing, strict=True):
            found |= ways if rule.risk in risks else 0
        return found

    def turns(self, code: str, before: Ways, after: Ways) -> Iterator[tuple[int, int]]:
        """Give pairs of a way of `before` and, in `after`, the same with the choice ticked too.

        Where another choice was ticked alone, it is ticked instead. At most one pair of each is
        given.
        """
        step = 1 << self.free.index(code) if code in self.free else 0
        if found := before & ~self.ticks(code) & ((1 << self.count) - 1) & (after >> step):
            yield first(found), first(found) + step
        alone = before >> self.count
        if alone and after >> step & 1:
            yield self.count + first(alone), step

    def value(self, way: int) -> str | tuple[str, ...]:
        """Give the answer a way stands for."""
        if way == 0 or way >= self.count:
            code = self.alone[way - self.count] if way else self.nothing or ""
            return code if isinstance(self.question, SingleQuestion) else (code,)
        ticked = (code for place, code in enumerate(self.free) if way >> place & 1)
        return (*ticked, *self.unnamed)


def first(ways: Ways) -> int:
    """Give the first way of a set that has one."""
    return (ways & -ways).bit_length() - 1


def _negated(every: Ways, ways: Ways) -> Ways:
    return every & ~ways


def _joined(tree: Operation, found: Sequence[Ways]) -> Ways:
    ways = found[0]
    for other in found[1:]:
        ways = ways & other if tree.operator == "&&" else ways | other
    return ways
