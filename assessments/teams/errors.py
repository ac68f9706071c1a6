"""The named errors of the teams slice."""

from assessments.actor import NotAllowed, NotVisible

__all__ = [
    "AccountExists",
    "InvitationGone",
    "NotAllowed",
    "NotVisible",
    "OtherAddress",
    "Refused",
]


class Refused(ValueError):
    """A field of a team, product or organisation cannot hold what was given.

    `code` is stable (`required`, `taken` or a code of the text gate), `message` is for people.
    """

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.code = code
        self.message = message


class InvitationGone(Exception):
    """There is no such invitation, or it was used, revoked or has run out; nobody learns which."""


class OtherAddress(Exception):
    """The invitation was sent to another address than the one the person signed in with."""


class AccountExists(Exception):
    """Somebody has an account with the invited address: they sign in instead of making one."""
