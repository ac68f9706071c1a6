"""The choices of a single or multiple question in its edit form, one group of fields each.

A choice keeps its code for good, because answers hold it; a new one gets a code of its text. The
fields are named by the code, so that two editors never mean different choices by one name.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.codes import proposed_code
from assessments.banks.draft_tree import Node
from assessments.scoring.bank import MOST_CHOICES
from assessments.scoring.bank_scoring import ADDS_POINTS
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting, numbered
from assessments.web.forms.studio_fields import (
    MOST_POINTS,
    dropping,
    in_order,
    line,
    list_place,
    new_row,
    number,
    rows_of,
    statement,
    tick,
)

NEW: Final = 3
MOST: Final = MOST_CHOICES
OWN: Final = ("score", "points", "exclusive", "not_applicable", "needs_reason")
UNUSED: Final = {"single": {"exclusive", "not_applicable"}, "multiple": {"score"}}


def _extra(name: str) -> Field:
    """Give the field of one key a choice may have beside its text."""
    if name == "score":
        text = _("From 0 to 1; empty on all choices: the question does not count.")
        return number(_("Score"), text, min_value=0, max_value=1)
    if name == "points":
        text = _(
            "What it adds, also below 0. Either all choices of the question state points or none."
        )
        return number(_("Points"), text, min_value=-MOST_POINTS, max_value=MOST_POINTS)
    if name == "exclusive":
        return tick(_("Excludes the others, like “none of these”"))
    if name == "needs_reason":
        return tick(_("Asks for a note"))
    return line(_("May be marked as not applying"), _("Say when. Empty: never."))


def _own(node: Node, setting: Setting) -> list[str]:
    """List the keys a choice is offered: those kind and method use, and those that are there."""
    unused = set(UNUSED[node["kind"]])
    if setting.method not in ADDS_POINTS:
        unused.add("points")
    if setting.method == "risk_rules":
        unused.add("score")
    held = node.get("choices", ())
    there = {key for one in held for key, value in one.items() if value is not None}
    return [name for name in OWN if name in there or name not in unused]


def _known(node: Node) -> dict[str, Node]:
    return {str(one.get("code", "")): one for one in node.get("choices", ())}


def _new(node: Node) -> list[str]:
    """Name the rows for choices that are not there yet; a hyphen stands in no code."""
    return [f"new-{number}" for number in range(min(NEW, MOST - len(_known(node))))]


def _fields(node: Node, setting: Setting) -> Fields:
    fields: Fields = {}
    own = _own(node, setting)
    for code in _known(node):
        hint = _("Its code is %(code)s. Left empty, the choice is removed.") % {"code": code}
        fields |= _row(code, dropping(statement(_("Text"), hint)), own)
        fields[f"choice:{code}:place"] = list_place(MOST)
    for name in _new(node):
        row = _row(name, statement(_("Text of a new choice")), own)
        fields |= {name: new_row(field) for name, field in row.items()}
    return fields


def _row(code: str, text: Field, own: Sequence[str]) -> Fields:
    extras = {f"choice:{code}:{name}": _extra(name) for name in own}
    return {f"choice:{code}:text": text, **extras}


def _shown(node: Node) -> dict[str, Any]:
    return {
        f"choice:{code}:{name}": {**known, "place": place}.get(name)
        for place, (code, known) in enumerate(_known(node).items(), start=1)
        for name in ("text", "place", *OWN)
    }


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    known = _known(node)
    taken = set(known)
    made = []
    for code in in_order(cleaned, "choice", list(known)) + _new(node):
        text = cleaned[f"choice:{code}:text"]
        if not text:
            continue
        before = known.get(code) or {"code": proposed_code("", text, taken, fallback="choice")}
        taken.add(before["code"])
        names = {name: f"choice:{code}:{name}" for name in OWN}
        own = {name: cleaned[field] for name, field in names.items() if field in cleaned}
        merged = {**before, "text": text, **own}
        made.append({key: value for key, value in merged.items() if is_given(value)})
    return {"choices": made}


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    """A new choice has a text, or nothing at all."""
    for name in _new(node):
        is_marked = any(is_given(cleaned.get(f"choice:{name}:{key}")) for key in OWN)
        if is_marked and cleaned.get(f"choice:{name}:text") == "":
            yield f"choice:{name}:text", _("Give the choice a text.")


def typed_codes(cleaned: Cleaned) -> list[str]:
    """List the codes the choices have once the form is saved, those of new ones too."""
    texts = {code: cleaned.get(f"choice:{code}:text") for code in rows_of(cleaned, "choice")}
    codes = [code for code in texts if not code.startswith("new-")]
    taken = set(codes)
    for code, text in texts.items():
        if code.startswith("new-") and text:
            taken.add(proposed_code("", text, taken, fallback="choice"))
    return sorted(taken - {code for code in codes if texts[code] == ""})


def is_given(value: Any) -> bool:
    """Say whether a key is worth writing; a score of 0 is."""
    return value is not None and value is not False and value not in ("", [])


CHOICES = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=gettext_lazy("Choices"),
    problems=_problems,
    layout=lambda names: numbered(_("Choice %(n)s"), names),
    css_class="plain",
)
