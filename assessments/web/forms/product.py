"""The forms about products."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.teams.models import Team
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import PlainForm, name_field, note_field, offer


def team_choices(teams: Iterable[Team]) -> list[tuple[str, str]]:
    return [(str(team.pk), _team_words(team)) for team in teams]


def _team_words(team: Team) -> str:
    """Name a team with its organisation, one name only where both bear the same."""
    name, organisation = str(team), str(team.organisation)
    return name if name == organisation else f"{name} ({organisation})"


class ProductForm(PlainForm):
    name = name_field(
        _("Name"), help_text=_("What the team calls it, for example Spare-part forecast.")
    )
    description = note_field(
        _("Description"),
        required=False,
        help_text=_("One or two sentences: what it does, for whom."),
    )


class NewProductForm(OnceForm, ProductForm):
    """A new product belongs to a team its maker leads."""

    team = forms.TypedChoiceField(label=_("Team"), coerce=int)

    def __init__(self, teams: Iterable[Team], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "team", team_choices(teams))


class MoveProductForm(PlainForm):
    team = forms.TypedChoiceField(label=_("New team"), coerce=int)

    def __init__(self, teams: Iterable[Team], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "team", team_choices(teams))


class ConfirmDeleteForm(PlainForm):
    """Deleting asks for the name, typed, so that nothing goes by a slip."""

    name = name_field(_("Type the name to delete it"))

    def __init__(self, expected: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.expected:
            raise forms.ValidationError(_("This is not the name. Nothing was deleted."))
        return name
