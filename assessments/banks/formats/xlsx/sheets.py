"""Which sheets a bank has, and which columns: worked out from its types, the same both ways.

A list of texts or of models has a sheet of its own, whose rows name what they belong to; a model in
a model lies in columns like `gate/caps_at`; everything else is one cell.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from assessments.banks.formats.canonical import QUESTION_KEYS
from assessments.banks.formats.xlsx.cells import Cell
from assessments.banks.formats.xlsx.shapes import UNKNOWN, Form, Shape, bank_shape

README: Final = "Read me"
BANK: Final = "Bank"
PARTS: Final = "Parts"
SECTIONS: Final = "Sections"
QUESTIONS: Final = "Questions"
PROFILE: Final = "Profile"
TRANSLATIONS: Final = "Translations"
SETTING: Final = ("setting", "value")
OF_PART: Final = "of part"
OF_SECTION: Final = "of section"
OF_QUESTION: Final = "of question"
NUMBER: Final = "number"
TEXT: Final = "text"
KEY: Final = "key"
ORIGINAL: Final = "original"
STEP: Final = "/"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its heads, its rows, and the words a column offers to choose from."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One head of a sheet, and the keys that lead to its value."""

    head: str
    keys: tuple[str, ...]

    def value(self, node: Mapping[str, Any]) -> Any:
        found: Any = node
        for key in self.keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def shape(self, shape: Shape) -> Shape:
        """Give the shape of the value in a model of the given shape."""
        for key in self.keys:
            shape = shape.of(key)
        return shape


def columns_of(
    shape: Shape, without: Collection[str] = (), before: tuple[str, ...] = ()
) -> Iterator[Column]:
    """Give the columns of a model, `without` the fields that stand in sheets of their own."""
    for key, inner in shape.fields.items():
        keys = (*before, key)
        if key in without:
            continue
        if inner.form is Form.MODEL and inner.is_never_empty:
            yield from columns_of(inner, (), keys)
        else:
            yield Column(STEP.join(keys), keys)


@cache
def part_shape() -> Shape:
    return entry_shape(bank_shape(), "parts")


@cache
def section_shape() -> Shape:
    return entry_shape(part_shape(), "sections")


@cache
def question_shape() -> Shape:
    shape = entry_shape(section_shape(), "questions")
    ordered = {key: shape.fields[key] for key in QUESTION_KEYS if key in shape.fields}
    return replace(shape, fields=ordered | dict(shape.fields))


def entry_shape(shape: Shape, key: str) -> Shape:
    """Give the shape of the entries of a list under a key."""
    return shape.of(key).inner or UNKNOWN


@cache
def question_lists() -> Mapping[str, str]:
    """Map the name of each sheet of what questions have several of to its key."""
    return {_name(key): key for key, shape in question_shape().fields.items() if shape.is_table}


@cache
def bank_lists() -> Mapping[str, str]:
    """Map the name of each sheet of what the bank has several of to its key."""
    fields = bank_shape().fields
    return {
        _name(key): key
        for key, shape in fields.items()
        if shape.is_table and key not in {"parts", "profile"}
    }


@cache
def settings() -> Mapping[str, tuple[str, ...]]:
    """Map the name of each sheet of settings to the keys of the bank that stand in it."""
    fields = bank_shape().fields
    own = [key for key, shape in fields.items() if shape.form is Form.MODEL]
    elsewhere = {"parts", "profile", "translations", *bank_lists().values(), *own}
    return {
        BANK: tuple(key for key in fields if key not in elsewhere),
        **{_name(key): (key,) for key in own},
    }


def _name(key: str) -> str:
    return key.replace("_", " ").capitalize()
