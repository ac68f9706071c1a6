"""The trend of a score as SVG text, the same string on a page and in a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessments.reports.svg import BAR, INK, MUTED, SPAN, TRACK, WIDTH, image, short, text
from assessments.scoring.display import percent

_TREND_LEFT: Final = 36
_TREND_RIGHT: Final = 40
_TREND_TOP: Final = 24
_TREND_HEIGHT: Final = 120
_MOST_LABELLED: Final = 4
_MOST_SCORES: Final = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a trend: its day and level in words, its score and range in 0..1.

    `kept` says that it is a milestone, which does not change any more.
    """

    day: str
    level: str
    score: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    kept: bool = False


def trend_chart(points: Sequence[Point], *, prefix: str, title: str, description: str) -> str:
    """Draw at least two scores in their order as a line, each with its day and level below.

    Behind the line lies the band from the lowest to the highest each could be; milestones are
    filled dots, what may still change are rings.

    Between the first and the last only the scores are written when there are many, and nothing
    when these would touch.
    """
    places = [_place(point, index, len(points)) for index, point in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    line = (
        f'<polyline class="chart-line" points="{path}" fill="none" stroke="{BAR}" '
        f'stroke-width="2" stroke-linejoin="round"/>'
    )
    drawn = "".join(
        _point(point, place, index, len(points))
        for index, (point, place) in enumerate(zip(points, places, strict=True))
    )
    height = _TREND_TOP + _TREND_HEIGHT + 44
    whole = _trend_scale() + _band(points) + line + drawn
    return image(height, prefix, title, description, whole)


def _place(point: Point, index: int, count: int) -> tuple[float, float]:
    return _trend_x(index, count), _trend_y(point.score)


def _trend_x(index: int, count: int) -> float:
    step = (WIDTH - _TREND_LEFT - _TREND_RIGHT) / max(1, count - 1)
    return _TREND_LEFT + index * step


def _band(points: Sequence[Point]) -> str:
    """Draw the range: there along the highest, back along the lowest."""
    count = len(points)
    there = [(i, p.score if p.high is None else p.high) for i, p in enumerate(points)]
    back = [(i, p.score if p.low is None else p.low) for i, p in enumerate(points)][::-1]
    if [figure for _, figure in there] == [figure for _, figure in reversed(back)]:
        return ""
    corners = ((_trend_x(i, count), _trend_y(figure)) for i, figure in (*there, *back))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon class="chart-band" points="{path}" fill="{SPAN}" fill-opacity="0.5"/>'


def _trend_y(score: Fraction) -> float:
    return _TREND_TOP + float(1 - score) * _TREND_HEIGHT


def _trend_scale() -> str:
    drawn = []
    for mark in (0, 25, 50, 75, 100):
        y = _trend_y(Fraction(mark, 100))
        drawn.append(
            f'<line class="chart-grid" x1="{_TREND_LEFT}" y1="{y:.1f}" '
            f'x2="{WIDTH - _TREND_RIGHT}" y2="{y:.1f}" stroke="{TRACK}" stroke-width="1"/>'
        )
        drawn.append(text(_TREND_LEFT - 8, y + 4, str(mark), "chart-axis", MUTED, "end", 10))
    return "".join(drawn)


def _point(point: Point, place: tuple[float, float], index: int, count: int) -> str:
    (x, y), below = place, _TREND_TOP + _TREND_HEIGHT
    drawn = _dot(x, y, kept=point.kept)
    inner = 0 < index < count - 1
    if inner and count > _MOST_SCORES:
        return drawn
    anchor = {0: "start", count - 1: "end"}.get(index, "middle")
    side = "middle" if index else "start"
    drawn += text(x, y - 9, percent(point.score), "chart-figure", INK, side, 12, bold=True)
    if inner and count > _MOST_LABELLED:
        return drawn
    drawn += text(x, below + 20, point.day, "chart-axis", MUTED, anchor, 11)
    return drawn + text(x, below + 36, short(point.level), "chart-axis", MUTED, anchor, 11)


def _dot(x: float, y: float, *, kept: bool) -> str:
    name, fill = ("chart-dot", BAR) if kept else ("chart-ring", "#ffffff")
    return (
        f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" '
        f'stroke="{BAR}" stroke-width="2"/>'
    )
