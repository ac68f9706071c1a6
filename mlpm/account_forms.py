"""allauth's forms in the words of our own pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from django import forms
from django.utils.translation import gettext_lazy as _

_ADDRESS = {"email": _("E-mail address")}
_NEW = {"password1": _("New password"), "password2": _("New password once more")}


class _Worded(forms.Form):
    """Calls its fields what `words` says."""

    words: ClassVar[Mapping[str, Any]]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in self.words.items():
            self.fields[name].label = label


class LoginForm(_Worded, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    words = {"login": _("E-mail address"), "remember": _("Remember me")}


class SignupForm(_Worded, account.SignupForm):  # type: ignore[misc]  # the same
    words = {**_ADDRESS, "password2": _("Password once more")}


class AddEmailForm(_Worded, account.AddEmailForm):  # type: ignore[misc]  # the same
    words = _ADDRESS


class ResetPasswordForm(_Worded, account.ResetPasswordForm):  # type: ignore[misc]  # the same
    words = _ADDRESS


class ResetPasswordKeyForm(_Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # the same
    words = _NEW


class SetPasswordForm(_Worded, account.SetPasswordForm):  # type: ignore[misc]  # the same
    words = _NEW


class ChangePasswordForm(_Worded, account.ChangePasswordForm):  # type: ignore[misc]  # the same
    words = {"oldpassword": _("Current password"), **_NEW}
