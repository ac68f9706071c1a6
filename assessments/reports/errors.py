"""The named errors of reports; doors turn them into pages."""

from assessments.actor import NotAllowed, NotVisible

__all__ = [
    "CannotBeMade",
    "NotAllowed",
    "NotVisible",
    "NothingToCompare",
    "ShareGone",
    "UnknownFormat",
    "UnknownLanguage",
]


class UnknownFormat(ValueError):
    """No renderer makes this format."""


class UnknownLanguage(ValueError):
    """The bank has no translation into this language."""


class NothingToCompare(ValueError):
    """The moment a report was to be compared with is not there, or not shown to who asks."""


class CannotBeMade(RuntimeError):
    """A report cannot be made; the message is the reason people read."""


class ShareGone(Exception):
    """A link opens nothing: unknown, revoked, run out or a wrong password; never said which."""
