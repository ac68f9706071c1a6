"""The choices of a single or multiple question in its edit form, one group of fields each.

A choice keeps its code for good, because answers hold it; a new one gets a code of its text. The
fields are named by the code, so that two editors never mean different choices by one name.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from crispy_forms.layout import Fieldset
from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.codes import proposed_code
from assessments.banks.draft_tree import Node
from assessments.scoring.bank import MOST_CHOICES
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Setting
from assessments.web.forms.studio_fields import dropping, line, new_row, number, statement, tick

NEW: Final = 3
MOST: Final = MOST_CHOICES
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


def _known(node: Node) -> dict[str, Node]:
    return {str(one.get("code", "")): one for one in node.get("choices", ())}


def _new(node: Node) -> list[str]:
    """Name the rows for choices that are not there yet; a hyphen stands in no code."""
    return [f"new-{number}" for number in range(min(NEW, MOST - len(_known(node))))]


def _fields(node: Node, setting: Setting) -> Fields:
    fields: Fields = {}
    for code in _known(node):
        hint = _("Code %(code)s. Empty: the choice is removed.") % {"code": code}
        fields |= _row(code, dropping(statement(_("Text"), hint)), node["kind"])
        fields[f"choice:{code}:place"] = number(_("Place in the list"), min_value=1, max_value=MOST)
    for name in _new(node):
        row = _row(name, statement(_("Text of a new choice")), node["kind"])
        fields |= {name: new_row(field) for name, field in row.items()}
    return fields


def _row(code: str, text: Field, kind: str) -> Fields:
    extras = {f"choice:{code}:{name}": _extra(name) for name in OWN[kind]}
    return {f"choice:{code}:text": text, **extras}


def _shown(node: Node) -> dict[str, Any]:
    return {
        f"choice:{code}:{name}": {**known, "place": place}.get(name)
        for place, (code, known) in enumerate(_known(node).items(), start=1)
        for name in ("text", "place", *OWN[node["kind"]])
    }


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    known = _known(node)
    taken = set(known)
    made = []
    for code in _in_order(cleaned, list(known)) + _new(node):
        text = cleaned[f"choice:{code}:text"]
        if not text:
            continue
        before = known.get(code) or {"code": proposed_code("", text, taken, fallback="choice")}
        taken.add(before["code"])
        own = {name: cleaned[f"choice:{code}:{name}"] for name in OWN[node["kind"]]}
        merged = {**before, "text": text, **own}
        made.append({key: value for key, value in merged.items() if _is_given(value)})
    return {"choices": made}


def _in_order(cleaned: Cleaned, codes: list[str]) -> list[str]:
    """Order by the places typed; one that was moved comes before the one that stood there."""
    shown = {code: place for place, code in enumerate(codes, start=1)}

    def place(code: str) -> tuple[float, float]:
        typed = cleaned.get(f"choice:{code}:place") or shown[code]
        moved = typed - shown[code]
        return (typed, 0.5 if moved > 0 else 0 if moved == 0 else -0.5)

    return sorted(codes, key=place)


def _is_given(value: Any) -> bool:
    """Say whether a key is worth writing; a score of 0 is."""
    return value is not None and value is not False and value != ""


def _layout(names: Sequence[str]) -> Sequence[Any]:
    return [Fieldset(_("Choice %(n)s") % {"n": n}, *held) for n, held in _rows(names)]


def _rows(names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    rows: dict[str, list[str]] = {}
    for name in names:
        rows.setdefault(name.split(":")[1], []).append(name)
    return iter(enumerate(rows.values(), start=1))


CHOICES = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=gettext_lazy("Choices"),
    layout=_layout,
    css_class="plain",
)
