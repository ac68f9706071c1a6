"""The report as one immutable value: everything a renderer may show, in words, and nothing to ask.

All figures are words already (`scoring.display` rounded them once); charts are SVG text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A short statement with an optional detail, and where its question or part is."""

    text: str
    detail: str = ""
    code: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One readiness level of the bank. `place` is below, current, next or above."""

    name: str
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the summary: its figures beside the floor the next level needs."""

    number: str
    code: str
    title: str
    short_title: str
    score: str
    range: str
    floor: str
    below_floor: bool
    supports: str
    coverage: str
    confidence: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate that applies. `tone` is good, warn or bad; `code` leads to its question."""

    number: str
    code: str
    section: str
    title: str
    state: str
    tone: str
    answer: str
    needs: str
    holds: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation; effort is an estimate and labelled so by whoever shows it."""

    code: str
    section: str
    title: str
    part: str
    because: str
    now: str
    gain: str
    effort: str
    owner: str
    improvement: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A question without a firm answer, or called not applicable with its reason."""

    number: str
    code: str
    section: str
    title: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing, and the words that stand for it where it cannot be seen."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Result:
    """The result in words. `holds` says what holds the level back, one constraint a line.

    `next_level` is the level the floors are those of; empty at the top.
    """

    level: str
    sentence: str
    headline: str
    next_level: str
    target: str
    labels: tuple[str, ...]
    reasons: tuple[str, ...]
    overall: str
    open_range: str
    coverage: str
    confidence: str
    holds: tuple[Line, ...]
    levels: tuple[LevelLine, ...]
    parts: tuple[PartLine, ...]
    gates: tuple[GateLine, ...]
    advice: tuple[Advice, ...]
    open_points: tuple[OpenLine, ...]
    not_applicable: tuple[OpenLine, ...]
    charts: Mapping[str, Chart]

    @property
    def passed_gates(self) -> tuple[GateLine, ...]:
        return tuple(gate for gate in self.gates if gate.tone == "good")

    @property
    def open_gates(self) -> tuple[GateLine, ...]:
        """The gates to look at: not reached, unsupported, or not applicable."""
        return tuple(gate for gate in self.gates if gate.tone != "good")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    text: str
    url: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """One shown question with what was said. `level` of `top` marks are filled where it scores."""

    number: str
    code: str
    title: str
    tone: str
    state: str
    level: int | None
    top: int | None
    answer: tuple[str, ...]
    reason: str
    note: str
    evidence: tuple[EvidenceLine, ...]
    gate: str
    weight: str
    improvement: str
    next_step: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class SectionEntry:
    code: str
    title: str
    score: str
    coverage: str
    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True, slots=True)
class PartEntry:
    line: PartLine
    description: str
    sections: tuple[SectionEntry, ...]


@dataclass(frozen=True, slots=True)
class BankLine:
    title: str
    version: str
    digest: str
    publisher: str
    licence: str
    attribution: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report. `on` is the ISO day it speaks of, `digest` that of its frozen inputs."""

    language: str
    product: str
    organisation: str
    team: str
    assessment: str
    on: str
    day: str
    bank: BankLine
    digest: str
    result: Result
    profile: tuple[QuestionEntry, ...]
    parts: tuple[PartEntry, ...]
    method: tuple[str, ...]
    honesty: str
    scorecard: Mapping[str, Any]
