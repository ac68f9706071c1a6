"""The named errors of the banks slice."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.actor import NotAllowed, NotVisible
from assessments.scoring.consistency import Problem

__all__ = [
    "BankError",
    "CodeRefused",
    "DraftConflict",
    "FieldRefused",
    "LastOffered",
    "NoDraft",
    "NotAllowed",
    "NotPublishable",
    "NotReviewed",
    "NotVisible",
    "NothingNewer",
    "Undecided",
    "UnknownElement",
    "UnknownRevision",
]


class BankError(Exception):
    """Base of the errors below."""


class NoDraft(BankError):
    """The bank has no open draft: it was published or discarded."""


class DraftConflict(BankError):
    """Somebody else changed the element first.

    `kept` is the element as it stands now, or None when it was removed; `wanted` is what the
    editor tried to write, and nothing of it was written.
    """

    def __init__(
        self, code: str, kept: Mapping[str, Any] | None, wanted: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.kept = kept
        self.wanted = wanted


class FieldRefused(BankError):
    """A field of an element cannot hold what was given."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class CodeRefused(FieldRefused):
    """The code is misshapen, or is or was the code of something else in this bank."""

    def __init__(self, message: str) -> None:
        super().__init__("code", message)


class UnknownRevision(BankError):
    """The history of the draft does not hold this revision, or not any more."""


class UnknownElement(BankError):
    """The draft has no part, section or question with this code."""


class NotPublishable(BankError):
    """The draft holds errors, or nothing has changed; `problems` has all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(f"{path}: {text}" if path else text for path, text in problems))
        self.problems = tuple(problems)


class LastOffered(BankError):
    """The only version new assessments can start with would be retired, unasked."""


class NotReviewed(BankError):
    """The organisation reviews its banks, and no second person approved this revision."""


class NothingNewer(BankError):
    """What the bank was made from has no newer version to take over."""


class Undecided(BankError):
    """Both sides changed the same things, and for some nobody chose: nothing is taken over."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = tuple(keys)
