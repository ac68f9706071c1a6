"""Sign-ins in the audit log of every organisation the person belongs to.

Called by Django's login signals, the only hook sign-in offers (`assessments/apps.py` connects
them). A failed try costs the same for a known and an unknown address, and an address nobody has
is not kept.
"""

from typing import Any

from django.db import transaction

from assessments.audit.services import record_in_each
from assessments.teams.models import Member, User


def note_sign_in(*, user: User, **_signal: Any) -> None:
    """Append that somebody signed in (2 queries)."""
    _note("person.signed_in", user, actor_id=user.pk)


def note_sign_out(*, user: User | None, **_signal: Any) -> None:
    """Append that somebody signed out; nothing where nobody was signed in (2 queries)."""
    if user is not None and user.is_authenticated:
        _note("person.signed_out", user, actor_id=user.pk)


def note_failed_sign_in(*, credentials: dict[str, Any], **_signal: Any) -> None:
    """Append that a try to sign in failed; for an address nobody has, without it (3 queries)."""
    given = credentials.get("email") or credentials.get("username") or ""
    address = str(given).strip().lower()[:254].replace("\x00", "")
    user = User.objects.filter(email=address).first()
    _note("person.sign_in_failed", user or User(), actor_id=None)


@transaction.atomic
def _note(verb: str, user: User, *, actor_id: int | None) -> None:
    of = Member.objects.filter(user_id=user.pk or 0).values_list("organisation_id", flat=True)
    record_in_each(verb, user, organisations=list(of), actor_id=actor_id)
