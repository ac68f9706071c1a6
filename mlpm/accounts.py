"""Account policy: sign-up is closed unless opened; links in e-mails ignore the request."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        return bool(settings.SIGNUP_OPEN)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_our_address(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _at_our_address(super().get_email_confirmation_url(request, emailconfirmation))


def _at_our_address(url: str) -> str:
    """Put a link on `BASE_URL`: the host it came with was chosen by whoever sent the request."""
    return f"{settings.BASE_URL}{urlsplit(url).path}"
