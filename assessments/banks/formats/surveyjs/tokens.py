"""Cuts an expression of SurveyJS into words, texts, numbers, names in braces, and signs."""

import re
from typing import Any, Final, Literal, NamedTuple

LONGEST: Final = 4000
_TOKEN: Final = re.compile(
    r"""\s*(?:
        \{(?P<name>[^{}]*)\}
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,15})?(?![\w.]))
      | (?P<sign>>=|<=|<>|!=|==|\*=|&&|\|\||[=<>!()\[\],])
      | (?P<word>[^\W\d][\w.-]*)
    )""",
    re.VERBOSE,
)


class ExpressionProblem(ValueError):
    """Why an expression cannot be read or carried, with the place in it."""

    def __init__(self, message: str, place: int | None = None) -> None:
        super().__init__(message if place is None else f"{message} (character {place + 1})")


class Token(NamedTuple):
    kind: Literal["name", "text", "number", "sign", "word", "end"]
    value: Any
    place: int


def tokens_of(text: str) -> list[Token]:
    """Give the tokens, an end behind them.

    Raises:
        ExpressionProblem: too long, or a character that begins nothing.
    """
    if len(text) > LONGEST:
        raise ExpressionProblem(f"it has more than {LONGEST} characters")
    found, place, end = [], 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            rest = text[place:end].lstrip()
            raise ExpressionProblem(f"{rest[:10]!r} cannot be read", end - len(rest))
        kind: Any = match.lastgroup
        found.append(Token(kind, _value(kind, match[kind]), match.start(kind) - (kind == "name")))
        place = match.end()
    return [*found, Token("end", "the end", end)]


def _value(kind: str, raw: str) -> Any:
    if kind == "text":
        return re.sub(r"\\(.)", r"\1", raw[1:-1])
    if kind == "number":
        return float(raw) if "." in raw else int(raw)
    return raw.strip() if kind == "name" else raw.lower() if kind == "sign" else raw
