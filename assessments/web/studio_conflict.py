"""Brings together what two editors typed into the same form, field by field.

A form carries a short digest of each field as it was shown. So what only one of the two changed
is kept, and where both did, the page shows both and the form holds one's own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _

from assessments.web.carried import PICK, is_carried
from assessments.web.forms.studio import HIDDEN, StudioForm

SHORT = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """One field somebody else changed; `wanted` is None where one's own form was left as shown."""

    name: str
    label: str
    kept: str
    wanted: str | None


def shown_digests(form: StudioForm) -> str:
    """Give what the hidden field `base` of a fresh form holds."""
    fields = {name: _digest(form[name].value()) for name in _names(form)}
    return json.dumps(
        fields | {name: _digest(text) for name, (_label, text) in form.beside.items()}
    )


def merged(typed: StudioForm, fresh: StudioForm) -> tuple[dict[str, Any], list[Difference]]:
    """Give the data of a form on the element as it stands now, and what somebody else changed.

    `typed` is the form as it was sent, `fresh` the unbound form of the element now.
    """
    base = _read(typed.data.get("base", ""))
    data: dict[str, Any] = {"seen": fresh["seen"].value(), "base": shown_digests(fresh)}
    found = []
    for name in _names(fresh):
        kept = fresh[name].value()
        wanted = typed[name].value() if name in typed.fields else None
        is_mine, is_theirs = (base.get(name) != _digest(value) for value in (wanted, kept))
        data[name] = wanted if is_mine else kept
        if is_theirs and _digest(wanted) != _digest(kept):
            field = fresh.fields[name]
            mine = _words(field, wanted) if is_mine else None
            found.append(Difference(name, str(field.label), _words(field, kept), mine))
    for name, (label, text) in fresh.beside.items():
        if base.get(name) != _digest(text):
            found.append(Difference(name, label, _text(text), None))
    return {name: value for name, value in data.items() if not _is_empty(value)}, found


def without_field(form: StudioForm) -> list[str]:
    """List what was typed into fields the form was sent with and has no more, to be copied."""
    base = _read(form.data.get("base", ""))
    return [
        text
        for name, text in form.data.items()
        if name not in form.fields
        and not is_carried(name)
        and not _is_empty(text)
        and base.get(name) != _digest(text)
    ]


def picked(data: Mapping[str, Any], fresh: StudioForm) -> dict[str, Any]:
    """Give posted data with theirs in each field the editor chose to take from them."""
    typed = dict(data.items())
    for name in _names(fresh):
        if typed.get(f"{PICK}{name}") == "theirs":
            theirs = fresh[name].value()
            typed[name] = "" if _is_empty(theirs) else theirs
    return typed


def _names(form: StudioForm) -> list[str]:
    return [name for name in form.fields if name not in HIDDEN]


def _read(text: str) -> Mapping[str, Any]:
    """Read the hidden field; of one that was tampered with, everything counts as one's own."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _digest(value: Any) -> str:
    return sha256(_plain(value).encode("utf-8", "replace")).hexdigest()[:SHORT]


def _plain(value: Any) -> str:
    """Give a value as a browser sends it back, whatever it was made of."""
    if _is_empty(value):
        return ""
    return "on" if value is True else str(value).replace("\r\n", "\n").strip()


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


def _words(field: Field, value: Any) -> str:
    """Give what was chosen by its label, and what was typed as it is."""
    labels = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(labels.get(_plain(value), "")) or _text(value)


def _text(value: Any) -> str:
    return _("yes") if value is True else _plain(value) or "—"
