"""What is posted from a discussion, read leniently: the services say what is wrong with it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID, uuid4

from django.http import QueryDict

from assessments.answers.errors import NotVisible
from assessments.text import whole_number
from assessments.web.typed import shown_version


@dataclass(frozen=True, slots=True)
class Said:
    """One act in a discussion; `place` names the form it came from."""

    action: str
    text: str
    operation_id: UUID
    thread_id: int | None
    comment_id: int | None
    bank_version: int | None

    @classmethod
    def read(cls, posted: QueryDict) -> Self:
        """Read the posted form.

        Raises:
            NotVisible: an id that cannot be one.
        """
        return cls(
            posted.get("action", "add"),
            posted.get("text", ""),
            _operation(posted.get("operation", "")),
            read_id(posted.get("thread", "")),
            read_id(posted.get("comment_id", "")),
            shown_version(posted.get("bank", "")),
        )

    @property
    def place(self) -> str:
        if self.comment_id is not None:
            return f"edit-{self.comment_id}"
        return "new" if self.thread_id is None else f"reply-{self.thread_id}"


def read_id(text: str) -> int | None:
    """Read the id of a row; None where none is given.

    Raises:
        NotVisible: not an id the database can hold.
    """
    if not text:
        return None
    found = whole_number(text)
    if found is None:
        raise NotVisible
    return found


def _operation(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
