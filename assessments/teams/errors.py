"""The named errors of the teams slice."""

from assessments.actor import NotAllowed, NotVisible

__all__ = ["NotAllowed", "NotVisible", "Refused"]


class Refused(ValueError):
    """A field of a team, product or organisation cannot hold what was given.

    `code` is stable (`required`, `taken` or a code of the text gate), `message` is for people.
    """

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.code = code
        self.message = message
