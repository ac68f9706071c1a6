"""What a person sends and what comes back: the values of a save."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments.answers.errors import Conflict
from assessments.scoring.answers import Answer


@dataclass(frozen=True, slots=True)
class Write:
    """One answer as sent: based on version `base` (0: nothing was there), under one operation id.

    The operation id stays the same when the same write is sent again. `bank_version` names the
    version whose question was shown, where that is known.
    """

    code: str
    base: int
    operation_id: UUID
    state: str
    value: Any = None
    reason: str = ""
    note: str = ""
    bank_version: int | None = None

    @property
    def proposed(self) -> dict[str, Any]:
        """Give the content as the gate of scoring reads it."""
        fields = ("state", "value", "reason", "note")
        return {name: getattr(self, name) for name in fields}


@dataclass(frozen=True, slots=True)
class Link:
    """An evidence link or file as sent; days are of the evidence, not of the sending.

    `file_id` names the bytes that are stored already; then `file_name` is there and no `url`.
    """

    code: str
    url: str
    operation_id: UUID
    title: str = ""
    dated: date | None = None
    expires_on: date | None = None
    kind: str = ""
    file_name: str = ""
    file_id: int | None = None
    bank_version: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The register after a write; `changed` is False when nothing had to be written.

    `summary` is the assessment's after the write, None when nothing was written.
    """

    code: str
    version: int
    by: str
    at: datetime | None
    answer: Answer
    changed: bool = True
    revision: int = 0
    summary: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field (`state`, `value`, `reason`, `note`, `evidence`, `code`)."""

    code: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What became of each question of a section; every code sent is in exactly one of them.

    `evidence` holds the codes whose link was kept; a link with a problem is in
    `evidence_problems` and does not keep the answer from being saved.
    """

    saved: Mapping[str, Saved] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    evidence_problems: Mapping[str, Problem] = field(default_factory=dict)
    summary: Mapping[str, Any] | None = None
