"""Proposes and checks the codes of new elements: stable, readable, and never used twice. Pure."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from assessments.banks.errors import CodeRefused

PATTERN: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,3}")
LONGEST: Final = 100
WORDS: Final = 4
SMALL_WORDS: Final = (
    "a an and are by do does for from how in is it of on or that the there this to we what which"
    " who with you your our"
)
LEFT_OUT: Final = frozenset(SMALL_WORDS.split())


def proposed_code(prefix: str, title: str, taken: Collection[str], *, fallback: str) -> str:
    """Make a code of the first words of a title that tell something, under the parent's code."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in LEFT_OUT] or words or [fallback]
    stem = "_".join(telling[:WORDS])[:60].strip("_")
    if not prefix and not stem[0].isalpha():
        stem = f"{fallback}_{stem}"
    return free_code(f"{prefix}.{stem}" if prefix else stem, taken)


def proposed_slug(title: str, taken: Collection[str]) -> str:
    """Make the address of a bank of its title: words of small letters and digits, with hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "bank"
    return free_code(stem, taken, joint="-")


def free_code(stem: str, taken: Collection[str], *, joint: str = "_") -> str:
    """Give the code itself where it is free, else the first with a number that is."""
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}{joint}{number}"
    return code


def checked_code(code: str, taken: Collection[str]) -> str:
    """Give the code back when it may be used for something new.

    Raises:
        CodeRefused: misshapen, or it is or was the code of something else.
    """
    if len(code) > LONGEST or not PATTERN.fullmatch(code):
        shape = _(
            "A code has up to four words of small letters, digits and _, joined by dots, "
            "and at most %(longest)d characters: %(code)s"
        )
        raise CodeRefused(shape % {"longest": LONGEST, "code": code[:LONGEST]})
    if code in taken:
        used = _("The code %(code)s is or was used for something else in this bank.")
        raise CodeRefused(used % {"code": code})
    return code
