"""The portfolio as CSV: one line a product, figures in percent at four places."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from assessments.answers.comparing import as_share, compare
from assessments.scoring.bank import Bank
from assessments.scoring.comparison import Field
from assessments.scoring.display import PLACES, rounded
from assessments.web.compared import Compared
from assessments.web.csv_lines import csv_lines
from assessments.web.portfolio import titles
from assessments.web.rows import Row

COLUMNS: Final = (
    "product",
    "team",
    "bank",
    "version",
    "assessment",
    "state",
    "level",
    "score",
    "lowest",
    "highest",
    "score_before",
    "gates_failing",
    "last_change",
    "days_since",
    "due",
    "percentile",
    "teams_compared",
)


def as_csv(bank: Bank, rows: Iterable[Any], field: Field, today: date) -> Iterator[str]:
    """Write a heading and a line for each row; three columns a part of the bank's newest version.

    `rows` come from `portfolio_rows`. The score before is left out where it was of another bank.
    """
    parts = [f"{name} {of}" for name in titles(bank) for of in ("score", "lowest", "highest")]
    lines = (
        [*_product(Row(one)), *_result(Row(one), field, today), *_parts(Row(one), bank)]
        for one in rows
    )
    return csv_lines([*COLUMNS, *parts], lines)


def _product(row: Row) -> Iterator[Any]:
    one = row.assessment
    yield from (one.product_name, one.team, one.bank_version.bank, one.bank_version)
    yield from (one, one.get_state_display(), row.level)


def _result(row: Row, field: Field, today: date) -> Iterator[Any]:
    one, summary = row.assessment, row.assessment.summary if row.is_begun else {}
    yield from (_value(summary.get(key)) for key in ("overall", "overall_low", "overall_high"))
    yield "" if one.score_before is None else rounded(100 * as_share(one.score_before), PLACES)
    yield ", ".join(summary.get("gates_failing", ()))
    yield one.touched_at.date().isoformat()
    yield max(0, (today - one.touched_at.date()).days)
    yield one.due_date.isoformat() if one.due_date else ""
    compared = Compared(compare(field, one))
    yield compared.percentile
    yield compared.found.teams if compared.percentile else ""


def _parts(row: Row, bank: Bank) -> Iterator[str]:
    known = row.assessment.summary.get("parts", {}) if row.is_begun else {}
    for part in bank.parts:
        figures = known.get(part.code, {})
        yield from (_value(figures.get(key)) for key in ("score", "low", "high"))


def _value(figure: dict[str, str] | None) -> str:
    return figure["value"] if figure else ""
