"""How score and level of a product went: its milestones, and its assessments as they stand now.

Everything is read from stored results, so that nothing is scored for a trend.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.answers.models import Milestone
from assessments.reports.figures import NONE, range_words
from assessments.reports.trend_chart import Point, trend_chart
from assessments.scoring.display import percent
from assessments.scoring.scorecard import Range
from assessments.web.rows import Row

FEWEST_POINTS = 2
MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One moment: a milestone, or an assessment as it stands, with its score in 0..1.

    `figures` is None where the bank's method gives no score.
    """

    name: str
    address: str
    at: datetime
    kept: bool
    state: str
    level: str
    is_draft: bool
    is_provisional: bool
    figures: Range | None

    @property
    def overall(self) -> str:
        return percent(self.figures.score) if self.figures else NONE

    @property
    def range(self) -> str:
        return range_words(self.figures) if self.figures else NONE

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.at), "DATE_FORMAT")


@dataclass(frozen=True, slots=True)
class Trend:
    """The moments with a result, oldest first; the drawing where two of them have a score.

    `left_out` counts the oldest ones, where there are more than one page can show.
    """

    rows: Sequence[TrendRow]
    left_out: int = 0
    svg: str = ""


def trend_of(rows: Iterable[Row], milestones: Iterable[Milestone]) -> Trend:
    """Lay out the trend (no query).

    An assessment nobody changed since its milestone is shown by the milestone alone.

    Args:
        rows: the product's assessments, without those still blind.
        milestones: as `milestones_of_product` gives them.
    """
    kept = list(milestones)
    frozen = {(one.assessment_id, one.revision) for one in kept}
    found = [_of_milestone(one) for one in kept if one.overall["score"] or one.result]  # type: ignore[attr-defined]  # annotated
    found += [
        _of_assessment(row)
        for row in rows
        if (row.overall or row.level) and (row.assessment.pk, row.assessment.revision) not in frozen
    ]
    found.sort(key=lambda row: row.at)
    shown = found[-MOST_POINTS:]
    scored = [row for row in shown if row.figures]
    if len(scored) < FEWEST_POINTS:
        return Trend(shown, len(found) - len(shown))
    title, said = _("Overall score over time"), _said(scored)
    points = [_point(row, row.figures) for row in scored if row.figures]
    drawn = trend_chart(points, prefix="trend", title=title, description=said)
    return Trend(shown, len(found) - len(shown), drawn)


def _of_milestone(milestone: Any) -> TrendRow:
    overall = milestone.overall
    return TrendRow(
        name=milestone.name,
        address=milestone.get_absolute_url(),
        at=milestone.made_at,
        kept=True,
        state=_("Milestone"),
        level=milestone.result or milestone.level_name or "",
        is_draft=bool(milestone.draft),
        is_provisional=bool(milestone.provisional),
        figures=_range(overall["score"], overall["low"], overall["high"])
        if overall["score"]
        else None,
    )


def _of_assessment(row: Row) -> TrendRow:
    assessment, summary = row.assessment, row.assessment.summary
    now = summary.get("overall")
    bounds = (summary.get(f"overall_{bound}") or now for bound in ("low", "high"))
    return TrendRow(
        name=assessment.name,
        address=assessment.get_absolute_url(),
        at=assessment.touched_at,
        kept=False,
        state=assessment.get_state_display(),
        level=row.level,
        is_draft=row.is_draft,
        is_provisional=row.is_provisional,
        figures=_range(now, *bounds) if now else None,
    )


def _range(*figures: Mapping[str, str]) -> Range:
    score, low, high = (Fraction(one["exact"]) / 100 for one in figures)
    return Range(score, low, high)


def _said(rows: Sequence[TrendRow]) -> str:
    return "; ".join(_moment(row) for row in rows) + "."


def _moment(row: TrendRow) -> str:
    """Say one moment in words; where nothing is open there is nothing it could be besides."""
    said = {"name": row.name, "day": row.day, "score": row.overall, "level": _level(row)}
    if row.range == row.overall:
        return _("%(name)s, %(day)s: %(score)s, %(level)s") % said
    form = _("%(name)s, %(day)s: %(score)s, could be %(range)s, %(level)s")
    return form % {**said, "range": row.range}


def _point(row: TrendRow, found: Range) -> Point:
    return Point(row.day, _level(row), found.score, found.low, found.high, kept=row.kept)


def _level(row: TrendRow) -> str:
    return row.level or _("No level yet")
