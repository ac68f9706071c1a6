"""The strokes every chart is made of: SVG text with print colours and classes, nothing inline.

Print colours are attributes, classes stand beside them for a page's own colours; no script, no
font file. Every text is escaped here.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

WIDTH: Final = 640
INK: Final = "#15181d"
MUTED: Final = "#535c69"
TRACK: Final = "#e7eaf0"
SPAN: Final = "#bcc6f0"
BAR: Final = "#3350c8"
FLOOR: Final = "#9a4d00"

_LONGEST_LABEL: Final = 26


def short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def rect(x: float, y: float, width: float, height: float, name: str, fill: str) -> str:
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" '
        f'height="{height:.1f}" fill="{fill}"/>'
    )


def text(
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


def image(height: int, prefix: str, title: str, description: str, drawn: Iterable[str]) -> str:
    name, about = f"{prefix}-title", f"{prefix}-about"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'aria-labelledby="{escape(name)} {escape(about)}">'
        f'<title id="{escape(name)}">{escape(title)}</title>'
        f'<desc id="{escape(about)}">{escape(description)}</desc>{"".join(drawn)}</svg>'
    )
