"""Brings together what two editors typed into the same form, field by field.

A form carries a short digest of each field as it was shown. So what only one of the two changed
is kept, and where both did, the page shows both and the form holds one's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import Field
from django.utils.translation import gettext as _

from assessments.web.carried import PICK, is_carried
from assessments.web.forms.studio import StudioForm
from assessments.web.studio_digests import (
    NOTHING,
    digest,
    field_names,
    is_empty,
    plain,
    read_digests,
    shown_digests,
)
from assessments.web.studio_rows import followed

AnyForm = TypeVar("AnyForm", bound=StudioForm)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field somebody else changed; `wanted` is None where one's own form was left as shown."""

    name: str
    label: str
    kept: str
    wanted: str | None


def brought_together(
    posted: Mapping[str, Any], make: Callable[..., AnyForm]
) -> tuple[AnyForm, list[Difference], list[str]]:
    """Give a form with what both typed, what somebody else changed, and what has no field now.

    `make` gives the form of the element as it stands now, unbound or of the data it is given.
    """
    fresh = make()
    typed = make(picked(posted, fresh))
    data, found = _merged(typed, fresh)
    return make(data), found, without_field(typed)


def _merged(typed: StudioForm, fresh: StudioForm) -> tuple[dict[str, Any], list[Difference]]:
    """Give the data of a form on the element as it stands now, and what somebody else changed.

    `typed` is the form as it was sent, `fresh` the unbound form of the element now.
    """
    base = read_digests(typed.data.get("base", ""))
    data: dict[str, Any] = {"seen": fresh["seen"].value(), "base": shown_digests(fresh)}
    found = []
    for name in field_names(fresh):
        kept = fresh[name].value()
        wanted = typed[name].value() if name in typed.fields else None
        is_mine, is_theirs = (base.get(name, NOTHING) != digest(value) for value in (wanted, kept))
        data[name] = wanted if is_mine else kept
        if is_theirs and digest(wanted) != digest(kept):
            field = fresh.fields[name]
            mine = _words(field, wanted) if is_mine else None
            found.append(Difference(name, fresh.label_of(name), _words(field, kept), mine))
    for name, (label, text) in fresh.beside.items():
        if base.get(name) != digest(text):
            found.append(Difference(name, label, _text(text), None))
    return {name: value for name, value in data.items() if not is_empty(value)}, found


def without_field(form: StudioForm) -> list[str]:
    """List what was typed into fields the form was sent with and has no more, to be copied."""
    base = read_digests(form.data.get("base", ""))
    return [
        text
        for name, text in form.data.items()
        if name not in form.fields
        and not is_carried(name)
        and not is_empty(text)
        and base.get(name) != digest(text)
    ]


def picked(data: Mapping[str, Any], fresh: StudioForm) -> dict[str, Any]:
    """Give posted data by the rows there are now, with theirs where the editor chose to take it."""
    typed = followed(data, fresh)
    for name in field_names(fresh):
        if typed.get(f"{PICK}{name}") == "theirs":
            theirs = fresh[name].value()
            typed[name] = "" if is_empty(theirs) else theirs
    return typed


def _words(field: Field, value: Any) -> str:
    """Give what was chosen by its label, and what was typed as it is."""
    labels = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(labels.get(plain(value), "")) or _text(value)


def _text(value: Any) -> str:
    return _("yes") if value is True else plain(value) or "—"
