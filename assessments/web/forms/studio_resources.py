"""Texts and web addresses that help with a question or one of its choices, a box of fields each.

They have no code, so the fields are named by their place in the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from crispy_forms.layout import Div
from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.scoring.bank import MOST_RESOURCES
from assessments.web.forms.boxes import Folded
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting, numbered
from assessments.web.forms.studio_fields import (
    choice,
    dropping,
    in_order,
    list_place,
    new_row,
    prose,
    rows_of,
    tick,
    web_link,
)
from assessments.web.forms.studio_listed import Listed

NEW: Final = 2
KEYS: Final = ("text", "url", "kind", "additional")
KINDS: Final = [
    ("", gettext_lazy("Helps to answer")),
    ("improvement", gettext_lazy("Says how to do better")),
]


def _held(node: Node) -> list[Node]:
    found: list[Node] = node.get("resources", [])
    return found


def _fields(node: Node, setting: Setting) -> Fields:
    known = len(_held(node))
    fields: Fields = {}
    for row in range(max(known, min(known + NEW, MOST_RESOURCES))):
        made = _row(_("Empty, and no address: it is removed.") if row < known else "")
        if row < known:
            made |= {key: dropping(made[key]) for key in ("text", "url")}
            made["place"] = list_place(MOST_RESOURCES)
        else:
            made = {key: new_row(field) for key, field in made.items()}
        fields |= {f"resource:{row}:{key}": field for key, field in made.items()}
    return fields


def _row(hint: str) -> dict[str, Field]:
    return {
        "text": prose(_("Text"), hint, rows=2),
        "url": web_link(_("Web address")),
        "kind": choice(_("What it is for"), KINDS),
        "additional": tick(_("Stands behind the others of its kind")),
    }


def _shown(node: Node) -> dict[str, Any]:
    return {
        f"resource:{row}:{key}": value
        for row, one in enumerate(_held(node))
        for key, value in {**one, "kind": _kind(one), "place": row + 1}.items()
    }


def _kind(resource: Node) -> str:
    """Give the kind as the form has it: the usual one is not said."""
    kind = str(resource.get("kind", ""))
    return "" if kind == "help" else kind


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    rows = rows_of(cleaned, "resource")
    held = dict(zip(rows, _held(node), strict=False))
    new = [row for row in rows if row not in held]
    made = []
    for row in (*in_order(cleaned, "resource", list(held)), *new):
        typed = {key: cleaned[f"resource:{row}:{key}"] for key in KEYS}
        if typed["text"] or typed["url"]:
            said = {**held.get(row, {}), **typed}
            made.append({key: value for key, value in said.items() if value})
    return {"resources": made}


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    """A new one has a text or an address; one that was there goes when it has neither."""
    for row in range(len(_held(node)), MOST_RESOURCES):
        said: Mapping[str, Any] = {key: cleaned.get(f"resource:{row}:{key}") for key in KEYS}
        is_marked = said["kind"] or said["additional"]
        if is_marked and said["text"] == "" and said["url"] == "":
            yield f"resource:{row}:text", _("Give it a text or a web address.")


def _layout(names: Sequence[str], *, is_their_page: bool = False) -> Sequence[Any]:
    """Fold the rows for what is not there yet; on a page of their own not the first ones."""
    boxes = numbered(_("Help text %(n)s"), names, laid=_laid)
    known = sum(name.endswith(":place") for name in names)
    if known == len(boxes):
        return boxes
    opens = is_their_page and not known
    new = [name for row in list(rows_of(names).values())[known:] for name in row]
    return [*boxes[:known], Folded(_("Add help texts"), *boxes[known:], names=new, opens=opens)]


def _laid(names: Sequence[str]) -> list[Any]:
    text, url, kind, additional, *place = names
    return [text, url, Div(kind, *place, css_class="figures figures-named"), additional]


RESOURCES = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=gettext_lazy("Help texts and links"),
    problems=_problems,
    layout=_layout,
    css_class="plain",
    listed=Listed(("resource:",), ("resource:{}:text", "resource:{}:url")),
)
CHOICE_RESOURCES = replace(RESOURCES, layout=partial(_layout, is_their_page=True))
