"""The seal of a PDF: a comment before the end of the file, over every other byte of it.

A comment moves no object, so that the table of objects stays right. The enclosed data is the
attachment; it is found by its type in the files we make, no other reader of PDF is needed.
"""

import hashlib
import re
import zlib
from typing import Final

from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.seals import seal_from

PAGES: Final = "the pages"
LARGEST_DATA: Final = 64_000_000
_MARK: Final = b"%mlpm-seal "
_END: Final = re.compile(rb"(?:%mlpm-seal ([ -~]{1,4000})\n)?startxref\s+\d+\s+%%EOF\s*\Z")
_ATTACHED: Final = re.compile(rb"<</Length (\d{1,9})/Type/EmbeddedFile/Filter/FlateDecode")


def put(content: bytes, seal: str) -> bytes:
    at = content.rindex(b"startxref")
    return content[:at] + _MARK + seal.encode() + b"\n" + content[at:]


def read(content: bytes) -> Contents:
    """Take the file apart; all its bytes but the seal's count as seen.

    Raises:
        NotReadable: it does not end as a PDF does.
    """
    end = _END.search(content, max(0, len(content) - 6000))
    if end is None:
        raise NotReadable
    bare = content
    if end[1] is not None:
        bare = content[: end.start()] + content[end.end(1) + 1 :]
    seal = seal_from(end[1].decode()) if end[1] else None
    return Contents({PAGES: hashlib.sha256(bare).hexdigest()}, _attached(bare), seal)


def _attached(content: bytes) -> str | None:
    found = _ATTACHED.search(content)
    start = content.find(b"stream\n", found.end()) if found else -1
    if found is None or start < 0:
        return None
    packed = content[start + 7 : start + 7 + int(found[1])]
    try:
        return zlib.decompressobj().decompress(packed, LARGEST_DATA).decode()
    except (zlib.error, UnicodeDecodeError):
        return None
