"""How a person can sign in, read from allauth's tables for the person's own account page."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from assessments.teams.models import User


@dataclass(frozen=True, slots=True)
class WaysIn:
    """`changing_to` waits for its link to be followed; `recovery_codes` counts the unused ones."""

    email: str
    changing_to: str
    has_password: bool
    has_app: bool
    passkeys: int
    recovery_codes: int | None


def ways_in(user: User) -> WaysIn:
    """Read how a person can sign in (2 queries)."""
    waiting = EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
    factors = list(Authenticator.objects.filter(user=user))
    types = [factor.type for factor in factors]
    codes = [one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES]
    return WaysIn(
        email=user.email,
        changing_to=waiting.email if waiting else "",
        has_password=user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in types,
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )
