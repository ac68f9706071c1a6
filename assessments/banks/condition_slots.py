"""Where an element of a draft may hold a condition, and how the condition there is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import Element, Node


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a condition: its address inside the element, and what it decides in words.

    `row` is the text of the example or aside it belongs to: those have no code, so their address
    names them by their place.
    """

    which: str
    decides: str
    condition: Mapping[str, Any] | None
    row: str = ""


def slots_of(element: Element) -> list[Slot]:
    """List the places of an element, those without a condition too."""
    return [
        Slot(which, words, at(element.node, which), row) for which, words, row in _places(element)
    ]


def slot_at(element: Element, which: str, row: str | None = None) -> Slot | None:
    """Give the place with an address; of a row that says `row`, wherever it stands by now.

    None where there is none, and where several rows say so and none of them stands there.
    """
    slots = slots_of(element)
    here = next((slot for slot in slots if slot.which == which), None)
    if row is None or (here is not None and here.row == row):
        return here
    kind = which.partition(".")[0]
    same = [slot for slot in slots if slot.row == row and slot.which.partition(".")[0] == kind]
    return same[0] if len(same) == 1 else None


def _places(element: Element) -> Iterator[tuple[str, str, str]]:
    if element.group in ("part", "section", "question"):
        yield "show_if", _("Shown only if"), ""
    if element.group == "question":
        yield from _of_question(element.node)
    for place, aside in enumerate(element.node.get("asides", ())):
        row = str(aside.get("opens", ""))
        yield f"asides.{place}.show_if", _("“%(text)s” is shown only if") % {"text": row}, row


def _of_question(node: Node) -> Iterator[tuple[str, str, str]]:
    yield "ask_again_if", _("Asked again if"), ""
    if node.get("not_applicable"):
        yield "not_applicable.allowed_if", _("Not applicable only if"), ""
        yield "not_applicable.closed_if", _("Never not applicable if"), ""
        yield "not_applicable.suggested_if", _("Suggested as not applicable if"), ""
    for place, example in enumerate(node.get("examples", ())):
        row = str(example.get("text", ""))
        words = _("The example “%(text)s” is shown only if") % {"text": row}
        yield f"examples.{place}.show_if", words, row


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
