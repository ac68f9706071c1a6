"""The texts of a draft beside their translations, and how much of each language there is. Pure."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from assessments.banks.draft_tree import BANK, SCORING, Node, elements
from assessments.banks.formats.canonical import canonical_json
from assessments.banks.stale import stale_in
from assessments.scoring.outline import outline
from assessments.scoring.wording import Wording, wordings

MadeFrom: TypeAlias = Mapping[str, Mapping[str, str]]
LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts of one element, or of the whole, are translated.

    `done` counts translations of the texts as they are now, `stale` those of what they once said.
    """

    code: str
    title: str
    done: int
    stale: int
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


def coverages(content: Node, made_from: MadeFrom) -> list[tuple[str, Coverage]]:
    """Give the coverage of the whole draft in each of its languages."""
    texts = list(wordings(outline(content)))
    languages = sorted(content.get("translations", {}))
    return [(one, _coverage("", "", texts, *_state(content, made_from, one))) for one in languages]


def coverage(content: Node, made_from: MadeFrom, language: str) -> tuple[Coverage, list[Coverage]]:
    """Give the coverage of the whole, and of each element with texts in the order of the file."""
    by_code, state = _by_element(content), _state(content, made_from, language)
    rows = [
        _coverage(code, title, by_code[code], *state)
        for code, title in _titles(content)
        if code in by_code
    ]
    return _coverage("", "", [one for texts in by_code.values() for one in texts], *state), rows


def _state(
    content: Node, made_from: MadeFrom, language: str
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    held = content.get("translations", {}).get(language, {})
    return held, stale_in(content, made_from, language)


def _coverage(
    code: str,
    title: str,
    texts: list[Wording],
    held: Mapping[str, str],
    stale: Mapping[str, str],
) -> Coverage:
    there = sum(one.key in held for one in texts)
    old = sum(one.key in stale for one in texts)
    return Coverage(code, title, there - old, old, len(texts))


def _titles(content: Node) -> Iterator[tuple[str, str]]:
    yield BANK, str(content.get("title", ""))
    yield SCORING, ""
    for element in elements(content):
        yield element.code, str(element.node.get("title") or element.code)
