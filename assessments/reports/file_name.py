"""The name of a report's file: product, date, level; safe on every file system."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 60
_UNSAFE: Final = re.compile(r"[^\w-]+")
_NOT_ASCII: Final = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(product: str, day: str, level: str, extension: str) -> str:
    """Give like "Arrival-times-2026-11-23-Framed.pdf"; letters of any script stay letters."""
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", product)).strip("-._")[:_LONGEST]
    words = [name or "report", day, _UNSAFE.sub("-", level).strip("-")]
    return f"{'-'.join(word for word in words if word)}.{extension}"


def ascii_name(name: str) -> str:
    """Give the nearest name in ASCII, for clients that read no other."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_ASCII.sub("-", plain).strip("-.") or "report"
