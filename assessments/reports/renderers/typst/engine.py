"""Turns plain JSON into a PDF with one of our typst files; text is data there, never markup.

The engine reads nothing but this folder, no package and no system font, and releases the
interpreter while it works.
"""

import ctypes
import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import typst

logger = logging.getLogger(__name__)

Standard = Literal["ua-1"]
FOLDER: Final = Path(__file__).resolve().parent
EMPTY_RUNS: Final = 8


class NotDrawn(RuntimeError):
    """The engine refused the document; the message is for the log, not for people."""


@cache
def fonts() -> typst.Fonts:
    """Give the fonts of all renders, read once: Open Sans and those inside the engine."""
    found = find_spec("ttf_opensans")
    if found is None or found.origin is None:
        raise NotDrawn("the package ttf-opensans is not installed")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(found.origin).parent / "ttf")],
    )


def draw(file: str, content: Mapping[str, Any], *, on: date) -> bytes:
    """Give the PDF of `file` with `content`; the same content gives the same bytes.

    Tagged as PDF/UA-1; what that standard refuses is drawn without the claim, tags stay.

    Raises:
        NotDrawn: the engine could not draw the document at all.
    """
    data = json.dumps(content, ensure_ascii=False, sort_keys=True)
    try:
        return _compile(file, data, on, "ua-1")
    except typst.TypstError as refused:
        logger.warning("drawn without PDF/UA-1: %s", str(refused)[:500])
    try:
        return _compile(file, data, on, None)
    except typst.TypstError as error:
        raise NotDrawn(str(error)[:2000]) from error


def refused_characters(characters: str) -> frozenset[str]:
    """Give those of the characters that no font has a glyph for (one run of the engine)."""
    if not characters:
        return frozenset()
    try:
        _compile("glyphs.typ", characters, date(2000, 1, 1), "ua-1")
    except typst.TypstError as refused:
        said = str(getattr(refused, "diagnostic", refused))
        return frozenset(each for each in characters if f'the text `"{each}"`' in said)
    return frozenset()


def release_memory() -> None:
    """Let go of what the last renders left behind; call it when nobody waits (about 30 ms).

    The engine keeps every result until ten further runs did without it, 30 MB a report. Empty
    runs age them; what the next report shares with this one is young enough to stay.
    """
    for _ in range(EMPTY_RUNS):
        typst.compile(b"", font_paths=fonts(), format="svg")
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)  # glibc keeps freed pages otherwise


def _compile(file: str, data: str, on: date, standard: Standard | None) -> bytes:
    return typst.compile(
        str(FOLDER / file),
        root=str(FOLDER),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=standard,
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
