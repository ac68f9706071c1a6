"""What a merge is made of: the value that is not there, conflicts, what was taken, the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final, Literal, TypeAlias


class Absent(Enum):
    ABSENT = ""


ABSENT: Final = Absent.ABSENT
Group: TypeAlias = Literal["bank", "part", "section", "question"]
Path: TypeAlias = tuple[str, ...]


class Side(StrEnum):
    """Whose value is taken where both changed the same thing otherwise."""

    OURS = "ours"
    THEIRS = "theirs"


class About(StrEnum):
    """What a conflict or change is about: a field, or the place of an element in the tree."""

    FIELD = "field"
    REMOVED_HERE = "removed here"
    REMOVED_THERE = "removed there"
    KIND = "kind"
    PLACE = "place"
    ORDER = "order"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same thing, each otherwise; `key` names it in `merge`'s choices.

    `base`, `ours` and `theirs` are values of the field, codes of what holds the element, or its
    children's codes in order; `ABSENT` where there is none.
    """

    key: str
    group: Group
    code: str
    title: str
    about: About
    path: Path
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Touch:
    """One element that a side changed; `fields` has each changed field, before and after."""

    group: Group
    code: str
    title: str
    about: About
    fields: tuple[tuple[Path, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: `taken` is what differs from ours, `kept` what ours had changed itself.

    `content` has our value wherever a conflict was not decided.
    """

    content: dict[str, Any]
    taken: tuple[Touch, ...]
    kept: tuple[Touch, ...]
    conflicts: tuple[Conflict, ...]


Choices: TypeAlias = Mapping[str, Side]


class Unmergeable(Exception):
    """An element has no code, or shares it with another: nothing can be matched by it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
