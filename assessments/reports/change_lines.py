"""What changed between two moments as values in words, and the pages of a report that show it."""

from dataclasses import dataclass

from assessments.reports.drawn import Chart


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question moved by one cause, with the points it brought its part.

    `number` is that of the later bank, empty where it no longer asks the question.
    """

    number: str
    code: str
    title: str
    cause: str
    before: str
    after: str
    score: str
    confidence: str


@dataclass(frozen=True, slots=True)
class CauseLine:
    """One cause at work: what it did to the whole, and where the level would be by it.

    `alone`: the level had only this cause come in; `without`: had all come in but this one.
    """

    key: str
    name: str
    score: str
    confidence: str
    alone: str
    without: str
    moves_level: bool


@dataclass(frozen=True, slots=True)
class PartChangeLine:
    """One part before and after; `by_cause` pairs the name of each cause with what it did.

    `missing` says why there is no change to give: the part has no score at one of the ends.
    """

    code: str
    title: str
    before: str
    after: str
    change: str
    by_cause: tuple[tuple[str, str], ...]
    confidence_before: str
    confidence_after: str
    questions: tuple[QuestionLine, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Two moments side by side, and what led from one to the other.

    `level_title` is what the later bank calls its result. `is_split` says that scores are split
    among the causes; of other methods than the weighted mean there is no such split.
    """

    headline: str
    level_title: str
    is_split: bool
    level_before: str
    level_after: str
    labels_before: tuple[str, ...]
    labels_after: tuple[str, ...]
    overall_before: str
    overall_after: str
    overall_change: str
    confidence_before: str
    confidence_after: str
    confidence_change: str
    causes: tuple[CauseLine, ...]
    parts: tuple[PartChangeLine, ...]
    quiet: tuple[QuestionLine, ...]
    chart: Chart

    @property
    def has_lines(self) -> bool:
        """Say whether there is anything to tell question by question."""
        return bool(self.quiet) or any(part.questions for part in self.parts)


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """The earlier moment a report is compared with, and what changed since.

    `banks_differ` where the earlier moment answered other versions of the questions.
    """

    name: str
    day: str
    bank: str
    banks_differ: bool
    found: Changed
