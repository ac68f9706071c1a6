"""The seal of a DOCX: over the words of every paragraph, not over how they look.

Those beside the text count too: headers, footers, notes and comments. Office programs name and
repeat these parts as they like, so that their distinct words count, without the page numbers.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assessments.reports.renderers.docx_body import SPACE
from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.sealed.packages import (
    MAIN_PARTS,
    data_and_seal,
    open_package,
    parsed,
    put_seal,
)

_W: Final = f"{{{SPACE}}}"
_BESIDE: Final = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_FIELD: Final = f"{_W}fldChar"
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}

put = put_seal


def read(content: bytes) -> Contents:
    """Take the file apart; a paragraph is known by its number.

    Raises:
        NotReadable: it is no DOCX.
    """
    parts = open_package(content)
    if MAIN_PARTS["docx"] not in parts:
        raise NotReadable
    body = parsed(parts[MAIN_PARTS["docx"]])
    words = ("".join(_words(one)) for one in body.iter(f"{_W}p"))
    visible = {f"paragraph {number}": text for number, text in enumerate(words, 1) if text}
    beside = sorted({text for text in _beside(parts) if text.strip()})
    visible |= {f"line beside the text {number}": text for number, text in enumerate(beside, 1)}
    return Contents(visible, *data_and_seal(parts))


def _beside(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in filter(_BESIDE.fullmatch, parts):
        for paragraph in parsed(parts[name]).iter(f"{_W}p"):
            yield "".join(_outside_fields(paragraph))


def _outside_fields(paragraph: etree._Element) -> Iterator[str]:
    """Give the words that are no field, in either of the two ways a field is written."""
    depth = 0
    for piece in paragraph.iter(f"{_W}t", _FIELD, *_BREAKS):
        depth += {"begin": 1, "end": -1}.get(piece.get(f"{_W}fldCharType", ""), 0)
        is_field = depth > 0 or piece.tag == _FIELD
        if not is_field and next(piece.iterancestors(f"{_W}fldSimple"), None) is None:
            yield _BREAKS.get(piece.tag, "") or piece.text or ""


def _words(paragraph: etree._Element) -> Iterator[str]:
    for piece in paragraph.iter(f"{_W}t", *_BREAKS):
        yield _BREAKS.get(piece.tag, "") or piece.text or ""
