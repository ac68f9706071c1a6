"""What differs, field by field, between an element as it stands and as an editor typed it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.web.forms.studio import ElementForm


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    kept: str
    wanted: str


def differences(
    kept: Mapping[str, Any], wanted: Mapping[str, Any], form: ElementForm
) -> list[Difference]:
    """List the fields of which both states are shown; empty ones count as equal to absent ones."""
    names = [name for name in form.changes() if (kept.get(name) or "") != (wanted.get(name) or "")]
    return [
        Difference(_label(name, form), _text(kept.get(name)), _text(wanted.get(name)))
        for name in names
    ]


def _label(name: str, form: ElementForm) -> str:
    if name in form.fields:
        return str(form.fields[name].label)
    words = {
        "levels": _("Levels"),
        "choices": _("Choices"),
        "gate": _("Gate"),
        "effort": _("Effort"),
    }
    return words.get(name) or _("Not applicable")


def _text(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield f"{index}: {' · '.join(_lines(inner))}"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"{key}: {' · '.join(_lines(inner))}"
    else:
        yield str(value)
