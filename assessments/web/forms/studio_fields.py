"""The form fields of the bank studio: texts through the one gate, numbers that may be absent."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.scoring.bank import plain_number
from assessments.scoring.links import LinkProblem, check_link
from assessments.text import NOTE_LENGTH, TITLE_LENGTH, URL_LENGTH, TextProblem, clean_text

# Larger ones are not exact as a float, and a bank file refuses them.
MOST_POINTS: Final = 1e15


class GatedText(forms.CharField):
    """A text as the gate gives it back; nothing is asked but that it can be kept."""

    def __init__(self, *, limit: int = TITLE_LENGTH, **options: Any) -> None:
        self.limit = limit
        super().__init__(required=options.pop("required", False), strip=False, **options)
        self.validators = []  # the gate knows about NUL, and names it

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            clean = clean_text(text, max_length=self.limit)
        except TextProblem as problem:
            raise ValidationError(problem.message, code=problem.code) from problem
        if self.required and not clean:
            raise ValidationError(self.error_messages["required"], code="required")
        return clean


def line(
    label: Any, help_text: Any = "", *, required: bool = False, limit: int = TITLE_LENGTH
) -> GatedText:
    """One line, like a title: at most 500 characters."""
    return GatedText(label=label, help_text=help_text, required=required, limit=limit)


class OneLine(GatedText):
    """A text shown on several lines and kept on one."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).splitlines())


class WebLink(GatedText):
    """An http or https address, or nothing."""

    def clean(self, value: Any) -> str:
        link = super().clean(value)
        try:
            return check_link(link) if link else ""
        except LinkProblem as problem:
            raise ValidationError(problem.message, code="link") from problem


def web_link(label: Any) -> WebLink:
    """A web address: at most 2,000 characters."""
    widget = forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"})
    return WebLink(label=label, limit=URL_LENGTH, widget=widget)


def long_line(label: Any) -> OneLine:
    """One line too long for a narrow window, like a question; it has to be there."""
    return OneLine(label=label, required=True, widget=forms.Textarea(attrs={"rows": 2}))


def prose(label: Any, help_text: Any = "", *, rows: int = 3, limit: int = NOTE_LENGTH) -> GatedText:
    """A text of several lines: at most 4,000 characters."""
    widget = forms.Textarea(attrs={"rows": rows})
    return GatedText(label=label, help_text=help_text, limit=limit, widget=widget)


def statement(label: Any, help_text: Any = "") -> GatedText:
    """A level or choice in its own words: at most 500 characters on as many lines as it needs."""
    return prose(label, help_text, rows=2, limit=TITLE_LENGTH)


def dropping(field: forms.Field) -> forms.Field:
    """Mark a field whose emptying takes something away: a script leaves that to the button."""
    field.widget.attrs["data-drops"] = ""
    return field


def new_row(field: forms.Field) -> forms.Field:
    """Mark a field of a row that is not there yet: a script leaves making it to the button."""
    field.widget.attrs["data-new-row"] = ""
    return field


def by_button(field: forms.Field) -> forms.Field:
    """Mark a field that means something only beside all others as shown: no script sends it."""
    field.widget.attrs["data-by-button"] = ""
    return field


def may_name_new_rows(field: forms.Field, rows: Iterable[str]) -> forms.Field:
    """Mark a choice of rows some of which are not there yet: one of those goes by the button."""
    field.widget.attrs["data-new-rows"] = " ".join(rows)
    return field


class PlainNumber(forms.FloatField):
    """A number, whole ones as int; 7 stays 7 in the file."""

    def clean(self, value: Any) -> int | float | None:
        number = super().clean(value)
        return None if number is None else plain_number(number)


def number(label: Any, help_text: Any = "", **bounds: Any) -> PlainNumber:
    """A number that may be left out; `bounds` are `min_value`, `max_value` and `step_size`."""
    widget = forms.NumberInput(attrs={"step": "any"})
    return PlainNumber(label=label, help_text=help_text, required=False, widget=widget, **bounds)


def list_place(most: int) -> forms.Field:
    """Where a row stands among those the page shows; left out, it stays where it is."""
    return by_button(number(_("Place in the list"), min_value=1, max_value=most, step_size=1))


def rows_of(names: Iterable[str], prefix: str = "") -> dict[str, list[str]]:
    """Group fields that are named `prefix:row:key` by their row, in the order of the form.

    With a `prefix` given, those of other prefixes are left out.
    """
    rows: dict[str, list[str]] = {}
    for name in names:
        if not prefix or name.startswith(f"{prefix}:"):
            rows.setdefault(name.split(":")[1], []).append(name)
    return rows


def in_order(cleaned: Mapping[str, Any], prefix: str, names: list[str]) -> list[str]:
    """Order rows by the places typed under `prefix:name:place`.

    One that was moved comes before the one that stood there.
    """
    shown = {name: place for place, name in enumerate(names, start=1)}

    def place(name: str) -> tuple[float, float]:
        typed = cleaned.get(f"{prefix}:{name}:place") or shown[name]
        moved = typed - shown[name]
        return (typed, 0.5 if moved > 0 else 0 if moved == 0 else -0.5)

    return sorted(names, key=place)


def choice(label: Any, options: list[tuple[Any, Any]], help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, help_text=help_text, required=False)


def level_choice(label: Any, top: int, none: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """A level from 1 to `top`, or none."""
    options = [("", none), *((str(level), str(level)) for level in range(1, top + 1))]
    return forms.TypedChoiceField(
        label=label,
        choices=options,
        help_text=help_text,
        required=False,
        coerce=int,
        empty_value=None,
    )


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)
