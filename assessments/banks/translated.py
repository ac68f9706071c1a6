"""The texts of a draft beside their translations, and how much of each language there is. Pure."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assessments.banks.draft_tree import BANK, SCORING, Node, elements
from assessments.banks.formats.canonical import canonical_json
from assessments.scoring.outline import outline
from assessments.scoring.wording import Wording, wordings

LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts of one element, or of the whole, are translated."""

    code: str
    title: str
    done: int
    total: int

    @property
    def is_whole(self) -> bool:
        return self.done == self.total

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.done // self.total if self.total else 100


def _holder(key: str) -> str:
    """Give the code of the element a translation key belongs to."""
    head, slash, _rest = key.partition("/")
    if not slash or head == "asides":
        return BANK
    return SCORING if head == "scoring" else head


def _by_element(content: Node) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for wording in wordings(outline(content)):
        found.setdefault(_holder(wording.key), []).append(wording)
    return found


def texts_of(content: Node, code: str) -> list[Wording]:
    """List the texts of an element that are not empty; none where there is no such element."""
    return _by_element(content).get(code, [])


def texts_digest(content: Node, language: str, code: str) -> str:
    """Give the digest of an element's texts and translations: what a translator had before them."""
    held = content.get("translations", {}).get(language, {})
    pairs = [[one.key, one.text, held.get(one.key, "")] for one in texts_of(content, code)]
    return hashlib.sha256(canonical_json({"texts": pairs}).encode()).hexdigest()[:32]


def coverage(content: Node, language: str) -> tuple[Coverage, list[Coverage]]:
    """Give the coverage of the whole, and of each element with texts in the order of the file."""
    held = content.get("translations", {}).get(language, {})
    by_code = _by_element(content)
    rows = [
        Coverage(code, title, sum(one.key in held for one in by_code[code]), len(by_code[code]))
        for code, title in _titles(content)
        if code in by_code
    ]
    whole = Coverage("", "", sum(row.done for row in rows), sum(row.total for row in rows))
    return whole, rows


def _titles(content: Node) -> Iterator[tuple[str, str]]:
    yield BANK, str(content.get("title", ""))
    yield SCORING, ""
    for element in elements(content):
        yield element.code, str(element.node.get("title") or element.code)
