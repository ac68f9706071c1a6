"""What each cause did to each part, as SVG text: gains right of a line, losses left of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessments.reports.figures import signed
from assessments.reports.svg import INK, MUTED, TRACK, WIDTH, image, rect, short, text
from assessments.scoring.causes import Cause

COLOURS: Final = {
    Cause.ANSWERS: "#3350c8",
    Cause.KNOWN: "#2a8a66",
    Cause.NOT_APPLICABLE: "#8a93a3",
    Cause.EXPIRED: "#d99a3d",
    Cause.BANK: "#8f4bb8",
}
# How many points the chart may reach to each side: the first of these that holds every bar.
_REACHES: Final = (5, 10, 20, 40, 60, 100, 200)
_LEFT: Final = 196
_RIGHT: Final = 64
_ROW: Final = 34
_KEYS_A_LINE: Final = 3


@dataclass(frozen=True, slots=True)
class ChangeBar:
    """One part: its name, its change in words, and what each cause did, in -1..1."""

    label: str
    words: str
    shares: Sequence[tuple[Cause, Fraction]]


@dataclass(frozen=True, slots=True)
class CauseKey:
    """A cause at work and what it is called."""

    cause: Cause
    name: str


def change_chart(
    bars: Sequence[ChangeBar],
    keys: Sequence[CauseKey],
    *,
    prefix: str,
    title: str,
    description: str,
) -> str:
    """Draw a bar for each part, cut by cause, with the sum in words and a key below."""
    reach = _reach(bars)
    bottom = len(bars) * _ROW
    drawn = [*_scale(reach, bottom)]
    for index, bar in enumerate(bars):
        drawn += _bar(bar, index * _ROW, reach)
    drawn += [_key(key, index, bottom + 34) for index, key in enumerate(keys)]
    lines = -(-len(keys) // _KEYS_A_LINE)
    return image(bottom + 34 + lines * 22, prefix, title, description, "".join(drawn))


def _reach(bars: Sequence[ChangeBar]) -> int:
    sides = [
        sum((abs(share) for _, share in bar.shares if (share > 0) is up), Fraction(0))
        for bar in bars
        for up in (True, False)
    ]
    longest = 100 * max(sides, default=Fraction(0))
    return next((reach for reach in _REACHES if longest <= reach), int(longest) + 1)


def _x(points: Fraction | int, reach: int) -> float:
    half = (WIDTH - _LEFT - _RIGHT) / 2
    return _LEFT + half + float(points) / reach * half


def _scale(reach: int, bottom: int) -> Iterator[str]:
    for mark in (-reach, 0, reach):
        x, colour = _x(mark, reach), TRACK if mark else MUTED
        kind = "chart-grid" if mark else "chart-zero"
        yield (
            f'<line class="{kind}" x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{bottom}" '
            f'stroke="{colour}" stroke-width="1"/>'
        )
        yield text(x, bottom + 14, signed(Fraction(mark), 0), "chart-axis", MUTED, "middle", 10)


def _bar(bar: ChangeBar, top: int, reach: int) -> Iterator[str]:
    yield text(0, top + 22, short(bar.label), "chart-label", INK, size=13)
    ends = {True: Fraction(0), False: Fraction(0)}
    for cause, share in bar.shares:
        start = ends[share > 0]
        ends[share > 0] = end = start + 100 * share
        left, right = sorted((_x(start, reach), _x(end, reach)))
        name = f"chart-cause-{cause.value.replace('_', '-')}"
        yield rect(left, top + 9, right - left, 16, name, COLOURS[cause])
    yield text(WIDTH, top + 22, bar.words, "chart-figure", INK, "end", bold=True)


def _key(key: CauseKey, index: int, top: int) -> str:
    x = index % _KEYS_A_LINE * WIDTH / _KEYS_A_LINE
    y = top + index // _KEYS_A_LINE * 22
    name = f"chart-cause-{key.cause.value.replace('_', '-')}"
    return rect(x, y, 10, 10, name, COLOURS[key.cause]) + text(
        x + 16, y + 9, key.name, "chart-axis", MUTED, size=12
    )
