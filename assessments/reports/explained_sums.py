"""Explains the figures that are weighted means: scores, ranges, coverage, confidence, shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from assessments.reports import figures
from assessments.reports.explanation import Explanation, Inputs
from assessments.reports.ledger_words import (
    GROUNDS,
    TIMES,
    Said,
    answer_words,
    left_out_lines,
    part_label,
    question_row,
    sum_words,
    term_cells,
    totals_words,
)
from assessments.reports.result import Scored
from assessments.reports.rule_words import rules
from assessments.scoring.answers import BLANK
from assessments.scoring.bank import Part, Section
from assessments.scoring.ledger import Figure, Mean, mean_of, mean_of_whole
from assessments.scoring.ledger_level import ground_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained: `code` names a part, section or gate, empty the whole."""

    given: Scored
    said: Said
    on: date
    code: str

    @property
    def part(self) -> Part | None:
        """The part of that code, where it is asked."""
        shown = (part for part in self.given.bank.parts if part.code not in self.given.card.hidden)
        return next((part for part in shown if part.code == self.code), None)

    @property
    def section(self) -> Section | None:
        """The section of that code, where it is asked."""
        hidden = self.given.card.hidden
        shown = (s for _, s in self.given.bank.iter_sections() if s.code not in hidden)
        return next((section for section in shown if section.code == self.code), None)

    def mean(self, figure: Figure) -> Mean:
        given = self.given
        place = self.part or self.section
        if place is None:
            return mean_of_whole(given.bank, given.answers, given.card, figure, given.found)
        return mean_of(given.bank, given.answers, given.card, figure, place, given.found)

    @property
    def name(self) -> str:
        if self.part is not None:
            return part_label(self.given, self.code)
        return self.section.title if self.section is not None else "Whole result"


_TITLES: Final[Mapping[Figure, str]] = MappingProxyType(
    {
        Figure.SCORE: "Score",
        Figure.COVERAGE: "Answered",
        Figure.CONFIDENCE: "Confidence",
        Figure.NOT_APPLICABLE: "Not applicable",
    }
)
_FACTORS: Final[Mapping[Figure, str]] = MappingProxyType(
    {
        Figure.SCORE: "Share s",
        Figure.COVERAGE: "Answered",
        Figure.CONFIDENCE: "Confidence",
        Figure.NOT_APPLICABLE: "Not applicable",
    }
)
_RULES: Final[Mapping[Figure, tuple[str, ...]]] = MappingProxyType(
    {
        Figure.SCORE: ("S2", "S5", "S6", "S8", "S32"),
        Figure.COVERAGE: ("S22", "S8", "S32"),
        Figure.CONFIDENCE: ("S20", "S21", "S8", "S32"),
        Figure.NOT_APPLICABLE: ("S8", "S19", "S32"),
    }
)


def explain_sum(asked: Asked, figure: Figure) -> Explanation:
    """Explain a figure of a part, a section or the whole that is one weighted mean."""
    mean = asked.mean(figure)
    shown = shown_figure(mean, figure)
    scale = 1 if figure is Figure.CONFIDENCE else 100
    factor = _FACTORS[figure]
    middle = ("Rests on",) if figure is Figure.CONFIDENCE else ("Answer",)
    return Explanation(
        title=f"{_TITLES[figure]}: {asked.name}",
        value=shown,
        rules=rules(*_score_rules(asked, figure), *_RULES[figure]),
        head=_head(asked, middle, ("Weight", factor, f"Weight {TIMES} {factor.lower()}")),
        rows=tuple(_rows(asked, figure, mean)),
        arithmetic=(totals_words(mean), sum_words(mean, shown, scale=scale)),
        left_out=tuple(left_out_lines(asked.given, mean)),
        see=tuple(_see(asked, figure)),
    )


def _score_rules(asked: Asked, figure: Figure) -> tuple[str, ...]:
    if figure is not Figure.SCORE:
        return ()
    if asked.part is not None:
        return ("S10",)
    return ("S9",) if asked.section is not None else ("S12", "S11")


def _head(asked: Asked, middle: tuple[str, ...], figures_head: tuple[str, ...]) -> tuple[str, ...]:
    return ("Question", *middle, *figures_head) if asked.code else ("Part", *figures_head)


def shown_figure(mean: Mean, figure: Figure) -> str:
    """Give the figure as people see it."""
    if mean.value is None:
        return figures.NONE
    if figure is Figure.CONFIDENCE:
        return figures.confidence_words(mean.value)
    return figures.percent(mean.value)


def _rows(asked: Asked, figure: Figure, mean: Mean) -> Iterator[Inputs]:
    given = asked.given
    for term in mean.terms:
        if not asked.code:
            label = part_label(given, term.code)
            yield Inputs(label, term_cells(term), term.code, figure=figure.value)
        else:
            words = _words(asked, figure, term.code)
            yield question_row(given, asked.said, term.code, (words, *term_cells(term)))


def _words(asked: Asked, figure: Figure, code: str) -> str:
    if figure is not Figure.CONFIDENCE:
        return answer_words(asked.given, code)
    given = asked.given
    months = given.bank.scoring.evidence_months
    answer = given.answers.get(code, BLANK)
    return GROUNDS[ground_of(answer, given.card.questions[code], asked.on, months)]


def _see(asked: Asked, figure: Figure) -> Iterator[Inputs]:
    """Lead from a part's score to those of its sections and to what else is made of it."""
    part = asked.part
    if figure is not Figure.SCORE or part is None:
        return
    scores = asked.given.card.parts[part.code].sections
    for section in part.sections:
        if section.code not in asked.given.card.hidden:
            words = figures.score_words(scores[section.code].score)
            yield Inputs(section.title, (words,), section.code, figure="score")
    share = figures.share_words(asked.given.card.parts[part.code].not_applicable_share)
    yield Inputs("Share called not applicable", (share,), part.code, figure="not_applicable")


def explain_range(asked: Asked) -> Explanation:
    """Explain both ends of a range in one table."""
    low, high = asked.mean(Figure.LOW), asked.mean(Figure.HIGH)
    ends = tuple(shown_figure(mean, Figure.SCORE) for mean in (low, high))
    heads = ("Weight", "Lowest s", f"Weight {TIMES} lowest", "Highest s", f"Weight {TIMES} highest")
    return Explanation(
        title=f"Range: {asked.name}",
        value=ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}",
        rules=rules("S23", "S35", *(("S12",) if not asked.code else ()), "S8", "S32"),
        head=_head(asked, ("Answer",), heads),
        rows=tuple(_range_rows(asked, low, high)),
        arithmetic=(f"Low: {sum_words(low, ends[0])}", f"High: {sum_words(high, ends[1])}"),
        left_out=tuple(left_out_lines(asked.given, low)),
    )


def _range_rows(asked: Asked, low: Mean, high: Mean) -> Iterator[Inputs]:
    given = asked.given
    for lowest, highest in zip(low.terms, high.terms, strict=True):
        cells = (*term_cells(lowest), *term_cells(highest)[1:])
        if not asked.code:
            label = part_label(given, lowest.code)
            yield Inputs(label, cells, lowest.code, figure="range")
        else:
            words = answer_words(given, lowest.code)
            yield question_row(given, asked.said, lowest.code, (words, *cells))
