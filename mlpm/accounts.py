"""Account policy: who may sign up, what counts as one address, where links in mails lead."""

from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import clean_client_ip
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.teams.models import User
from assessments.web.forms.plain import name_field

WAYS: Final = {
    "reauthenticate": _("Type your password"),
    "mfa_reauthenticate": _("Type a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not fit together."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes, then try again. A forgotten password can be"
            " replaced with “Forgot your password?”."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries in a short time. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        return bool(settings.SIGNUP_OPEN)

    def pre_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse | None:
        vouch_for(user)
        return super().pre_login(request, user, **login)  # type: ignore[no-any-return]

    def set_password(self, user: User, password: str) -> None:
        vouch_for(user)  # or the tries counted for this address would outlive a new password
        super().set_password(user, password)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address the outermost trusted proxy saw; what a client wrote itself is ignored.

        With fewer entries than proxies the request came past them, and the connection counts.

        Raises:
            PermissionDenied: there is no address, so nothing could be counted.
        """
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        proxies = settings.TRUSTED_PROXIES
        told = seen[-proxies] if 0 < proxies <= len(seen) else ""
        address = clean_client_ip(told or request.META.get("REMOTE_ADDR", ""))
        if not address:
            raise PermissionDenied
        return str(address)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS.get(way["id"], way["description"])} for way in ways]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002 -- allauth's signature
        """Count by account alone: allauth adds the Host header, which the client chooses."""
        return str(credentials.get("email", "")).strip().lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 -- allauth's signature
        return reverse("assessments:account-overview")

    def send_account_already_exists_mail(self, email: str) -> None:
        User().set_password(email)  # a new account costs as much: the time must not tell
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        links = {
            name: at_our_address(value)
            for name, value in context.items()
            if name.endswith("_url") and value
        }
        more = {"base_url": settings.BASE_URL, "signup_open": settings.SIGNUP_OPEN}
        super().send_mail(template_prefix, email, {**context, **links, **more})


class SignupForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = name_field(_("Your name"), required=False)
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 -- allauth's signature
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


def vouch_for(user: User) -> None:
    """Take the address of somebody an admin or an invitation brought in as confirmed.

    Whoever signed up alone has a primary row already, confirmed or not; what allauth makes when
    somebody asks for a new password is none.
    """
    rows = EmailAddress.objects
    if not rows.filter(user=user, primary=True).exists():
        confirmed = {"primary": True, "verified": True}
        rows.update_or_create(user=user, email=user.email.lower(), defaults=confirmed)


def at_our_address(url: str) -> str:
    """Put a link on `BASE_URL`: the host it came with was chosen by whoever sent the request."""
    return f"{settings.BASE_URL}{urlsplit(url).path}"
