"""The forms about assignments: who is asked to look after what, by which day."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answers.assigned import Colleague
from assessments.teams.models import DISCIPLINES
from assessments.web.forms.days import DayField, let_stand
from assessments.web.forms.plain import PlainForm, offer

_NAMES = dict(DISCIPLINES)


class AssignForm(PlainForm):
    """Who is asked, by which day. A contributor, without `people` to choose from, asks nobody."""

    person = forms.TypedChoiceField(
        label=_("Who"), coerce=int, error_messages={"required": _("Choose a person.")}
    )
    due_on = DayField(label=_("Due"))

    def __init__(self, people: Sequence[Colleague] | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if people is None:
            del self.fields["person"]
        else:
            offer(self, "person", [("", str(_("Choose a person"))), *_choices(people)])


def _choices(people: Iterable[Colleague]) -> list[tuple[str, str]]:
    return [(str(one.pk), _with_discipline(one)) for one in people]


def _with_discipline(one: Colleague) -> str:
    known = _NAMES.get(one.discipline)
    return f"{one.name} ({known})" if known else one.name


class AssignPlacesForm(AssignForm):
    """The same for all that is ticked on the page, which draws the boxes itself."""

    places = forms.MultipleChoiceField(
        error_messages={"required": _("Tick the parts or questions first.")}
    )

    def __init__(
        self,
        places: Iterable[str],
        people: Sequence[Colleague] | None,
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(people, *args, **options)
        offer(self, "places", [(value, value) for value in places])

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*(name for name in self.fields if name != "places"))
        return helper


class DueForm(PlainForm):
    due_on = DayField(label=_("Due"), help_text=_("Leave it empty for no day."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        let_stand(self, "due_on")
