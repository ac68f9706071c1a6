"""The forms about people: inviting, joining, roles, teams and their names."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from assessments.actor import OrganisationRole, TeamRole
from assessments.teams.models import DISCIPLINES, ORGANISATION_ROLES, TEAM_ROLES, Team, User
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import PlainForm, name_field, offer

_NO_DISCIPLINE = ("", _("None named"))


def _team_role(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role in the team"),
        choices=TEAM_ROLES,
        coerce=TeamRole,
        initial=TeamRole.CONTRIBUTOR.value,
        help_text=_(
            "Leads start and submit assessments and invite; contributors answer; viewers read."
        ),
        **options,
    )


def _discipline() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Discipline"),
        choices=[_NO_DISCIPLINE, *DISCIPLINES],
        required=False,
        help_text=_("What the person knows best: it finds the questions they should answer."),
    )


def _role() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role in the organisation"),
        choices=list(reversed(ORGANISATION_ROLES)),
        coerce=OrganisationRole,
        initial=OrganisationRole.MEMBER.value,
        help_text=_("Admins invite people, make teams and see all products."),
    )


def _edits_banks() -> forms.BooleanField:
    return forms.BooleanField(label=_("Writes and publishes question banks"), required=False)


class TeamInvitationForm(OnceForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    team_role = _team_role()
    discipline = _discipline()


class OrganisationInvitationForm(OnceForm):
    """An invitation into the organisation, and into one of its teams when one is chosen."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = _role()
    edits_banks = _edits_banks()
    team = forms.TypedChoiceField(
        label=_("Team"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Without a team a member sees no product until a lead adds them."),
    )
    team_role = _team_role()
    discipline = _discipline()

    def __init__(self, teams: Iterable[Team], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(team.pk), team.name) for team in teams]
        offer(self, "team", [("", str(_("No team yet"))), *choices])


class MemberForm(PlainForm):
    role = _role()
    edits_banks = _edits_banks()


class TeamMemberForm(PlainForm):
    role = _team_role()
    discipline = _discipline()


class AddMemberForm(TeamMemberForm):
    """Put somebody of the organisation into the team."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    field_order: Sequence[str] = ("person", "role", "discipline")

    def __init__(self, people: Iterable[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(one.pk), _named(one)) for one in people]
        offer(self, "person", [("", str(_("Choose a person"))), *named])


def _named(person: User) -> str:
    return f"{person.name} ({person.email})" if person.name else person.email


class NameForm(PlainForm):
    name = name_field(_("Name"))


class NewTeamForm(OnceForm):
    name = name_field(_("Name"), help_text=_("People in a team see the same products."))


class JoinForm(PlainForm):
    """A new person's name and password; the address is the invited one."""

    name = name_field(_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1_000,
        help_text=_("At least ten characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean_password1(self) -> str:
        """Judge the password as the sign-up page does."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and again != self.cleaned_data["password1"]:
            raise forms.ValidationError(_("The two passwords differ."))
        return again


class SettingsForm(PlainForm):
    reviews_banks = forms.BooleanField(
        label=_("A second bank editor reviews a question bank before it is published"),
        required=False,
        help_text=_(
            "Who publishes needs the approval of another editor, who did not change the draft. "
            "Any later change takes the approval away."
        ),
    )
