"""The texts of a bank, each under one stable key: what a translation may name, and no more.

Keys: `title`, `<code>/title`, `<code>/levels/2`, `<code>/choices/a/text`,
`scoring/levels/framed/name`, `scoring/streams/a.b/0/title`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scoring.outline import Outline, Place, items, outline

BANK_TEXTS = ("title", "description", "publisher", "licence", "attribution", "source")
GROUP_TEXTS = ("title", "short_title", "description")
QUESTION_TEXTS = ("title", "why", "improvement", "evidence_hint", "source", "unit")
# The lists whose texts have no code, so that their keys name them by their place.
_PLACED = re.compile(
    r"((?:.+/)?(?:asides|levels|examples|resources|streams/[^/]+)/)([0-9]+)((?:/\w+)?)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text people read: its translation key, its path in the file, and the text."""

    key: str
    path: str
    text: str


def texts_in(content: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts of a bank, finished or not, by their translation keys, in their order."""
    return {one.key: one.text for one in wordings(outline(content))}


def wordings(within: Outline) -> Iterator[Wording]:
    """Give every text of a bank that is not empty, in the order of the file."""
    yield from _plain("", within.bank, BANK_TEXTS)
    yield from _scoring(within.bank)
    for index, aside in enumerate(within.bank.children("asides")):
        yield from _plain(f"asides/{index}/", aside, ("opens",))
    for group in (*within.parts, *(section for _, section in within.sections)):
        yield from _plain(f"{group.text('code')}/", group, GROUP_TEXTS)
    for asked in within.asked:
        yield from _question(asked.question)


def place_in(key: str) -> tuple[str, int, str] | None:
    """Split the key of a text that is named by its place at that place; None for another key."""
    found = _PLACED.fullmatch(key)
    return (found[1], int(found[2]), found[3]) if found else None


def _plain(prefix: str, place: Place, keys: tuple[str, ...]) -> Iterator[Wording]:
    for key in keys:
        if text := place.text(key):
            yield Wording(f"{prefix}{key}", place.at(key), text)


def _scoring(bank: Place) -> Iterator[Wording]:
    scoring = bank.child("scoring")
    if scoring is None:
        return
    yield from _plain("scoring/", scoring, ("highest_level_reason",))
    for kind in ("levels", "risks"):
        for level in scoring.children(kind):
            prefix = f"scoring/{kind}/{level.text('code')}/"
            yield from _plain(prefix, level, ("name", "sentence"))
    streams = scoring.child("streams")
    if streams is None:
        return
    for code in streams.node:
        for index, stream in enumerate(streams.children(code)):
            place = Place(f"{streams.path}[{code}][{index}]", stream.node)
            yield from _plain(f"scoring/streams/{code}/{index}/", place, ("title",))


def _question(question: Place) -> Iterator[Wording]:
    code = question.text("code")
    yield from _plain(f"{code}/", question, QUESTION_TEXTS)
    for index, text in enumerate(items(question.node.get("levels"))):
        if isinstance(text, str) and text:
            yield Wording(f"{code}/levels/{index}", f"{question.at('levels')}[{index}]", text)
    for choice in question.children("choices"):
        prefix = f"{code}/choices/{choice.text('code')}/"
        yield from _plain(prefix, choice, ("text", "not_applicable"))
        yield from _resources(prefix, choice)
    yield from _resources(f"{code}/", question)
    if rule := question.child("not_applicable"):
        yield from _plain(f"{code}/not_applicable/", rule, ("when",))
    for index, example in enumerate(question.children("examples")):
        yield from _plain(f"{code}/examples/{index}/", example, ("text",))


def _resources(prefix: str, place: Place) -> Iterator[Wording]:
    for index, resource in enumerate(place.children("resources")):
        yield from _plain(f"{prefix}resources/{index}/", resource, ("text",))
