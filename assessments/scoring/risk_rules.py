"""Rules that say the risk of an answer: expressions over the choices of one question.

Grammar: choice codes with `!`, `&&`, `||` and parentheses; `!` binds tightest, then `&&`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

DEFAULT = "default"
DEEPEST = 40
_TOKEN = re.compile(r"\s*(&&|\|\||[!()]|[A-Za-z0-9_]+)")

Ticked = frozenset[str]
# A choice code, or what `!`, `&&` and `||` make of others.
Tree: TypeAlias = "str | Operation"


class Operation(NamedTuple):
    """An operator with what it stands between; `!` has one."""

    operator: str
    inner: tuple["Tree", ...]


class RuleProblem(ValueError):
    """Why an expression cannot be read, for people."""


class Rule(NamedTuple):
    """A rule as read, with the choice codes it looks at."""

    codes: frozenset[str]
    tree: Tree

    def holds(self, ticked: Ticked) -> bool:
        """Say whether it holds for the ticked choices."""
        return _holds(self.tree, ticked)


class Stated(Protocol):
    """A rule as a bank states it."""

    @property
    def when(self) -> str: ...


R = TypeVar("R", bound=Stated)


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """Read an expression like "a && !b || c".

    Raises:
        RuleProblem: it is not one; `default` is no expression.
    """
    reader = _Reader(_tokens(text))
    tree = reader.either(0)
    if reader.rest:
        raise RuleProblem(f"{reader.rest[0]!r} stands where && or || is expected")
    return Rule(frozenset(reader.codes), tree)


def _holds(tree: Tree, ticked: Ticked) -> bool:
    if isinstance(tree, str):
        return tree in ticked
    if tree.operator == "!":
        return not _holds(tree.inner[0], ticked)
    test = all if tree.operator == "&&" else any
    return test(_holds(inner, ticked) for inner in tree.inner)


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    end = len(text.rstrip())
    while place < end:
        token = _TOKEN.match(text, place)
        if token is None:
            raise RuleProblem(f"{text[place:end].strip()[:20]!r} cannot be read")
        found.append(token[1])
        place = token.end()
    return found


class _Reader:
    """Reads tokens from the left; each method takes what belongs to its operator."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens[::1]
        self.codes: set[str] = set()

    def _taken(self, token: str) -> bool:
        if self.rest[:1] != [token]:
            return False
        del self.rest[0]
        return True

    def either(self, depth: int) -> Tree:
        return self._joined("||", self.both, depth)

    def both(self, depth: int) -> Tree:
        return self._joined("&&", self.one, depth)

    def _joined(self, operator: str, read: Callable[[int], Tree], depth: int) -> Tree:
        found = [read(depth)]
        while self._taken(operator):
            found.append(read(depth))
        return found[0] if len(found) == 1 else Operation(operator, tuple(found))

    def one(self, depth: int) -> Tree:
        turned = False
        while self._taken("!"):
            turned = not turned
        found = self._inner(depth)
        return Operation("!", (found,)) if turned else found

    def _inner(self, depth: int) -> Tree:
        if self._taken("("):
            return self._bracket(depth + 1)
        if not self.rest or (not self.rest[0][0].isalnum() and self.rest[0][0] != "_"):
            what = repr(self.rest[0]) if self.rest else "the end"
            raise RuleProblem(f"{what} stands where a choice is expected")
        code = self.rest.pop(0)
        self.codes.add(code)
        return code

    def _bracket(self, depth: int) -> Tree:
        if depth > DEEPEST:
            raise RuleProblem(f"more than {DEEPEST} brackets inside each other")
        found = self.either(depth)
        if not self._taken(")"):
            raise RuleProblem("a bracket is not closed")
        return found


def first_true(rules: Sequence[R], ticked: Iterable[str]) -> R | None:
    """Give the first rule that holds, else the default one, else None.

    Args:
        rules: the rules of a question, in their order.
        ticked: the codes of the ticked choices.

    Source: AWS Well-Architected custom lens format; docs/scoring.md, rule S58.
    """
    chosen = frozenset(ticked)
    default = None
    for rule in rules:
        if rule.when == DEFAULT:
            default = default or rule
        elif parse_rule(rule.when).holds(chosen):
            return rule
    return default
