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
    is_first: bool
    is_last: bool
    children: "Rows"

    @property
    def all_errors(self) -> int:
        return self.errors + self.children.errors


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
    def leaves(self) -> int:
        """Count the questions, however deep."""
        return sum(row.children.leaves if "kind" not in row.node else 1 for row in self.rows)


def tree_of(content: Node, check: DraftCheck) -> tuple[Rows, Rows]:
    """Give the rows of the profile and of the parts."""
    errors = Counter(code_at(content, found.path) for found in check.errors)
    profile = _rows(content.get("profile", []), PROFILE, ("",), errors)
    return profile, _rows(content.get("parts", []), "", ("sections", "questions", ""), errors)


def _rows(
    nodes: Iterable[Node], parent: str, keys: tuple[str, ...], errors: Mapping[str, int]
) -> Rows:
    held = list(nodes)
    rows = tuple(
        _row(node, keys, errors, is_first=not index, is_last=index == len(held) - 1)
        for index, node in enumerate(held)
    )
    return Rows(rows, order_digest(held), f"order-{parent or 'parts'}")


def _row(node: Node, keys: tuple[str, ...], errors: Mapping[str, int], **ends: bool) -> Row:
    code = str(node.get("code", ""))
    below = (
        _rows(node.get(keys[0], []), code, keys[1:], errors)
        if keys[0]
        else _rows([], code, ("",), errors)
    )
    return Row(code, str(node.get("title", "")), node, errors.get(code, 0), children=below, **ends)


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
