"""The forms of the path: what holds for one question, and how far an action is."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers.assigned import Colleague
from assessments.answers.models import ActionItem
from assessments.answers.services.acting import MOST_DAYS
from assessments.web.forms.days import DayField, let_stand
from assessments.web.forms.plain import PlainForm, offer


class TermForm(PlainForm):
    """Whether a question can change, and the team's own person-days for each of its steps."""

    cannot_change = forms.BooleanField(
        label=gettext_lazy("This cannot change: the path leaves the answer as it is"),
        required=False,
    )

    def __init__(self, labels: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.steps = [f"days_{index}" for index in range(len(labels))]
        for name, label in zip(self.steps, labels, strict=True):
            self.fields[name] = forms.DecimalField(
                label=label, required=False, min_value=0, max_value=MOST_DAYS, decimal_places=2
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = [name for name in self.steps if cleaned.get(name) is None]
        if missing and len(missing) < len(self.steps):
            for name in missing:
                if name not in self.errors:
                    self.add_error(name, _("Give a figure for every step, or for none."))
        return cleaned

    @property
    def days(self) -> list[Decimal] | None:
        """Give the figures, None where all are left empty."""
        found = [self.cleaned_data.get(name) for name in self.steps]
        return [day for day in found if day is not None] or None


class ActionForm(PlainForm):
    """Who does it, by when, and how far it is."""

    owner = forms.TypedChoiceField(
        label=gettext_lazy("Owner"), coerce=int, required=False, empty_value=None
    )
    due_on = DayField(label=gettext_lazy("Due"))
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=ActionItem.ActionState.choices)

    def __init__(self, people: Sequence[Colleague], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(str(one.pk), one.name) for one in people]
        offer(self, "owner", [("", _("Nobody yet")), *names])
        let_stand(self, "due_on")
