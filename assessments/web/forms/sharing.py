"""The forms of shared links: making one, and the password a link may ask for."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.text import NAME_LENGTH
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import GatedField, PlainForm

LIVES: Final = [(1, _("1 day")), (7, _("7 days")), (30, _("30 days")), (90, _("90 days"))]
SHORTEST: Final = 8
LONGEST: Final = 200


class PasswordField(forms.CharField):
    """A password as it was typed: nothing is cut off its ends, and what was typed is not shown."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, max_length=LONGEST, widget=forms.PasswordInput, **options)


class ShareForm(OnceForm):
    """A new link; its three fields need no thought, the password is optional."""

    name = GatedField(
        label=_("Who it is for"),
        limit=NAME_LENGTH,
        required=False,
        help_text=_("Only your team sees this, for example: board, December."),
    )
    days = forms.TypedChoiceField(label=_("Works for"), choices=LIVES, coerce=int, initial=7)
    password = PasswordField(
        label=_("Password"),
        required=False,
        help_text=_(
            "Leave it empty to share without one. Send it another way than the link; "
            "at least 8 characters."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password and len(password) < SHORTEST:
            raise ValidationError(_("Use at least 8 characters."))
        return password


class OpenSharedForm(PlainForm):
    password = PasswordField(label=_("Password"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].widget.attrs["autocomplete"] = "off"
