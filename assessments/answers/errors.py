"""The named errors of the answers slice; each carries what a page needs to answer well."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.registers import StoredAnswer
from assessments.scoring.errors import AnswerOutOfRange, ScoringError, UnknownQuestion
from assessments.teams.errors import Refused

__all__ = [
    "AnswerOutOfRange",
    "AnswersError",
    "Conflict",
    "FileProblem",
    "FileRefused",
    "NotAllowed",
    "NotOpen",
    "NotVisible",
    "OperationReused",
    "Refused",
    "ScoringError",
    "UnknownQuestion",
]


class AnswersError(Exception):
    """Base of the errors below."""


class NotOpen(AnswersError):
    """The assessment was submitted or archived, so it takes no answers; `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Conflict(AnswersError):
    """Somebody else's write came first; nothing was written.

    `current` is the register as it stands now (version 0 when nothing was ever said).
    """

    def __init__(self, current: StoredAnswer) -> None:
        super().__init__(f"{current.code} is at version {current.version}")
        self.code = current.code
        self.current = current
        self.version = current.version
        self.by = current.by
        self.at = current.at


class OperationReused(AnswersError):
    """The operation id already belongs to another write of this assessment."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing wrong in an answers file; `path` is the question's code, with its key."""

    path: str
    message: str


class FileRefused(AnswersError):
    """An answers file with problems: all are listed, and nothing was written."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        super().__init__("\n".join(f"{found.path}: {found.message}" for found in problems))
        self.problems = tuple(problems)
