"""The named errors of the banks slice."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.scoring.consistency import Problem


class BankError(Exception):
    """Base of the errors below."""


class NotAllowed(BankError):
    """The actor may see the bank but not do this; a page answers 403."""


class NoDraft(BankError):
    """The bank has no open draft: it was published or discarded."""


class DraftConflict(BankError):
    """Somebody else changed the element first.

    `kept` is the element as it stands now, or None when it was removed; `wanted` is what the
    editor tried to write, and nothing of it was written.
    """

    def __init__(self, code: str, kept: Any, wanted: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.kept = kept
        self.wanted = wanted


class CodeTaken(BankError):
    """The code is, or was in an earlier version, the code of something else."""


class UnknownElement(BankError):
    """The draft has no part, section or question with this code."""


class NotPublishable(BankError):
    """The draft holds errors, or nothing has changed; `problems` has all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(f"{path}: {text}" if path else text for path, text in problems))
        self.problems = tuple(problems)
