"""What the small forms share: a crispy layout, and the text gate at every text field."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from assessments.text import NOTE_LENGTH, TextProblem, clean_line, clean_text


class GatedField(forms.CharField):
    """A text field behind the text gate; it counts the characters itself and never cuts."""

    def __init__(self, *, limit: int, **options: Any) -> None:
        self.limit = limit
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "", max_length=self.limit)
        except TextProblem as problem:
            raise ValidationError(problem.message, code=problem.code) from problem


class NameField(forms.CharField):
    """A name: one line with something to see in it."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_line(super().to_python(value) or "")
        except TextProblem as problem:
            raise ValidationError(problem.message, code=problem.code) from problem


def name_field(label: Any, **options: Any) -> NameField:
    return NameField(label=label, **options)


def note_field(label: Any, **options: Any) -> GatedField:
    area = forms.Textarea(attrs={"rows": 4})
    return GatedField(limit=NOTE_LENGTH, label=label, widget=area, **options)


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a choice field of a form what can be chosen."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


class PlainForm(forms.Form):
    """A form whose layout is its fields in order; the page owns the form tag."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.fields)
        return helper
