"""What each level takes, as SVG text: steps that rise from level to level with the effort."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessments.reports.svg import BAR, INK, MUTED, TRACK, WIDTH, image, short, text

_LEFT: Final = 8
_HEIGHT: Final = 120
_GROUND: Final = 150
_BELOW: Final = 30


@dataclass(frozen=True, slots=True)
class Effort:
    """One level with the person-days it takes, and in words; None where no way leads there."""

    level: str
    days: Fraction | None
    words: str


def effort_chart(efforts: Sequence[Effort], *, prefix: str, title: str, description: str) -> str:
    """Draw the effort of each level as a step of a rising curve, a level without a way as none."""
    most = max((each.days for each in efforts if each.days is not None), default=Fraction(0))
    width = (WIDTH - 2 * _LEFT) / max(1, len(efforts))
    drawn, corners = [_ground()], list[str]()
    for index, each in enumerate(efforts):
        left, top = _LEFT + index * width, _GROUND - _height(each.days, most)
        if each.days is not None:
            corners += [f"{left:.1f},{top:.1f}", f"{left + width:.1f},{top:.1f}"]
        drawn.append(_words(each, left + width / 2, top))
    path = " ".join(corners)
    drawn.append(
        f'<polyline class="chart-line" points="{path}" fill="none" stroke="{BAR}" '
        f'stroke-width="3" stroke-linejoin="round"/>'
    )
    return image(_GROUND + _BELOW, prefix, title, description, "".join(drawn))


def _words(each: Effort, middle: float, top: float) -> str:
    figure = text(middle, top - 9, each.words, "chart-figure", INK, "middle", 12, bold=True)
    name = short(each.level)
    return figure + text(middle, _GROUND + 20, name, "chart-axis", MUTED, "middle", 12)


def _ground() -> str:
    ends = f'x1="{_LEFT}" y1="{_GROUND}" x2="{WIDTH - _LEFT}" y2="{_GROUND}"'
    return f'<line class="chart-grid" {ends} stroke="{TRACK}" stroke-width="1"/>'


def _height(days: Fraction | None, most: Fraction) -> float:
    return float(days / most) * _HEIGHT if days and most else 0.0
