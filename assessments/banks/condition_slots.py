"""Where an element of a draft may hold a condition, and how the condition there is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import Element, Node


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a condition: its address inside the element, and what it decides in words."""

    which: str
    decides: str
    condition: Mapping[str, Any] | None


def slots_of(element: Element) -> list[Slot]:
    """List the places of an element, those without a condition too."""
    return [Slot(which, words, at(element.node, which)) for which, words in _places(element)]


def _places(element: Element) -> Iterator[tuple[str, str]]:
    if element.group in ("part", "section", "question"):
        yield "show_if", _("Shown only if")
    if element.group == "question":
        yield from _of_question(element.node)
    for place, aside in enumerate(element.node.get("asides", ())):
        words = _("“%(text)s” is shown only if") % {"text": aside.get("opens", "")}
        yield f"asides.{place}.show_if", words


def _of_question(node: Node) -> Iterator[tuple[str, str]]:
    yield "ask_again_if", _("Asked again if")
    if node.get("not_applicable"):
        yield "not_applicable.allowed_if", _("Not applicable only if")
        yield "not_applicable.closed_if", _("Never not applicable if")
        yield "not_applicable.suggested_if", _("Suggested as not applicable if")
    for place, example in enumerate(node.get("examples", ())):
        words = _("The example “%(text)s” is shown only if") % {"text": example.get("text", "")}
        yield f"examples.{place}.show_if", words


def at(node: Node, which: str) -> Mapping[str, Any] | None:
    """Give the condition at a place, None where there is none."""
    found: Any = node
    for step in which.split("."):
        found = found[int(step)] if isinstance(found, list) else found.get(step)
        if found is None:
            return None
    held: Mapping[str, Any] = found
    return held


def change_at(node: Node, which: str, condition: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the element's field with the condition put in, or taken out, for `edit_element`."""
    field, *inside = which.split(".")
    if not inside:
        return {field: condition}
    if len(inside) == 1:
        return {field: _with(node[field], inside[0], condition)}
    entries = list(node[field])
    entries[int(inside[0])] = _with(entries[int(inside[0])], inside[1], condition)
    return {field: entries}


def _with(holder: Node, key: str, condition: Mapping[str, Any] | None) -> Node:
    kept = {name: value for name, value in holder.items() if name != key}
    return kept if condition is None else {**kept, key: condition}
