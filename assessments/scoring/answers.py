"""Answers as pure values: four states, the value, and what supports it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

# What an answer can hold, JSON-able: rubric level, choice code, ticked choice codes (a choice
# marked as not applying is listed as "~code"), boolean or "partly", number, text, ISO date.
Value: TypeAlias = int | float | str | bool | tuple[str, ...]


class State(StrEnum):
    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A link, file name or figure that supports an answer; undated counts as fresh."""

    text: str
    dated: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question. `reason` belongs to not applicable, `note` to any state.

    `span` holds the lowest and the highest value where several respondents differ.
    """

    state: State = State.UNANSWERED
    value: Any = None
    reason: str = ""
    note: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    span: tuple[Any, Any] | None = None


BLANK = Answer()

Answers: TypeAlias = Mapping[str, Answer]
