"""Second factors and passkeys: their names, and forms that refuse what no browser sends."""

from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.teams.models import User
from assessments.web.forms.plain import name_field

_LARGEST: Final = 16_384  # a credential of the largest authenticators has some 4 KiB


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code does not fit. Codes change every 30 seconds, and each is taken once."
        ),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's signature
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


class CredentialField(forms.JSONField):
    """What a browser's passkey dialogue gave; anything else is refused before it is parsed."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (len(value) > _LARGEST or "\\u0000" in value):
            raise _not_understood()
        parsed = super().to_python(value)
        if parsed is not None and not isinstance(parsed, dict):
            raise _not_understood()
        return parsed


class _Guarded(forms.Form):
    """Turns what fido2 trips over into a refusal."""

    credential = CredentialField(required=True, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        super().full_clean()
        for name in [name for name in self.errors if self.has_error(name, "incorrect_code")]:
            self.errors[name] = self.error_class([_not_understood()])  # there is no code here

    def _clean_fields(self) -> None:
        _guard(self, super()._clean_fields)  # type: ignore[misc]  # the stubs leave it out

    def _clean_form(self) -> None:
        _guard(self, super()._clean_form)  # type: ignore[misc]  # the same


class AddPasskey(_Guarded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    name = name_field(gettext_lazy("Name"), required=False)


class EditPasskey(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    name = name_field(gettext_lazy("Name"))


class SignInWithPasskey(_Guarded, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AuthenticateWithPasskey(_Guarded, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ReauthenticateWithPasskey(_Guarded, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


def _guard(form: forms.Form, clean: Any) -> None:
    try:
        clean()
    except (TypeError, ValueError, KeyError, AttributeError):  # made up, and not by a browser
        form.add_error("credential", _not_understood())


def _not_understood() -> ValidationError:
    return ValidationError(
        _("The passkey was not accepted. Try again, or sign in with your password."),
        code="incorrect_code",
    )
