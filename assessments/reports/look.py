"""How a report looks: the organisation's colour in the tones it is used in, and its logo; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessments.reports.colours import readable, text_on, tint
from assessments.reports.language import gettext

ACCENT: Final = "#3350c8"


@dataclass(frozen=True, slots=True)
class LogoLine:
    """A logo by the digest of its file; `alt` are the words that stand for it."""

    sha256: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class ReportLook:
    """The tones of one colour: `accent` fills, `ink` is text on white, `on_accent` text on a fill.

    `tint` is the light tone of a bar that could still grow.
    """

    accent: str
    ink: str
    on_accent: str
    tint: str
    logo: LogoLine | None = None


def look_of(frozen: Mapping[str, Any], organisation: str) -> ReportLook:
    """Give the look that frozen inputs ask for; the house's own without one."""
    accent = frozen.get("accent") or ACCENT
    ink, logo = readable(accent), frozen.get("logo")
    line = (
        LogoLine(**logo, alt=gettext("Logo of {organisation}", organisation=organisation))
        if logo
        else None
    )
    return ReportLook(accent, ink, text_on(accent), tint(ink), line)
