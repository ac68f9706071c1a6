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
    "CannotMove",
    "Conflict",
    "FileProblem",
    "FileRefused",
    "NoTalk",
    "NotAllowed",
    "NotOpen",
    "NotVisible",
    "OperationReused",
    "Outdated",
    "Refused",
    "ScoringError",
    "Submitted",
    "UnknownQuestion",
]


class AnswersError(Exception):
    """Base of the errors below."""


class NotOpen(AnswersError):
    """The assessment was submitted or archived, so it takes no answers; `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NoTalk(AnswersError):
    """Nothing can be said here: the assessment is archived, or blind and not revealed yet."""


class Submitted(AnswersError):
    """A milestone of a submit or of a move to another bank version; it stays."""


class CannotMove(AnswersError):
    """The assessment stays on its bank version; `why` is one of `bank_moves.Stays`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Outdated(AnswersError):
    """Something was saved or moved since the page was drawn, so that it shows what is no more."""


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
