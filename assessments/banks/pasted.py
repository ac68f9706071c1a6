"""Reads questions pasted from a spreadsheet: a row each, tabs between cells, errors by row.

Without a heading the cells are title, kind, and then one level or choice each. A heading names the
columns: title, kind, code, weight, why, improvement, answered by; what begins with level, choice
or option holds levels or choices. One cell may hold several, with `|` or on lines of their own.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.banks.draft_tree import Node
from assessments.scoring.bank import Discipline, Kind, plain_number
from assessments.text import NOTE_LENGTH, TITLE_LENGTH, TextProblem, clean_text

MOST_ROWS: Final = 200
MOST_TEXT: Final = 200_000
PLAIN: Final = ("title", "kind", "code", "weight", "why", "improvement", "answered_by")
OPTIONS: Final = re.compile(r"(level|choice|option)s?\b.*")
SCORED: Final = re.compile(r"(.*\S)\s*=\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*", re.DOTALL)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{kind.value: kind for kind in Kind},
        "yes or no": Kind.BOOLEAN,
        "yes/no": Kind.BOOLEAN,
        "single choice": Kind.SINGLE,
        "multiple choice": Kind.MULTIPLE,
    }
)
WITH_OPTIONS: Final = {Kind.RUBRIC: 2, Kind.SINGLE: 1, Kind.MULTIPLE: 1}
MOST_OPTIONS: Final = {Kind.RUBRIC: 11, Kind.SINGLE: 100, Kind.MULTIPLE: 100}
LARGEST_WEIGHT: Final = 1000


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row: the question it makes, without a code where it names none, and what is wrong."""

    number: int
    node: Node
    problems: tuple[str, ...]

    @property
    def options(self) -> list[str]:
        """The levels, or the choices with the score each has."""
        levels: list[str] = self.node.get("levels", [])
        return levels + [_option(choice) for choice in self.node.get("choices", ())]


def _option(choice: Node) -> str:
    score = choice.get("score")
    return choice["text"] if score is None else f"{choice['text']} = {score:g}"


class _Row:
    """The cells of one row by column, and the problems found in them."""

    def __init__(self, cells: Mapping[str, str], options: Sequence[str]) -> None:
        self.problems: list[str] = []
        self.cells = {name: self.clean(name, text) for name, text in cells.items()}
        self.options = [self.clean("options", text) for text in options]

    def clean(self, name: str, text: str) -> str:
        limit = NOTE_LENGTH if name in ("why", "improvement") else TITLE_LENGTH
        try:
            return clean_text(text, max_length=limit)
        except TextProblem as problem:
            self.problems.append(f"{name.replace('_', ' ')}: {problem.message}")
            return ""


def pasted_rows(text: str) -> list[PastedRow]:
    """Read the rows of a pasted text; empty ones are left out."""
    try:
        table = list(_cells(text))
    except csv.Error:
        return [
            PastedRow(
                1, {"title": ""}, ("These rows cannot be read: a quotation mark stays open.",)
            )
        ]
    columns = _columns(table[0][1]) if table else None
    rows = table[1:] if columns else table
    return [_row(number, cells, columns or ["title", "kind"]) for number, cells in rows]


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    for number, cells in enumerate(lines, start=1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _columns(cells: list[str]) -> list[str] | None:
    """Read a heading; None where the first row is a question."""
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    known = [name in PLAIN or OPTIONS.match(name.replace("_", " ")) for name in names if name]
    return names if "title" in names and all(known) else None


def _row(number: int, cells: list[str], columns: list[str]) -> PastedRow:
    named: dict[str, str] = {}
    options: list[str] = []
    for place, cell in enumerate(cells):
        name = columns[place] if place < len(columns) else "option"
        if name in PLAIN:
            named[name] = cell
        else:
            options += [part for part in re.split(r"[|\n]", cell) if part.strip()]
    row = _Row(named, options)
    node = _node(row)
    return PastedRow(number, node, tuple(row.problems))


def _node(row: _Row) -> Node:
    node: Node = {"title": row.cells.get("title", "")}
    if not node["title"]:
        row.problems.append(_("There is no title."))
    kind = KINDS.get(row.cells.get("kind", "").lower() or Kind.RUBRIC.value)
    if kind is None:
        words = _("“%(text)s” is none of the kinds %(kinds)s.")
        row.problems.append(words % {"text": row.cells["kind"], "kinds": ", ".join(Kind)})
        return node
    node["kind"] = kind.value
    texts = {key: row.cells.get(key, "") for key in ("code", "why", "improvement")}
    node |= {key: text for key, text in texts.items() if text}
    node |= _weight(row) | _discipline(row) | _held(row, kind)
    return node


def _weight(row: _Row) -> Node:
    text = row.cells.get("weight", "")
    if not text:
        return {}
    if text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= LARGEST_WEIGHT:
        return {"weight": int(text)}
    words = _("The weight “%(text)s” is no whole number from 1 to %(largest)d.")
    row.problems.append(words % {"text": text, "largest": LARGEST_WEIGHT})
    return {}


def _discipline(row: _Row) -> Node:
    text = row.cells.get("answered_by", "")
    name = text.lower().replace(" ", "_")
    if not name:
        return {}
    if name in set(Discipline):
        return {"answered_by": name}
    words = _("“%(text)s” is none of the roles %(roles)s.")
    row.problems.append(words % {"text": text, "roles": ", ".join(Discipline)})
    return {}


def _too_few_or_many(kind: Kind, count: int) -> str:
    rubric = ngettext(
        "Has %(count)d level; it needs %(least)d to %(most)d.",
        "Has %(count)d levels; it needs %(least)d to %(most)d.",
        count,
    )
    others = ngettext(
        "Has %(count)d choice; it needs %(least)d to %(most)d.",
        "Has %(count)d choices; it needs %(least)d to %(most)d.",
        count,
    )
    said = {"count": count, "least": WITH_OPTIONS[kind], "most": MOST_OPTIONS[kind]}
    return (rubric if kind is Kind.RUBRIC else others) % said


def _held(row: _Row, kind: Kind) -> Node:
    """Give the levels or choices of a kind that has some."""
    count = len(row.options)
    if kind not in WITH_OPTIONS:
        if count:
            words = _("A question of the kind %(kind)s has no levels or choices.")
            row.problems.append(words % {"kind": kind})
        return {}
    if not WITH_OPTIONS[kind] <= count <= MOST_OPTIONS[kind]:
        row.problems.append(_too_few_or_many(kind, count))
    if kind is Kind.RUBRIC:
        return {"levels": row.options}
    return {"choices": [_choice(text, kind) for text in row.options]}


def _choice(text: str, kind: Kind) -> dict[str, Any]:
    """Give a choice without a code; `text = 0.5` says what a single's choice scores."""
    found = SCORED.fullmatch(text) if kind is Kind.SINGLE else None
    if found is None:
        return {"text": text}
    score = float(found[2].replace(",", "."))
    return {"text": found[1], "score": plain_number(score)} if 0 <= score <= 1 else {"text": text}
