"""The named errors of reports; doors turn them into pages."""

from assessments.actor import NotAllowed, NotVisible

__all__ = ["CannotBeMade", "NotAllowed", "NotVisible", "UnknownFormat"]


class UnknownFormat(ValueError):
    """No renderer makes this format."""


class CannotBeMade(RuntimeError):
    """A report cannot be made; the message is the reason people read."""
