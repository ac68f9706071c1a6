"""Reads an expression of SurveyJS, as `visibleIf` holds one, into a tree.

`or` binds loosest, then `and`, then the comparisons. Functions and sums are no part of it.
"""

from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from assessments.banks.formats.surveyjs.tokens import ExpressionProblem, Token, tokens_of

DEEPEST: Final = 20
AND: Final = frozenset({"and", "&&"})
OR: Final = frozenset({"or", "||"})
NOT: Final = frozenset({"!", "not", "negate"})
OPERATORS: Final = MappingProxyType(
    {
        **dict.fromkeys(("=", "==", "equal", "equals"), "equal"),
        **dict.fromkeys(("<>", "!=", "notequal", "notequals"), "notequal"),
        **dict.fromkeys(("<", "less"), "less"),
        **dict.fromkeys(("<=", "lessorequal"), "lessorequal"),
        **dict.fromkeys((">", "greater"), "greater"),
        **dict.fromkeys((">=", "greaterorequal"), "greaterorequal"),
        **dict.fromkeys(("contains", "contain", "*="), "contains"),
        **dict.fromkeys(("notcontains", "notcontain"), "notcontains"),
        **{word: word for word in ("anyof", "allof", "noneof")},
    }
)
ALONE: Final = frozenset({"empty", "notempty"})
CONSTANTS: Final = MappingProxyType({"true": True, "false": False})


class Name(NamedTuple):
    """The answer to a question, or whatever else stands in braces."""

    name: str


class Const(NamedTuple):
    value: Any


Operand: TypeAlias = Name | Const


class Comparison(NamedTuple):
    """`right` is None for `empty`, `notempty` and for an operand that stands alone (`holds`)."""

    operator: str
    left: Operand
    right: Operand | None = None


class Joined(NamedTuple):
    is_all: bool
    inner: tuple["Expression", ...]


class Negated(NamedTuple):
    inner: "Expression"


Expression: TypeAlias = Comparison | Joined | Negated


def parse(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionProblem: it is none, or uses what conditions of a bank cannot say.
    """
    reader = _Reader(tokens_of(text))
    found = reader.either(0)
    if reader.next.kind != "end":
        raise _unexpected(reader.next, "and or or")
    return found


def _unexpected(token: Token, wanted: str) -> ExpressionProblem:
    return ExpressionProblem(f"{token.value} stands where {wanted} is expected", token.place)


class _Reader:
    """Reads tokens from the left; each method takes what belongs to its operator."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens[::-1]

    @property
    def next(self) -> Token:
        return self.tokens[-1]

    def _word(self) -> str:
        """Give the next token as a word or sign in small letters, "" for anything else."""
        return self.next.value.lower() if self.next.kind in {"word", "sign"} else ""

    def _taken(self, words: frozenset[str]) -> bool:
        if self._word() not in words:
            return False
        self.tokens.pop()
        return True

    def either(self, depth: int) -> Expression:
        found = [self.both(depth)]
        while self._taken(OR):
            found.append(self.both(depth))
        return found[0] if len(found) == 1 else Joined(is_all=False, inner=tuple(found))

    def both(self, depth: int) -> Expression:
        found = [self.one(depth)]
        while self._taken(AND):
            found.append(self.one(depth))
        return found[0] if len(found) == 1 else Joined(is_all=True, inner=tuple(found))

    def one(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise ExpressionProblem(f"it nests deeper than {DEEPEST}", self.next.place)
        if self._taken(NOT):
            return Negated(self.one(depth + 1))
        if self._taken(frozenset("(")):
            found = self.either(depth + 1)
            if not self._taken(frozenset(")")):
                raise _unexpected(self.next, "a closing bracket")
            return found
        return self._comparison()

    def _comparison(self) -> Comparison:
        left = self._operand()
        word = self._word()
        if word in ALONE:
            self.tokens.pop()
            return Comparison(word, left)
        if word in OPERATORS:
            self.tokens.pop()
            return Comparison(OPERATORS[word], left, self._operand())
        return Comparison("holds", left)

    def _operand(self) -> Operand:
        token = self.tokens.pop()
        if token.kind == "name":
            return Name(token.value)
        if token.kind in {"text", "number"}:
            return Const(token.value)
        if token.kind == "word":
            if self._word() == "(":
                raise ExpressionProblem(f"the function {token.value} is not carried", token.place)
            return Const(CONSTANTS.get(token.value.lower(), token.value))
        if token.value == "[":
            return Const(self._array())
        # The end is put back, so that there is always a next token.
        self.tokens.append(token)
        raise _unexpected(token, "a question or a value")

    def _array(self) -> list[Any]:
        found: list[Any] = []
        while not self._taken(frozenset("]")):
            if found and not self._taken(frozenset(",")):
                raise _unexpected(self.next, "a comma")
            operand = self._operand()
            if isinstance(operand, Name) or isinstance(operand.value, list):
                raise ExpressionProblem("a list holds more than values", self.next.place)
            found.append(operand.value)
        return found
