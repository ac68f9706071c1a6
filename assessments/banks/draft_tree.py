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

Node: TypeAlias = dict[str, Any]
Group: TypeAlias = Literal["bank", "scoring", "part", "section", "question"]

PROFILE: Final = "profile"
BANK: Final = ""
SCORING: Final = "@scoring"  # no code looks like it
CHILDREN: Final = {"bank": "parts", "part": "sections", "section": "questions", "question": ""}
HOLDS: Final = {"bank": "part", "part": "section", "section": "question"}
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
        if self.group == "scoring":
            return SCORING
        return str(self.node.get("code", ""))

    @property
    def children(self) -> list[Node]:
        held: list[Node] = self.node.setdefault(CHILDREN[self.group], [])
        return held


def elements(content: Node, code: str | None = None) -> Iterator[Element]:
    """Give every part, section and question in the order of the file, the profile first.

    With a code only those questions that have it, which is quicker in a large bank.
    """
    yield from _questions(content.setdefault("profile", []), "", PROFILE, code)
    parts = content.setdefault("parts", [])
    for index, part in enumerate(parts):
        yield Element("part", part, parts, index)
        sections = part.setdefault("sections", [])
        for place, section in enumerate(sections):
            yield Element("section", section, sections, place, part["code"])
            held = section.setdefault("questions", [])
            yield from _questions(held, part["code"], section["code"], code)


def _questions(held: list[Node], part: str, section: str, code: str | None) -> Iterator[Element]:
    for index, question in enumerate(held):
        if code is None or question.get("code") == code:
            yield Element("question", question, held, index, part, section)


def find(content: Node, code: str) -> Element:
    """Give the element with a code; the bank itself has the empty one, its scoring `SCORING`.

    Raises:
        UnknownElement: the draft holds nothing with this code.
    """
    if code == BANK:
        return Element("bank", content, [content], 0)
    if code == SCORING:
        return Element("scoring", content.setdefault("scoring", {}), [content], 0)
    found = next((one for one in elements(content, code) if one.code == code), None)
    if found is None:
        raise UnknownElement(code)
    return found


def children_of(content: Node, code: str, wanted: str) -> list[Node]:
    """Give the list that holds elements of the group `wanted`; the profile counts as a section.

    Raises:
        UnknownElement: the draft has no such list, or it holds elements of another group.
    """
    if code == PROFILE and wanted == "question":
        held: list[Node] = content.setdefault("profile", [])
        return held
    element = find(content, code)
    if HOLDS.get(element.group) != wanted:
        raise UnknownElement(code)
    return element.children


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
