"""A condition as rows of a form: read from the draft, read from what was posted, written back.

Every row and group has a path, `c`, `c.0`, `c.0.1`, that starts the names of its controls. A step
(add a comparison, add a group, take one out) is a post that saves nothing and shows the form again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from django.http import QueryDict

from assessments.scoring.conditions import OPERATORS
from assessments.text import whole_number
from assessments.web.condition_values import BARE, Asked, operators_for, read_value

ROOT: Final = "c"
DEEPEST: Final = 6
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison; `values` are as the form writes them."""

    question: str
    operator: str = ""
    values: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all, or one of which, must hold."""

    join: str = "all"
    inner: "tuple[Group | Row, ...]" = ()
    negated: bool = False


Piece: TypeAlias = Group | Row


def from_condition(condition: Mapping[str, Any] | None) -> Group:
    """Give the form of a condition; a single comparison stands in a group of one."""
    if condition is None:
        return Group()
    found = _piece(condition)
    return found if isinstance(found, Group) else Group("all", (found,))


def _piece(condition: Mapping[str, Any]) -> Piece:
    if "not" in condition:
        inner = _piece(condition["not"])
        return replace(inner, negated=not inner.negated)
    for join in ("all", "any"):
        if join in condition:
            return Group(join, tuple(_piece(one) for one in condition[join]))
    operator = next((name for name in OPERATORS if condition.get(name) is not None), "equals")
    held = condition.get(operator)
    if operator == "answered":
        return Row(str(condition.get("question", "")), "answered" if held else "unanswered")
    values = held if isinstance(held, list) else [held]
    plain = "equals" if operator == "any_of" else operator
    return Row(str(condition.get("question", "")), plain, tuple(_written(one) for one in values))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def from_post(data: QueryDict, path: str = ROOT, depth: int = 0) -> Piece:
    """Read one piece with all that lies in it from a posted form."""
    negated = f"{path}:not" in data
    if f"{path}:question" in data:
        values = tuple(data.getlist(f"{path}:value"))[:MOST]
        operator = data.get(f"{path}:operator", "")
        return Row(data.get(f"{path}:question", ""), operator, values, negated)
    number = min(whole_number(data.get(f"{path}:count", "")) or 0, MOST)
    inner = range(number if depth < DEEPEST else 0)
    join = "any" if data.get(f"{path}:join") == "any" else "all"
    pieces = tuple(from_post(data, f"{path}.{place}", depth + 1) for place in inner)
    return Group(join, pieces, negated)


def to_condition(piece: Piece, asked: Mapping[str, Asked]) -> dict[str, Any] | None:
    """Give the condition a form says, None for an empty one; incomplete rows are left as they are.

    A group of one is the one; a question that is gone keeps its values as texts.
    """
    found = _compare(piece, asked) if isinstance(piece, Row) else _joined(piece, asked)
    return {"not": found} if piece.negated and found is not None else found


def _joined(group: Group, asked: Mapping[str, Asked]) -> dict[str, Any] | None:
    inner = [to_condition(one, asked) for one in group.inner]
    held = [one for one in inner if one is not None]
    if len(held) < 2:  # noqa: PLR2004 -- one needs no joining
        return held[0] if held else None
    return {group.join: held}


def _compare(row: Row, asked: Mapping[str, Asked]) -> dict[str, Any]:
    if row.operator in BARE:
        return {"question": row.question, "answered": BARE[row.operator]}
    question = asked.get(row.question)
    values = [read_value(question, text) for text in row.values if text]
    operator = "any_of" if row.operator == "equals" and len(values) > 1 else row.operator
    return {"question": row.question, operator: values if operator == "any_of" else values[0]}


def lacking(piece: Piece, asked: Mapping[str, Asked], path: str = ROOT) -> list[tuple[str, str]]:
    """List the rows that say nothing yet: the path of each, and the code of its question."""
    if isinstance(piece, Row):
        known = operators_for(asked.get(piece.question))
        is_whole = piece.operator in BARE or (any(piece.values) and piece.operator in known)
        return [] if is_whole else [(path, piece.question)]
    return [
        found
        for place, one in enumerate(piece.inner)
        for found in lacking(one, asked, f"{path}.{place}")
    ]


def stepped(piece: Piece, step: str, data: QueryDict, path: str = ROOT) -> Piece:
    """Make one step: `row:c.0` and `group:c.0` add there, `drop:c.0` takes that piece out."""
    if isinstance(piece, Row):
        return piece
    inner = [
        stepped(one, step, data, f"{path}.{place}")
        for place, one in enumerate(piece.inner)
        if step != f"drop:{path}.{place}"
    ]
    question = data.get(f"{path}:new", "")
    if step == f"row:{path}" and question:
        inner.append(Row(question))
    if step == f"group:{path}":
        inner.append(Group("any" if piece.join == "all" else "all"))
    return replace(piece, inner=tuple(inner[:MOST]))


def with_chosen(piece: Piece, data: QueryDict, path: str = ROOT) -> Piece:
    """Add the questions that were chosen to look at, and not added before the form was sent."""
    if isinstance(piece, Row):
        return piece
    inner = [with_chosen(one, data, f"{path}.{place}") for place, one in enumerate(piece.inner)]
    return stepped(replace(piece, inner=tuple(inner)), f"row:{path}", data, path)


def lacks_question(step: str, data: QueryDict) -> str:
    """Give the path of the group that was to get a comparison and got no question, else ""."""
    kind, _colon, path = step.partition(":")
    return path if kind == "row" and not data.get(f"{path}:new") else ""
