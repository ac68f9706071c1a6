"""An uploaded logo, judged by its content and drawn anew: nothing else of the file is kept."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from assessments.teams.errors import Refused

LARGEST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000  # a side
FEWEST_PIXELS: Final = 16
KEPT: Final = (900, 360)  # what fits a report at 300 dots an inch


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG of our own making."""

    content: bytes
    width: int
    height: int


def logo_from(content: bytes) -> Logo:
    """Read a PNG or JPEG and draw it anew, upright, as a PNG without anything but its pixels.

    The library that decodes it takes 15 MB and is loaded with the first logo.

    Raises:
        Refused: `logo` is too large, damaged, or something else; the message says which.
    """
    from PIL import Image, ImageOps

    if len(content) > LARGEST_BYTES:
        raise Refused("logo", "too_large", _("The file is larger than 1 MB. Make it smaller."))
    with _decoding():
        image: Image.Image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    _check_size(*image.size)
    with _decoding():
        image = image.convert("RGBA")  # what it was decoded to goes: each takes up to 64 MB
        ImageOps.exif_transpose(image, in_place=True)
    image.thumbnail(KEPT)
    target = io.BytesIO()
    Image.frombytes("RGBA", image.size, image.tobytes()).save(target, "PNG", optimize=True)
    return Logo(target.getvalue(), *image.size)


@contextmanager
def _decoding() -> Iterator[None]:
    """Refuse what cannot be decoded, or would become far larger than it says."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"):  # of many pixels, of odd metadata
            yield
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError) as error:
        words = _("This is no PNG or JPEG image that can be read. SVG is not taken.")
        raise Refused("logo", "unreadable", words) from error


def _check_size(width: int, height: int) -> None:
    if max(width, height) > MOST_PIXELS or min(width, height) < FEWEST_PIXELS:
        words = _("The image has %(width)d by %(height)d pixels; each side may have 16 to 4,000.")
        raise Refused("logo", "pixels", words % {"width": width, "height": height})
