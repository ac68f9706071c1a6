"""How posted files are read: their texts marked where they are broken, no more bytes than allowed.

Importing this module makes the encoding `utf-8-marked` known: UTF-8 that marks broken bytes instead
of putting U+FFFD in their place without a word.
"""

import codecs
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from assessments.text import BROKEN

MARKED_UTF8: Final = "utf-8-marked"
MEGABYTE: Final = 1024 * 1024
BODY_IN_FILES: Final = 10  # a body of as many largest files is read to its end and answered


def _mark(error: UnicodeError) -> tuple[str, int]:
    return BROKEN, getattr(error, "end", 0)


def _decode(raw: Any, _errors: str = "strict") -> tuple[str, int]:
    return codecs.utf_8_decode(raw, "mark_broken", True)


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != MARKED_UTF8:
        return None
    return codecs.CodecInfo(codecs.utf_8_encode, _decode, name=MARKED_UTF8)


codecs.register_error("mark_broken", _mark)
codecs.register(_find)


def largest_body() -> int:
    """Give the most bytes of a request that are read at all."""
    return int(settings.MLPM_EVIDENCE_FILE_MB) * MEGABYTE * BODY_IN_FILES


class LimitedUpload(FileUploadHandler):
    """Stands before Django's handlers and lets through little more than the largest file.

    What is over is read and dropped: the file then has more than its limit, the form says so, and
    the other fields of the form are still there.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.MLPM_EVIDENCE_FILE_MB * MEGABYTE else None

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 -- Django's signature
        return None
