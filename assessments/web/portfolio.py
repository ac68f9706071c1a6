"""The portfolio as its table shows it; everything is read from stored summaries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.answers.comparing import compare
from assessments.answers.models import Assessment
from assessments.answers.portfolio import Page
from assessments.scoring.bank import Bank
from assessments.scoring.comparison import Field
from assessments.scoring.display import percent_span, rounded
from assessments.web.compared import Compared
from assessments.web.rows import Row, whole_percent

BANDS: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of one product: score and range in whole percent, and one of five shades."""

    title: str
    score: str = ""
    range: str = ""
    band: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """How the overall score moved since the assessment before, in points."""

    points: Fraction
    since: Assessment

    @property
    def size(self) -> str:
        return rounded(abs(self.points), 1)

    @property
    def way(self) -> str:
        if self.size == rounded(Fraction(0), 1):
            return "same"
        return "up" if self.points > 0 else "down"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product by its current assessment."""

    row: Row
    cells: Sequence[Cell]
    trend: Trend | None
    has_other_bank: bool
    compared: Compared
    today: date

    @property
    def assessment(self) -> Assessment:
        return self.row.assessment

    @property
    def age(self) -> str:
        days = max(0, (self.today - self.assessment.touched_at.date()).days)
        if days == 0:
            return _("today")
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}

    @property
    def spread(self) -> str:
        summary = self.assessment.summary if self.row.is_begun else {}
        low, high = (whole_percent(summary.get(key)) for key in ("overall_low", "overall_high"))
        return between(low, high)

    @property
    def failing(self) -> int:
        return len(self.assessment.summary.get("gates_failing", ())) if self.row.is_begun else 0


def product_rows(page: Page, bank: Bank, field: Field, today: date) -> list[ProductRow]:
    """Lay out a page of the portfolio (no query)."""
    return [_product_row(one, page.previous, bank, field, today) for one in page.rows]


def _product_row(
    one: Assessment, previous: Mapping[int, Assessment], bank: Bank, field: Field, today: date
) -> ProductRow:
    row, before = Row(one), previous.get(one.product_id)
    same = before is not None and before.bank_id == one.bank_id
    return ProductRow(
        row,
        list(cells(row, bank)),
        _trend(row, before) if before is not None and same else None,
        before is not None and not same,
        Compared(compare(field, one)),
        today,
    )


def _trend(row: Row, before: Assessment) -> Trend | None:
    if not row.is_begun:
        return None
    now, then = (one.summary.get("overall") for one in (row.assessment, before))
    if not now or not then:
        return None
    return Trend(Fraction(now["exact"]) - Fraction(then["exact"]), before)


def titles(bank: Bank) -> list[str]:
    return [part.short_title or part.title for part in bank.parts]


def cells(row: Row, bank: Bank) -> Iterator[Cell]:
    """Give one cell for each part of the bank's newest version."""
    known = row.assessment.summary.get("parts", {})
    for part, title in zip(bank.parts, titles(bank), strict=True):
        if not row.is_begun:
            yield Cell(title, missing=_("no answers yet"))
        elif part.code not in known:
            yield Cell(title, missing=_("not in its version"))
        else:
            yield _cell(title, known[part.code])


def _cell(title: str, part: Mapping[str, Any]) -> Cell:
    score = part.get("score")
    if not score:
        return Cell(title, missing=part.get("figures") or _("nothing applies"))
    low, high = whole_percent(part.get("low")), whole_percent(part.get("high"))
    band = min(BANDS - 1, int(Fraction(score["exact"]) * BANDS / 100))
    return Cell(title, whole_percent(score), between(low, high), band + 1)


def between(low: str, high: str) -> str:
    """Give a range in words only where it is one."""
    return f"{low}\u2013{high}" if low and high and low != high else ""


def shades(rows: Iterable[ProductRow]) -> list[str]:
    """Say what each shade means, where one is shown."""
    if not any(cell.band for row in rows for cell in row.cells):
        return []
    step = 100 // BANDS
    bounds = ((n * step, (n + 1) * step - (n + 1 < BANDS)) for n in range(BANDS))
    return [percent_span(str(low), str(high)) for low, high in bounds]
