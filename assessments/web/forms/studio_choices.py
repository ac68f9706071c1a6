"""The choices of a single or multiple question in its edit form, one group of fields each.

A choice keeps its code for good, because answers hold it; a new one gets a code of its text.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from crispy_forms.layout import Fieldset
from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.codes import proposed_code
from assessments.banks.draft_tree import Node
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Setting
from assessments.web.forms.studio_fields import line, number, statement, tick

NEW: Final = 3
MOST: Final = 100
OWN: Final = {
    "single": ("score", "needs_reason"),
    "multiple": ("exclusive", "not_applicable", "needs_reason"),
}


def _extra(name: str) -> Field:
    """Give the field of one key a choice may have beside its text."""
    if name == "score":
        text = _("From 0 to 1; empty on all choices: the question does not count.")
        return number(_("Score"), text, min_value=0, max_value=1)
    if name == "exclusive":
        return tick(_("Excludes the others, like “none of these”"))
    if name == "needs_reason":
        return tick(_("Asks for a note"))
    return line(_("May be marked as not applying"), _("Say when. Empty: never."))


def _count(node: Node) -> int:
    return min(len(node.get("choices", ())) + NEW, MOST)


def _fields(node: Node, setting: Setting) -> Fields:
    fields: Fields = {}
    known = node.get("choices", [])
    for index in range(_count(node)):
        is_known = index < len(known)
        label = _("Text") if is_known else _("Text of a new choice")
        hint = _("Code %(code)s. Empty: the choice is removed.") if is_known else ""
        hint = hint % {"code": known[index].get("code", "")} if is_known else hint
        fields[f"choice_{index}_text"] = statement(label, hint)
        for name in OWN[node["kind"]]:
            fields[f"choice_{index}_{name}"] = _extra(name)
    return fields


def _shown(node: Node) -> dict[str, Any]:
    return {
        f"choice_{index}_{name}": known.get(name)
        for index, known in enumerate(node.get("choices", ()))
        for name in ("text", *OWN[node["kind"]])
    }


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    known = node.get("choices", [])
    taken = {choice.get("code", "") for choice in known}
    choices = []
    for index in range(_count(node)):
        text = cleaned[f"choice_{index}_text"]
        if not text:
            continue
        before = known[index] if index < len(known) else {"code": _new_code(text, taken)}
        taken.add(before["code"])
        own = {name: cleaned[f"choice_{index}_{name}"] for name in OWN[node["kind"]]}
        merged = {**before, "text": text, **own}
        choices.append({key: value for key, value in merged.items() if _is_given(value)})
    return {"choices": choices}


def _new_code(text: str, taken: set[str]) -> str:
    return proposed_code("", text, taken, fallback="choice")


def _is_given(value: Any) -> bool:
    """Say whether a key is worth writing; a score of 0 is."""
    return value is not None and value is not False and value != ""


def _layout(names: Sequence[str]) -> Sequence[Any]:
    return [Fieldset(_("Choice %(n)s") % {"n": n + 1}, *held) for n, held in _rows(names)]


def _rows(names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    rows: dict[int, list[str]] = {}
    for name in names:
        rows.setdefault(int(name.split("_")[1]), []).append(name)
    return iter(rows.items())


CHOICES = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=gettext_lazy("Choices"),
    layout=_layout,
    css_class="plain",
)
