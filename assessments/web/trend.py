"""How score and level of a product went: its assessments in order of their last change.

Everything is read from the stored summaries, so it costs no statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.reports.charts import Point, trend_chart
from assessments.web.rows import Row

FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class Trend:
    """The rows with a score, oldest first; the drawing and its words where there are two."""

    rows: Sequence[Row]
    svg: str = ""
    words: str = ""


def trend_of(rows: Sequence[Row]) -> Trend:
    """Lay out the trend (no query)."""
    scored = sorted(
        (row for row in rows if row.overall),
        key=lambda row: (row.assessment.touched_at, row.assessment.pk),
    )
    if len(scored) < FEWEST_POINTS:
        return Trend(scored)
    title, said = _("Overall score over time"), _said(scored)
    points = [_point(row) for row in scored]
    drawn = trend_chart(points, prefix="trend", title=title, description=said)
    return Trend(scored, drawn, f"{title}: {said}")


def _said(rows: Sequence[Row]) -> str:
    form = _("%(name)s, %(day)s: %(score)s %%, %(level)s")
    each = (
        {"name": row.assessment.name, "day": _day(row), "score": row.overall, "level": _level(row)}
        for row in rows
    )
    return "; ".join(form % said for said in each) + "."


def _point(row: Row) -> Point:
    exact = Fraction(row.assessment.summary["overall"]["exact"])
    return Point(_day(row), _level(row), exact / 100)


def _day(row: Row) -> str:
    return date_format(timezone.localtime(row.assessment.touched_at), "DATE_FORMAT")


def _level(row: Row) -> str:
    return row.level or _("No level yet")
