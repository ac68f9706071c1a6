"""Charts as SVG text, the same string on a page and in a PDF.

Print colours are attributes, classes stand beside them for a page's own colours; nothing inline,
no script, no font file. Every chart is an image with a title and a description of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

from assessments.scoring.display import percent

WIDTH: Final = 640
INK: Final = "#15181d"
MUTED: Final = "#535c69"
TRACK: Final = "#e7eaf0"
SPAN: Final = "#bcc6f0"
BAR: Final = "#3350c8"
FLOOR: Final = "#9a4d00"
PAPER: Final = "#ffffff"
PATTERN: Final = (BAR, "#d99a3d", "#c3cbd6")

_LABEL_WIDTH: Final = 196
_FIGURE_WIDTH: Final = 64
_ROW: Final = 38
_LONGEST_LABEL: Final = 26
_TREND_LEFT: Final = 36
_TREND_RIGHT: Final = 40
_TREND_TOP: Final = 24
_TREND_HEIGHT: Final = 120
_MOST_LABELLED: Final = 4
_MOST_SCORES: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One part: figures in 0..1, and the words that stand beside them; None where unscored."""

    label: str
    words: str
    score: Fraction | None
    high: Fraction | None
    floor: Fraction | None


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder; `reached` up to the result, `wanted` for the target."""

    label: str
    reached: bool
    current: bool
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """One share of a whole, as a count."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a trend: its day and level in words, its score in 0..1."""

    day: str
    level: str
    score: Fraction


def parts_chart(bars: Sequence[Bar], *, prefix: str, title: str, description: str) -> str:
    """Draw each part's score, the range open answers leave, and the floor it needs."""
    height = len(bars) * _ROW + 24
    rows = "".join(_bar(bar, index) for index, bar in enumerate(bars))
    return _image(height, prefix, title, description, _scale(height) + rows)


def ladder_chart(rungs: Sequence[Rung], *, prefix: str, title: str, description: str) -> str:
    """Draw the levels as steps that rise to the right, the reached ones filled."""
    gap, height = 8, 118
    step = (WIDTH - gap * (len(rungs) - 1)) / len(rungs)
    rise = 52 / max(1, len(rungs) - 1)
    drawn = []
    for index, rung in enumerate(rungs):
        x, top = index * (step + gap), 64 - index * rise
        drawn.append(_rung(rung, x, top, step))
    return _image(height, prefix, title, description, "".join(drawn))


def coverage_chart(slices: Sequence[Slice], *, prefix: str, title: str, description: str) -> str:
    """Draw how the questions that apply are answered, as shares of one bar with a key."""
    whole = sum(item.count for item in slices) or 1
    drawn, x = [], 0.0
    for index, item in enumerate(slices):
        width = WIDTH * item.count / whole
        drawn.append(_rect(x, 0, width, 14, f"chart-slice-{index}", PATTERN[index % 3]))
        x += width
    key = "".join(_key(item, index, len(slices)) for index, item in enumerate(slices))
    return _image(44, prefix, title, description, "".join(drawn) + key)


def trend_chart(points: Sequence[Point], *, prefix: str, title: str, description: str) -> str:
    """Draw at least two scores in their order as a line, each with its day and level below.

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
    return _image(height, prefix, title, description, _trend_scale() + line + drawn)


def _place(point: Point, index: int, count: int) -> tuple[float, float]:
    step = (WIDTH - _TREND_LEFT - _TREND_RIGHT) / max(1, count - 1)
    return _TREND_LEFT + index * step, _trend_y(point.score)


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
        drawn.append(_text(_TREND_LEFT - 8, y + 4, str(mark), "chart-axis", MUTED, "end", 10))
    return "".join(drawn)


def _point(point: Point, place: tuple[float, float], index: int, count: int) -> str:
    (x, y), below = place, _TREND_TOP + _TREND_HEIGHT
    drawn = f'<circle class="chart-bar" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BAR}"/>'
    inner = 0 < index < count - 1
    if inner and count > _MOST_SCORES:
        return drawn
    anchor = {0: "start", count - 1: "end"}.get(index, "middle")
    side = "middle" if index else "start"
    drawn += _text(x, y - 9, percent(point.score), "chart-figure", INK, side, 12, bold=True)
    if inner and count > _MOST_LABELLED:
        return drawn
    drawn += _text(x, below + 20, point.day, "chart-axis", MUTED, anchor, 11)
    return drawn + _text(x, below + 36, _short(point.level), "chart-axis", MUTED, anchor, 11)


def _bar(bar: Bar, index: int) -> str:
    top = index * _ROW
    drawn = [
        _text(0, top + 20, _short(bar.label), "chart-label", INK, size=13),
        _rect(_x(Fraction(0)), top + 9, _plot(), 14, "chart-track", TRACK),
    ]
    if bar.score is not None:
        high = bar.high if bar.high is not None else bar.score
        drawn += [
            _rect(_x(Fraction(0)), top + 9, _x(high) - _x(Fraction(0)), 14, "chart-span", SPAN),
            _rect(_x(Fraction(0)), top + 9, _x(bar.score) - _x(Fraction(0)), 14, "chart-bar", BAR),
        ]
    if bar.floor is not None:
        drawn.append(_floor(_x(bar.floor), top))
    drawn.append(_text(WIDTH, top + 20, bar.words, "chart-figure", INK, anchor="end", bold=True))
    return "".join(drawn)


def _floor(x: float, top: int) -> str:
    return (
        _rect(x - 1.5, top + 4, 3, 24, "chart-floor", FLOOR)
        + f'<path class="chart-floor" fill="{FLOOR}" '
        f'd="M{x - 5:.1f} {top + 1} h10 l-5 6 z"/>'
    )


def _scale(height: int) -> str:
    drawn = []
    for mark in (0, 25, 50, 75, 100):
        x = _x(Fraction(mark, 100))
        drawn.append(
            f'<line class="chart-grid" x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height - 18}" '
            f'stroke="{TRACK}" stroke-width="1"/>'
        )
        drawn.append(_text(x, height - 4, str(mark), "chart-axis", MUTED, "middle", 10))
    return "".join(drawn)


def _rung(rung: Rung, x: float, top: float, width: float) -> str:
    fill, name = (BAR, "chart-bar") if rung.current else (SPAN, "chart-span")
    if not rung.reached:
        fill, name = TRACK, "chart-track"
    drawn = _rect(x, top, width, 84 - top, name, fill)
    if rung.wanted and not rung.current:
        drawn += _rect(x, top - 4, width, 4, "chart-floor", FLOOR)
    ink = INK if rung.reached else MUTED
    kind = "chart-label" if rung.reached else "chart-axis"
    middle = x + width / 2
    return drawn + _text(
        middle, 102, _short(rung.label), kind, ink, "middle", 13, bold=rung.current
    )


def _key(item: Slice, index: int, count: int) -> str:
    x = index * WIDTH / count
    words = f"{item.label}: {item.count}"
    return _rect(x, 28, 10, 10, f"chart-slice-{index}", PATTERN[index % 3]) + _text(
        x + 16, 37, words, "chart-axis", MUTED, size=12
    )


def _plot() -> int:
    return WIDTH - _LABEL_WIDTH - _FIGURE_WIDTH


def _x(share: Fraction) -> float:
    return _LABEL_WIDTH + float(share) * _plot()


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _rect(x: float, y: float, width: float, height: float, name: str, fill: str) -> str:
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" '
        f'height="{height:.1f}" fill="{fill}"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    name: str,
    fill: str,
    anchor: str = "start",
    size: int = 13,
    *,
    bold: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}"{weight} '
        f'font-family="Open Sans, sans-serif" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _image(height: int, prefix: str, title: str, description: str, drawn: Iterable[str]) -> str:
    name, about = f"{prefix}-title", f"{prefix}-about"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'aria-labelledby="{escape(name)} {escape(about)}">'
        f'<title id="{escape(name)}">{escape(title)}</title>'
        f'<desc id="{escape(about)}">{escape(description)}</desc>{"".join(drawn)}</svg>'
    )
