"""A draft's content as the rows of its tree page; every move carries the order it was seen in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.banks.checking import DraftCheck
from assessments.banks.draft_tree import PROFILE, Node, code_at, order_digest


@dataclass(frozen=True, slots=True)
class Row:
    """One part, section or question; `errors` counts what keeps it from being published."""

    code: str
    title: str
    node: Node
    errors: int
    warnings: int
    is_first: bool
    is_last: bool
    children: "Rows"

    @property
    def all_errors(self) -> int:
        return self.errors + self.children.errors

    @property
    def all_warnings(self) -> int:
        return self.warnings + self.children.warnings


@dataclass(frozen=True, slots=True)
class Rows:
    """The children of one element; `order` is the digest a move of one of them carries."""

    rows: tuple[Row, ...]
    order: str
    form_id: str

    @property
    def errors(self) -> int:
        return sum(row.all_errors for row in self.rows)

    @property
    def warnings(self) -> int:
        return sum(row.all_warnings for row in self.rows)

    @property
    def leaves(self) -> int:
        """Count the questions, however deep."""
        return sum(row.children.leaves if "kind" not in row.node else 1 for row in self.rows)


@dataclass(frozen=True, slots=True)
class Found:
    """How many findings of the check lie in each element itself, by its code."""

    errors: Mapping[str, int]
    warnings: Mapping[str, int]


def found_in(content: Node, check: DraftCheck) -> Found:
    return Found(
        Counter(code_at(content, found.path) for found in check.errors),
        Counter(code_at(content, found.path) for found in check.warnings),
    )


def tree_of(content: Node, found: Found) -> tuple[Rows, Rows]:
    """Give the rows of the profile and of the parts."""
    profile = _rows(content.get("profile", []), PROFILE, ("",), found)
    return profile, _rows(content.get("parts", []), "", ("sections", "questions", ""), found)


def _rows(nodes: Iterable[Node], parent: str, keys: tuple[str, ...], found: Found) -> Rows:
    held = list(nodes)
    rows = tuple(
        _row(node, keys, found, is_first=not index, is_last=index == len(held) - 1)
        for index, node in enumerate(held)
    )
    return Rows(rows, order_digest(held), f"order-{parent or 'parts'}")


def _row(node: Node, keys: tuple[str, ...], found: Found, **ends: bool) -> Row:
    code = str(node.get("code", ""))
    below = _rows(node.get(keys[0], []) if keys[0] else [], code, keys[1:] or ("",), found)
    return Row(
        code,
        str(node.get("title", "")),
        node,
        found.errors.get(code, 0),
        found.warnings.get(code, 0),
        children=below,
        **ends,
    )


def part_holding(content: Mapping[str, Any], code: str) -> str:
    """Give the code of the part an element lies in, or the profile's; empty when it is not here."""
    if code.startswith(f"{PROFILE}.") or code == PROFILE:
        return PROFILE
    for part in content.get("parts", []):
        inside = [part, *part.get("sections", [])]
        inside += [q for section in part.get("sections", []) for q in section.get("questions", [])]
        if code in {node.get("code") for node in inside}:
            return str(part["code"])
    return ""
