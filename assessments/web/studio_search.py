"""Finds elements of a draft by words of their code and texts, or by what the check says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessments.banks.draft_tree import CHILDREN, Element, Node, elements
from assessments.web.studio_tree import Found

MOST: Final = 100
INSIDE: Final = frozenset({"profile", *CHILDREN.values()})


@dataclass(frozen=True, slots=True)
class Hit:
    """One element that was searched for, and the titles of what it lies in."""

    element: Element
    place: str
    errors: int
    warnings: int

    @property
    def title(self) -> str:
        return str(self.element.node.get("title") or self.element.code)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for, the first hits, and how many there are in all."""

    words: str
    only_findings: bool
    hits: tuple[Hit, ...]
    total: int

    @property
    def was_asked(self) -> bool:
        return bool(self.words or self.only_findings)


def searched(content: Node, found: Found, asked: Mapping[str, str]) -> Search:
    """Find the elements that hold every word asked for, in the order of the draft."""
    words, only = asked.get("q", "").strip()[:200], "findings" in asked
    if not (words or only):
        return Search(words, only_findings=only, hits=(), total=0)
    hits = list(_hits(content, found, words.casefold().split()))
    if only:
        hits = [hit for hit in hits if hit.errors or hit.warnings]
    return Search(words, only_findings=only, hits=tuple(hits[:MOST]), total=len(hits))


def _hits(content: Node, found: Found, words: list[str]) -> Iterator[Hit]:
    titles = {one.code: str(one.node.get("title") or one.code) for one in elements(content)}
    for element in elements(content):
        own = {key: value for key, value in element.node.items() if key not in INSIDE}
        text = " ".join(_texts(own)).casefold()
        if all(word in text for word in words):
            holders = [titles[one] for one in (element.part, element.section) if one in titles]
            code = element.code
            errors, warnings = found.errors.get(code, 0), found.warnings.get(code, 0)
            yield Hit(element, " / ".join(holders), errors, warnings)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
