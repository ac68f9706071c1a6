"""Turns plain JSON into a PDF with one of our typst files; text is data there, never markup.

The engine runs in a process of its own (`drawer`), and reads nothing but this folder, no package
and no system font.
"""

import atexit
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from assessments.reports.renderers.typst.drawing import Broken, Drawing, Refused

logger = logging.getLogger(__name__)

DOTS_AN_INCH: Final = 150.0
Standard = Literal["ua-1"]
DRAWING: Final = Drawing()
atexit.register(DRAWING.end)


class NotDrawn(RuntimeError):
    """The engine refused the document; the message is for the log, not for people."""


def draw(
    file: str, content: Mapping[str, Any], *, on: date, inputs: Mapping[str, str] | None = None
) -> bytes:
    """Give the PDF of `file` with `content`; the same content gives the same bytes.

    Tagged as PDF/UA-1; what that standard refuses is drawn without the claim, tags stay. What the
    typst file reads beside its content (a file to attach, colours) is in `inputs`.

    Raises:
        NotDrawn: the engine could not draw the document at all.
    """
    data = {
        "document": json.dumps(content, ensure_ascii=False, sort_keys=True),
        **(inputs or {}),
    }
    try:
        return _compile(file, data, on, "ua-1")
    except Refused as refused:
        logger.warning("drawn without PDF/UA-1: %s", str(refused)[:500])
    try:
        return _compile(file, data, on, None)
    except Refused as error:
        raise NotDrawn(str(error)[:2000]) from error


def draw_image(drawings: Sequence[str]) -> bytes:
    """Give SVG drawings below each other as one PNG; the same drawings give the same bytes.

    Raises:
        NotDrawn: the engine could not draw them.
    """
    order = {
        "file": "image.typ",
        "sys_inputs": {"drawings": json.dumps(drawings)},
        "format": "png",
        "ppi": DOTS_AN_INCH,
    }
    try:
        return DRAWING.compile(order)
    except Refused as error:
        raise NotDrawn(str(error)[:2000]) from error
    except Broken as error:
        raise NotDrawn(f"the process that draws {error}") from error


def refused_characters(characters: str) -> frozenset[str]:
    """Give those of the characters that no font has a glyph for (one run of the engine)."""
    if not characters:
        return frozenset()
    try:
        _compile("glyphs.typ", {"document": characters}, date(2000, 1, 1), "ua-1")
    except Refused as refused:
        said = refused.said
        return frozenset(each for each in characters if f'the text `"{each}"`' in said)
    return frozenset()


def _compile(file: str, data: dict[str, str], on: date, standard: Standard | None) -> bytes:
    order = {
        "file": file,
        "format": "pdf",
        "sys_inputs": data,
        "pdf_standards": standard,
        "timestamp": int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    }
    try:
        return DRAWING.compile(order)
    except Broken as error:
        raise NotDrawn(f"the process that draws {error}") from error
