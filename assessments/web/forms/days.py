"""The field of a day that lies ahead."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day that may be left out and has not passed; one that stands already may stay."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **options)
        self.standing: date | None = None

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day != self.standing and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return day


def let_stand(form: forms.Form, name: str) -> None:
    """Let the day the form begins with stay, also when it has passed."""
    cast("DayField", form.fields[name]).standing = form.initial.get(name)
