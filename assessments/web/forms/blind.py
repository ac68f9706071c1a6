"""The forms of blind mode: how the team answers, who is asked, when it is revealed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answers.assigned import Colleague
from assessments.answers.models import Assessment
from assessments.teams.models import DISCIPLINES
from assessments.web.forms.plain import PlainForm, offer

SHARED, BLIND = Assessment.Mode.SHARED.value, Assessment.Mode.BLIND.value
FEWEST = 2


def reveal_field() -> forms.DateField:
    return forms.DateField(
        label=_("Reveal on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, the answers are revealed when everybody has submitted."),
    )


class RespondentsField(forms.TypedMultipleChoiceField):
    """Ticks for people who may answer."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, coerce=int, required=False, **options)


class WayForm(PlainForm):
    """How the team answers: together, or each alone until the reveal."""

    mode = forms.ChoiceField(
        label=_("How the team answers"),
        choices=[
            (SHARED, _("Together: one set of answers, everybody works on it")),
            (BLIND, _("Blind: each alone first, then you compare and agree")),
        ],
        initial=SHARED,
        required=False,
        widget=forms.RadioSelect,
    )
    respondents = RespondentsField(
        _("Who answers"), help_text=_("Nobody sees the answers of the others before the reveal.")
    )
    reveal_on = reveal_field()

    def offer_people(self, people: Iterable[Colleague]) -> None:
        """Offer the people who may answer, all of them ticked; one alone cannot be blind."""
        found = list(people)
        if len(found) < FEWEST:
            for name in ("mode", "respondents", "reveal_on"):
                del self.fields[name]
            return
        offer(self, "respondents", people_choices(found))
        self.initial.setdefault("respondents", [one.pk for one in found])

    @property
    def is_blind(self) -> bool:
        return bool(self.cleaned_data.get("mode") == BLIND)

    @property
    def way(self) -> dict[str, Any]:
        """Give what `start_assessment` takes: nothing while the team answers together."""
        if not self.is_blind:
            return {}
        said = self.cleaned_data
        return {"respondents": said["respondents"], "reveal_on": said["reveal_on"]}


def people_choices(people: Iterable[Colleague]) -> list[tuple[str, str]]:
    """Name each person with what they know best."""
    known = dict(DISCIPLINES)
    return [
        (str(one.pk), f"{one.name} ({known[one.discipline]})" if one.discipline else one.name)
        for one in people
    ]


class RevealForm(PlainForm):
    """When a blind assessment is revealed, and who is asked besides."""

    reveal_on = reveal_field()
    respondents = RespondentsField(_("Ask more people"))

    def __init__(self, people: Iterable[Colleague], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = people_choices(people)
        offer(self, "respondents", found)
        if not found:
            del self.fields["respondents"]
