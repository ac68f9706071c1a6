"""What changed between two moments as values in words, and the pages of a report that show it."""

from dataclasses import dataclass

from assessments.reports.drawn import Chart


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question moved by one cause, with the points it brought its part.

    `number` is that of the later bank, empty where it no longer asks the question. `figures` pairs
    the name of each figure of the part with what it brought that one, of other methods than the
    weighted mean.
    """

    number: str
    code: str
    title: str
    cause: str
    before: str
    after: str
    score: str
    confidence: str
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def figure_words(self) -> str:
        return " \u00b7 ".join(f"{name} {share}" for name, share in self.figures)


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
class FigureChangeLine:
    """One figure of a method before and after, in its own unit; `by_cause` as of a part.

    `missing` says why there is no change to give. What moves in steps, like a band, has neither a
    change nor a reason.
    """

    code: str
    name: str
    before: str
    after: str
    change: str
    by_cause: tuple[tuple[str, str], ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class PartChangeLine:
    """One part before and after; `by_cause` pairs the name of each cause with what it did.

    `missing` says why there is no change to give: the part has no score at one of the ends. Of
    other methods than the weighted mean the changes are those of `figures`.
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
    figures: tuple[FigureChangeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """Two moments side by side, and what led from one to the other.

    `level_title` is what the later bank calls its result. `is_split` says that both ends have the
    scores of the weighted mean, split among the causes. Of other methods `figures`, those of the
    whole, and the figures of the parts are split; `about_figures` says what is not.
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
    figures: tuple[FigureChangeLine, ...] = ()
    about_figures: tuple[str, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Say whether there are figures of another method to tell of."""
        return bool(self.figures) or any(part.figures for part in self.parts)

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
