"""The report as one immutable value: everything a renderer may show, in words, and nothing to ask.

All figures are words already (`scoring.display` rounded them once); charts are SVG text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from assessments.reports.change_lines import ChangedPages
from assessments.reports.drawn import Chart
from assessments.reports.enclosed import Enclosed
from assessments.reports.look import ReportLook

NONE: Final = "\u2013"


@dataclass(frozen=True, slots=True)
class Line:
    """A short statement with an optional detail, and where its question or part is."""

    text: str
    detail: str = ""
    code: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure the bank's method names; `range` is empty where it has one value.

    `is_absent` says that `value` is the reason why there is none.
    """

    code: str
    name: str
    value: str
    range: str
    is_absent: bool = False


def figure_words(figures: Iterable[FigureLine]) -> str:
    """Give the figures there are in one line."""
    return " \u00b7 ".join(f"{one.name} {one.value}" for one in figures if not one.is_absent)


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
    figures: tuple[FigureLine, ...] = ()

    @property
    def figure_words(self) -> str:
        return figure_words(self.figures)


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
    """One recommendation; effort is an estimate and labelled so by whoever shows it.

    `improvement` and `done` are texts of the bank; `lead`, `done_lead` and `done_labels`, one for
    each of `done` where those are levels, are words of ours that stand before them.
    """

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
    lead: str = ""
    done_lead: str = ""
    done_labels: tuple[str, ...] = ()

    @property
    def done_lines(self) -> Iterator[tuple[str, str]]:
        """Give each of `done` with our words before it, like "Level 2: "."""
        labels = (f"{label}: " for label in self.done_labels)
        return zip(labels if self.done_labels else repeat(""), self.done, strict=False)


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
class Result:
    """The result in words. `holds` says what holds the level back, one constraint a line.

    `next_level` is the level the floors are those of; empty at the top. `figures` are those the
    bank's method names; `leaves_out` says what the method has none of, empty for the weighted mean.
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
    figures: tuple[FigureLine, ...] = ()
    level_title: str = "Readiness level"
    leaves_out: str = ""
    level_is_bank_text: bool = True

    @property
    def has_part_levels(self) -> bool:
        """Whether any part has a level of its own."""
        return any(part.supports != NONE for part in self.parts)

    @property
    def passed_gates(self) -> tuple[GateLine, ...]:
        return tuple(gate for gate in self.gates if gate.tone == "good")

    @property
    def open_gates(self) -> tuple[GateLine, ...]:
        """The gates to look at: not reached, unsupported, or not applicable."""
        return tuple(gate for gate in self.gates if gate.tone != "good")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One link or file; `since` is the day it was too old at first, empty while it is good."""

    text: str
    url: str = ""
    dates: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """One shown question with what was said. `level` of `top` marks are filled where it scores.

    `is_bank_text` says that `answer` is of the bank's own texts, like the text of a level, but for
    its last lines, `own_lines` of them, which say what does not apply.
    """

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
    support: str = ""
    outcome: str = ""
    is_bank_text: bool = False
    own_lines: int = 0

    @property
    def answer_lines(self) -> Iterator[tuple[str, bool]]:
        """Give each line of the answer, and whether it is one of the bank's own texts."""
        last = len(self.answer) - self.own_lines
        return ((words, self.is_bank_text and at < last) for at, words in enumerate(self.answer))


@dataclass(frozen=True, slots=True)
class SectionEntry:
    code: str
    title: str
    score: str
    coverage: str
    questions: tuple[QuestionEntry, ...]
    level: str = ""
    figures: tuple[FigureLine, ...] = ()

    @property
    def figure_words(self) -> str:
        return figure_words(self.figures)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One counted question in the sums of its part, exactly; who said it stands at the question.

    `ends` is empty where the range has one value there.
    """

    code: str
    answer: str
    weight: str
    share: str
    points: str
    ends: str
    confidence: str
    ground: str


@dataclass(frozen=True, slots=True)
class PartLedger:
    """How the figures of one part are made: inputs, sums by name, and what was left out."""

    rows: tuple[LedgerRow, ...]
    sums: tuple[Line, ...]
    left_out: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WholeLedger:
    """How the figures of the whole are made: `limits` are (what, now, allows up to)."""

    limits: tuple[tuple[str, ...], ...]
    sums: tuple[Line, ...]
    left_out: tuple[Line, ...]
    rules: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PartEntry:
    line: PartLine
    description: str
    sections: tuple[SectionEntry, ...]
    ledger: PartLedger | None = None


@dataclass(frozen=True, slots=True)
class BankLine:
    """`language` is that of the bank's texts as the report has them."""

    title: str
    language: str
    version: str
    digest: str
    publisher: str
    licence: str
    attribution: str
    source: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """What one respondent said to one question."""

    name: str
    discipline: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class ApartLine:
    """A question the respondents answer differently; `counts` is the answer until it is settled."""

    number: str
    code: str
    section: str
    title: str
    spread: str
    weight: str
    counts: str
    named: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True)
class SettledLine:
    """What the team agreed on, why, and what others had said."""

    number: str
    code: str
    section: str
    title: str
    answer: str
    reason: str
    by: str
    dissent: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Krippendorff's alpha of one part, over levels and over choices, in words where undefined."""

    part: str
    levels: str
    choices: str


@dataclass(frozen=True, slots=True)
class ApartPages:
    """The pages of an assessment several people answered blind."""

    respondents: tuple[str, ...]
    agreement: tuple[AgreementLine, ...]
    apart: tuple[ApartLine, ...]
    settled: tuple[SettledLine, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report. `on` is the ISO day it speaks of, `digest` that of its frozen inputs.

    `language` is that of the report's own words; the texts of the bank may be in another.
    `enclosed` is carried by the files and shown by none; `apart` is there where several people
    answered blind, `changed` where an earlier moment was chosen to compare with. `logo` is the PNG
    that `look` names, in base64.
    """

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
    enclosed: Enclosed
    look: ReportLook
    apart: ApartPages | None = None
    ledger: WholeLedger | None = None
    changed: ChangedPages | None = None
    logo: str = ""

    @property
    def other_language(self) -> str:
        """The language of the bank's texts where the words are in another; else empty."""
        return "" if self.bank.language == self.language else self.bank.language
