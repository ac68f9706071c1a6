"""The ledgers of a report, one compact table a part; the same sums as the pages of the results."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from assessments.reports.document import LedgerRow, Line, PartLedger, WholeLedger
from assessments.reports.explained_level import explain_floor, explain_level
from assessments.reports.explained_sums import Asked, shown_figure
from assessments.reports.language import Words, gettext
from assessments.reports.ledger_words import (
    GROUNDS,
    answer_words,
    left_out_lines,
    sum_words,
)
from assessments.reports.result import Scored
from assessments.reports.rule_words import OUTLOOK, RULES, rules
from assessments.scoring.answers import BLANK
from assessments.scoring.bank import Part
from assessments.scoring.ledger import Figure, Term
from assessments.scoring.ledger_level import ground_of

NAMES: Final = Words(
    {
        Figure.SCORE: "Score",
        Figure.LOW: "Range, low end",
        Figure.HIGH: "Range, high end",
        Figure.COVERAGE: "Answered",
        Figure.CONFIDENCE: "Confidence",
        Figure.NOT_APPLICABLE: "Called not applicable",
    }
)
OF_WHOLE: Final[tuple[Figure, ...]] = tuple(NAMES)[:-1]


def part_ledger(given: Scored, on: date, part: Part) -> PartLedger:
    """Give the inputs and sums of a part's figures."""
    asked = Asked(given, {}, on, part.code)
    low, high = asked.mean(Figure.LOW).terms, asked.mean(Figure.HIGH).terms
    score = asked.mean(Figure.SCORE)
    floor = explain_floor(asked)
    return PartLedger(
        rows=tuple(
            _row(asked, term, _ends(lowest, highest))
            for term, lowest, highest in zip(score.terms, low, high, strict=True)
        ),
        sums=(*_sums(asked, NAMES), *(Line(gettext("Floors"), text) for text in floor.arithmetic)),
        left_out=tuple(left_out_lines(given, score, reasons=False)),
    )


def whole_ledger(given: Scored, on: date) -> WholeLedger:
    """Give the limits of the level and the sums of the whole, with the rules in words."""
    asked = Asked(given, {}, on, "")
    level = explain_level(asked)
    whole = {figure: NAMES[figure] for figure in OF_WHOLE}
    return WholeLedger(
        limits=tuple((row.label, *row.cells) for row in level.rows),
        sums=(
            *(Line(gettext("Level"), text) for text in level.arithmetic),
            *_sums(asked, whole),
        ),
        left_out=level.left_out,
        rules=rules(*(number for number in RULES if number not in OUTLOOK)),
    )


def _sums(asked: Asked, names: Mapping[Figure, str]) -> Iterator[Line]:
    for figure, name in names.items():
        mean = asked.mean(figure)
        scale = 1 if figure is Figure.CONFIDENCE else 100
        yield Line(name, sum_words(mean, shown_figure(mean, figure), scale=scale))


def _row(asked: Asked, term: Term, ends: str) -> LedgerRow:
    given, code = asked.given, term.code
    counted, months = given.card.questions[code], given.bank.scoring.evidence_months
    return LedgerRow(
        code=code,
        answer=answer_words(given, code),
        weight=str(term.weight),
        share=str(term.factor),
        points=str(term.points),
        ends=ends,
        confidence=str(counted.confidence),
        ground=GROUNDS[ground_of(given.answers.get(code, BLANK), counted, asked.on, months)],
    )


def _ends(low: Term, high: Term) -> str:
    return "" if low.factor == high.factor else f"{low.factor}, {high.factor}"
