"""The name a file is kept under: one line, safe on every file system, its true ending last."""

import re
import unicodedata
from typing import Final

MOST_BYTES: Final = 180
_UNSAFE: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]+')
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def kept_name(raw: str, endings: tuple[str, ...]) -> str:
    """Give the name without path, hidden characters and false ending, short enough for a header.

    Args:
        raw: as it was sent.
        endings: what the name may end in; the first is added where it ends in none of them.
    """
    name = _visible(re.split(r"[/\\]", raw)[-1])
    ending = next((one for one in endings if name.lower().endswith(one)), "")
    stem = name[: len(name) - len(ending)].strip(" .")
    if not stem or _RESERVED.fullmatch(stem.split(".")[0]):
        stem = f"file_{stem}".rstrip("_")
    return _shortened(stem, MOST_BYTES) + (ending.lower() or endings[0])


def _visible(name: str) -> str:
    """Drop what cannot be seen, like the marks that turn the direction of writing."""
    shown = "".join(
        char
        for char in unicodedata.normalize("NFC", name)
        if unicodedata.category(char) not in _HIDDEN
    )
    return " ".join(_UNSAFE.sub("_", shown).split())


def _shortened(stem: str, most: int) -> str:
    """Cut after whole characters, so that the UTF-8 form has at most so many bytes."""
    return stem.encode()[:most].decode(errors="ignore").rstrip(" .")
