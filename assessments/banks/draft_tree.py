"""A draft's content as a tree that can be edited: finds, measures and moves its elements.

Pure but for one rule: the functions change the content they are given, and nothing else.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from assessments.banks.errors import UnknownElement
from assessments.banks.formats.canonical import canonical_json
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings

Node: TypeAlias = dict[str, Any]
Group: TypeAlias = Literal["bank", "part", "section", "question"]

PROFILE: Final = "profile"
BANK: Final = ""
CHILDREN: Final = {"bank": "parts", "part": "sections", "section": "questions", "question": ""}
OWN_DIGEST_WITHOUT: Final = ("parts", "sections", "questions", "profile", "scoring", "translations")


@dataclass(frozen=True, slots=True)
class Element:
    """One node of the tree, the list that holds it, and the codes of what it lies in."""

    group: Group
    node: Node
    siblings: list[Node]
    index: int
    part: str = ""
    section: str = ""

    @property
    def code(self) -> str:
        return str(self.node.get("code", ""))

    @property
    def children(self) -> list[Node]:
        held: list[Node] = self.node.setdefault(CHILDREN[self.group], [])
        return held


def elements(content: Node) -> Iterator[Element]:
    """Give every part, section and question in the order of the file, the profile first."""
    yield from _questions(content.setdefault("profile", []), "", PROFILE)
    parts = content.setdefault("parts", [])
    for index, part in enumerate(parts):
        yield Element("part", part, parts, index)
        sections = part.setdefault("sections", [])
        for place, section in enumerate(sections):
            yield Element("section", section, sections, place, part["code"])
            held = section.setdefault("questions", [])
            yield from _questions(held, part["code"], section["code"])


def _questions(held: list[Node], part: str, section: str) -> Iterator[Element]:
    for index, question in enumerate(held):
        yield Element("question", question, held, index, part, section)


def find(content: Node, code: str) -> Element:
    """Give the element with a code; the bank itself has the empty one.

    Raises:
        UnknownElement: the draft holds nothing with this code.
    """
    if code == BANK:
        return Element("bank", content, [content], 0)
    for element in elements(content):
        if element.code == code:
            return element
    raise UnknownElement(code)


def children_of(content: Node, code: str) -> list[Node]:
    """Give the list new elements of a group go into; the profile counts as a section.

    Raises:
        UnknownElement: the draft has no such group.
    """
    if code == PROFILE:
        held: list[Node] = content.setdefault("profile", [])
        return held
    return find(content, code).children


def own_digest(node: Node) -> str:
    """Give the digest of an element without what lies in it: what an edit of it was based on."""
    return _digest({key: node[key] for key in node if key not in OWN_DIGEST_WITHOUT})


def whole_digest(node: Node) -> str:
    """Give the digest of an element with all that lies in it: what a removal was based on."""
    return _digest(node)


def order_digest(siblings: list[Node]) -> str:
    """Give the digest of an order: what a move was based on."""
    return _digest([node.get("code") for node in siblings])


def _digest(found: Any) -> str:
    return hashlib.sha256(canonical_json(found).encode()).hexdigest()[:32]


def codes_in(content: Node) -> frozenset[str]:
    """List the codes of all parts, sections and questions."""
    return frozenset(element.code for element in elements(content))


def tidy(content: Node) -> None:
    """Drop what names an element or a text that is gone: floors, part weights, translations."""
    parts = {part.get("code") for part in content.get("parts", [])}
    scoring = content.get("scoring", {})
    for key in ("floors", "part_weights"):
        if key in scoring:
            scoring[key] = {code: row for code, row in scoring[key].items() if code in parts}
    if translations := content.get("translations"):
        known = {wording.key for wording in wordings(outline(content))}
        for language, texts in translations.items():
            translations[language] = {key: texts[key] for key in texts if key in known}


def code_at(content: Node, path: str) -> str:
    """Give the code of the innermost element a problem's path lies in; empty for the bank's own.

    The path is like `parts[2].sections[0].questions[3].levels[1]`, or `profile[0].title`.
    """
    node, code = content, BANK
    for key, index in re.findall(r"(parts|sections|questions|profile)\[(\d+)\](?=\.|$)", path):
        held = node.get(key, [])
        if int(index) >= len(held):
            break
        node = held[int(index)]
        code = str(node.get("code", ""))
    return code
