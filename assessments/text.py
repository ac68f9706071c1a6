"""The one text gate: every text a person or a file brings in passes through `clean_text`.

It refuses what a database, a PDF or a terminal cannot hold and normalises the rest; it never cuts.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# What a door puts where bytes were no text.
BROKEN = "\x1a"

_BREAK = re.compile(r"[\n\u2028\u2029]")
# Letters and symbols by category that leave no mark: fillers and the blank braille pattern.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800 ")

NOTE_LENGTH = 4000
REASON_LENGTH = 1000
NAME_LENGTH = 200
TITLE_LENGTH = 500
URL_LENGTH = 2000
KEY_DIGITS = 18  # as many as fit the column of a key
COUNT_DIGITS = 9  # and that of a version or revision


@dataclass(frozen=True, slots=True)
class TextProblem(ValueError):
    """Why a text was refused; `code` is stable, `message` is for people."""

    code: str
    message: str

    def __str__(self) -> str:
        return self.message


def whole_number(text: str, *, digits: int = KEY_DIGITS) -> int | None:
    """Read a whole number from 0 of at most so many ASCII digits; None where it is none."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_one else None


def clean_text(raw: str, *, max_length: int = NOTE_LENGTH) -> str:
    """Give the text in NFC with newlines as LF, without spaces at its ends.

    Args:
        raw: what was typed or read.
        max_length: the most characters kept, counted after normalising.

    Raises:
        TextProblem: NUL, half of a surrogate pair, a control character, or too long.
    """
    if "\x00" in raw:
        raise TextProblem("nul", "The text contains a NUL character.")
    if _SURROGATE.search(raw):
        raise TextProblem("surrogate", "The text contains half of a character (lone surrogate).")
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if BROKEN in text:
        raise TextProblem("broken", "The text contains half of a character (lone surrogate).")
    if found := _CONTROL.search(text):
        name = f"U+{ord(found.group()):04X}"
        raise TextProblem("control", f"The text contains a control character ({name}).")
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > max_length:
        over = len(text) - max_length
        raise TextProblem(
            "too_long",
            f"The text has {len(text)} characters, {over} more than the {max_length} allowed.",
        )
    return text


def clean_line(raw: str, *, max_length: int = NAME_LENGTH) -> str:
    """Give a text of one line, like a name.

    Raises:
        TextProblem: as for `clean_text`; more than one line; or only invisible characters.
    """
    line = clean_text(raw, max_length=max_length)
    if _BREAK.search(line):
        raise TextProblem("lines", "The text must stand on one line.")
    if line and not any(_is_visible(char) for char in line):
        raise TextProblem("invisible", "The text has no visible character.")
    return line


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _BLANK


def isolate(text: str) -> str:
    """Give the text without the characters that reorder what stands around it, for outputs."""
    return _BIDI.sub("", text)


def is_web_link(url: str) -> bool:
    """Say whether the text is an http or https address with a host and no blanks."""
    if not re.fullmatch(r"https?://[^\s/?#\\@]+(?:[/?#]\S*)?", url, re.IGNORECASE):
        return False
    try:
        parsed = urlsplit(url)
        return bool(parsed.hostname) and parsed.port != 0
    except ValueError:  # brackets that are no address, a port that is no number
        return False
