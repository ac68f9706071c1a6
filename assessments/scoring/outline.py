"""A bank file as a plain tree: walks any content, finished or not, and names each place by path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One mapping inside the tree and its path in the file, like `parts[2].sections[0]`."""

    path: str
    node: Tree

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        found = self.node.get(key)
        return found if isinstance(found, str) else ""

    def child(self, key: str) -> "Place | None":
        found = self.node.get(key)
        return Place(self.at(key), found) if isinstance(found, Mapping) else None

    def children(self, key: str) -> Iterator["Place"]:
        """Give the mappings of the list under `key`; whatever else stands there is left out."""
        for index, node in enumerate(items(self.node.get(key))):
            if isinstance(node, Mapping):
                yield Place(f"{self.at(key)}[{index}]", node)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what holds it; part and section are None in the profile."""

    question: Place
    part: Place | None = None
    section: Place | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All places of a bank in the order of the file."""

    bank: Place
    parts: tuple[Place, ...]
    sections: tuple[tuple[Place, Place], ...]
    asked: tuple[Asked, ...]

    def by_code(self) -> dict[str, Asked]:
        """Map code to question; of a doubled code the first one counts."""
        found: dict[str, Asked] = {}
        for asked in self.asked:
            found.setdefault(asked.question.text("code"), asked)
        return found


def items(found: Any) -> tuple[Any, ...]:
    """Give the entries of a list, and nothing for anything that is no list."""
    return tuple(found) if isinstance(found, list | tuple) else ()


def texts(found: Any) -> Iterator[tuple[int, str]]:
    """Give the texts of a list with their index; whatever else stands there is left out."""
    return ((index, one) for index, one in enumerate(items(found)) if isinstance(one, str))


def outline(tree: Tree) -> Outline:
    """Walk a bank's content of any state; missing and misshapen places are left out."""
    bank = Place("", tree)
    parts = tuple(bank.children("parts"))
    sections = tuple((part, section) for part in parts for section in part.children("sections"))
    profile = tuple(Asked(question) for question in bank.children("profile"))
    scored = tuple(
        Asked(question, part, section)
        for part, section in sections
        for question in section.children("questions")
    )
    return Outline(bank, parts, sections, profile + scored)
