"""Colours as WCAG 2.2 measures them: contrast, a tone that can be read on white, text on a fill."""

import re
from typing import Final

ENOUGH: Final = 4.5  # contrast of text, WCAG 2.2, success criterion 1.4.3
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_STEPS: Final = 200
_DARK: Final = 0.04045


class NoColour(ValueError):
    """The text is no colour in the form #3350c8."""


def colour_from(text: str) -> str:
    """Read a colour, with or without the sign in front; gives six small digits with it.

    Raises:
        NoColour: it is something else.
    """
    found = f"#{text.strip().lower().removeprefix('#')}"
    if not _COLOUR.fullmatch(found):
        raise NoColour(text)
    return found


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> str:
    """Give the colour, or the lightest darker tone of it that can be read on white."""
    red, green, blue = _channels(colour)
    tones = ((step * red, step * green, step * blue) for step in range(_STEPS, -1, -1))
    shown = (_colour(*(round(channel / _STEPS) for channel in tone)) for tone in tones)
    return next(tone for tone in shown if contrast(tone, WHITE) >= ENOUGH)


def text_on(colour: str) -> str:
    """Give white where it can be read on the colour, else black, which then can."""
    return WHITE if contrast(colour, WHITE) >= ENOUGH else BLACK


def tint(colour: str) -> str:
    """Give a light tone of a colour, a third of it on white."""
    return _colour(*(255 - (255 - channel) // 3 for channel in _channels(colour)))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _colour(*channels: int) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _DARK else ((channel + 0.055) / 1.055) ** 2.4
