"""The charts of one result as SVG text, the same string on a page and in a PDF.

Every chart is an image with a title and a description of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap
from typing import Final

from assessments.reports.svg import (
    BAR,
    FLOOR,
    INK,
    MUTED,
    SPAN,
    TRACK,
    WIDTH,
    image,
    rect,
    short,
    text,
)

PATTERN: Final = (BAR, "#d99a3d", "#c3cbd6")

_LABEL_WIDTH: Final = 196
_FIGURE_WIDTH: Final = 64
_ROW: Final = 38
_LINE: Final = 15
_LETTER: Final = 7.2  # the mean width of a letter of 13 px, bold
_MOST_LINES: Final = 3


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


def parts_chart(bars: Sequence[Bar], *, prefix: str, title: str, description: str) -> str:
    """Draw each part's score, the range open answers leave, and the floor it needs."""
    height = len(bars) * _ROW + 24
    rows = "".join(_bar(bar, index) for index, bar in enumerate(bars))
    return image(height, prefix, title, description, _scale(height) + rows)


def ladder_chart(rungs: Sequence[Rung], *, prefix: str, title: str, description: str) -> str:
    """Draw the levels as steps that rise to the right, the reached ones filled."""
    gap = 8
    step = (WIDTH - gap * (len(rungs) - 1)) / len(rungs)
    rise = 52 / max(1, len(rungs) - 1)
    drawn, lines = [], 1
    for index, rung in enumerate(rungs):
        x, top = index * (step + gap), 64 - index * rise
        words = _below(rung.label, step)
        lines = max(lines, len(words))
        drawn.append(_rung(rung, x, top, step, words))
    return image(118 + (lines - 1) * _LINE, prefix, title, description, "".join(drawn))


def coverage_chart(slices: Sequence[Slice], *, prefix: str, title: str, description: str) -> str:
    """Draw how the questions that apply are answered, as shares of one bar with a key."""
    whole = sum(item.count for item in slices) or 1
    drawn, x = [], 0.0
    for index, item in enumerate(slices):
        width = WIDTH * item.count / whole
        drawn.append(rect(x, 0, width, 14, f"chart-slice-{index}", PATTERN[index % 3]))
        x += width
    key = "".join(_key(item, index, len(slices)) for index, item in enumerate(slices))
    return image(44, prefix, title, description, "".join(drawn) + key)


def _bar(bar: Bar, index: int) -> str:
    top = index * _ROW
    drawn = [
        text(0, top + 20, short(bar.label), "chart-label", INK, size=13),
        rect(_x(Fraction(0)), top + 9, _plot(), 14, "chart-track", TRACK),
    ]
    if bar.score is not None:
        high = bar.high if bar.high is not None else bar.score
        drawn += [
            rect(_x(Fraction(0)), top + 9, _x(high) - _x(Fraction(0)), 14, "chart-span", SPAN),
            rect(_x(Fraction(0)), top + 9, _x(bar.score) - _x(Fraction(0)), 14, "chart-bar", BAR),
        ]
    if bar.floor is not None:
        drawn.append(_floor(_x(bar.floor), top))
    drawn.append(text(WIDTH, top + 20, bar.words, "chart-figure", INK, anchor="end", bold=True))
    return "".join(drawn)


def _floor(x: float, top: int) -> str:
    return (
        rect(x - 1.5, top + 4, 3, 24, "chart-floor", FLOOR)
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
        drawn.append(text(x, height - 4, str(mark), "chart-axis", MUTED, "middle", 10))
    return "".join(drawn)


def _below(label: str, width: float) -> list[str]:
    """Give the lines of a label that stays as wide as its step, so that no two run into another."""
    letters = max(4, int(width / _LETTER))
    return wrap(short(label), letters, max_lines=_MOST_LINES, placeholder="…") or [""]


def _rung(rung: Rung, x: float, top: float, width: float, words: Sequence[str]) -> str:
    fill, name = (BAR, "chart-bar") if rung.current else (SPAN, "chart-span")
    if not rung.reached:
        fill, name = TRACK, "chart-track"
    drawn = rect(x, top, width, 84 - top, name, fill)
    if rung.wanted and not rung.current:
        drawn += rect(x, top - 4, width, 4, "chart-floor", FLOOR)
    ink = INK if rung.reached else MUTED
    kind = "chart-label" if rung.reached else "chart-axis"
    middle = x + width / 2
    return drawn + "".join(
        text(middle, 102 + number * _LINE, line, kind, ink, "middle", 13, bold=rung.current)
        for number, line in enumerate(words)
    )


def _key(item: Slice, index: int, count: int) -> str:
    x = index * WIDTH / count
    words = f"{item.label}: {item.count}"
    return rect(x, 28, 10, 10, f"chart-slice-{index}", PATTERN[index % 3]) + text(
        x + 16, 37, words, "chart-axis", MUTED, size=12
    )


def _plot() -> int:
    return WIDTH - _LABEL_WIDTH - _FIGURE_WIDTH


def _x(share: Fraction) -> float:
    return _LABEL_WIDTH + float(share) * _plot()
