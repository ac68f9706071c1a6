"""Reads the cells of an XLSX file, whoever made it: bounded, no document types, no formulas.

Only what has a value is kept, by row and column, however large a sheet claims to be. Each part is
run through once and never held as a tree.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.imported import Loss
from assessments.banks.formats.limits import MOST_BYTES
from assessments.banks.formats.xlsx.cells import Cell
from assessments.packages import BadPackage, Bounds, Package

BOUNDS: Final = Bounds(parts=500, unpacked=40 * 1024 * 1024)
MOST_ELEMENTS: Final = 2_000_000
MOST_CELLS: Final = 200_000
MOST_DEPTH: Final = 40
MOST_ROW: Final = 1_048_576
MOST_COLUMN: Final = 16_384  # XFD
MOST_DIGITS: Final = 40
WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
PLACE: Final = re.compile(r"([A-Z]{1,7})([0-9]{1,8})")
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
NUMBER: Final = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")
# How LibreOffice stores a plain yes or no.
CONSTANTS: Final = frozenset({"TRUE()", "FALSE()"})
# Parts whose content is not looked at, and what people would miss.
UNREAD: Final = (
    ("xl/comments", "Comments on cells are not carried."),
    ("xl/threadedComments", "Comments on cells are not carried."),
    ("xl/drawings", "Drawings and pictures are not carried."),
    ("xl/charts", "Charts are not carried."),
    ("xl/vbaProject", "Macros are not carried."),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number, and its cells by column, A being 0."""

    number: int
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The cells of the sheets that were asked for, and what the file holds beside them."""

    sheets: dict[str, list[Row]]
    losses: tuple[Loss, ...]


def read_workbook(raw: bytes, called: Callable[[str], str]) -> Workbook:
    """Read the sheets under the names they are called by; one called nothing is not carried.

    Raises:
        BankFileRefused: no XLSX file, damaged, too large, with formulas, or a sheet twice.
    """
    if len(raw) > MOST_BYTES:
        raise refuse(f"The file has {len(raw)} bytes; at most {MOST_BYTES} are read.")
    try:
        return _workbook(Package(raw, BOUNDS), called)
    except BadPackage as error:
        raise refuse(str(error)) from error


def _workbook(package: Package, called: Callable[[str], str]) -> Workbook:
    if not {WORKBOOK, RELATIONS} <= package.names:
        raise refuse("This ZIP file is no XLSX spreadsheet.")
    targets = _Relations(package.read(RELATIONS)).targets
    names = _Names(package.read(WORKBOOK)).sheets
    strings = _Strings(package.read(STRINGS)).strings if STRINGS in package.names else []
    found: dict[str, list[Row]] = {}
    losses = [
        Loss(start, reason)
        for start, reason in UNREAD
        if any(name.startswith(start) for name in package.names)
    ]
    cells = 0
    for raw_name, relation in names:
        name = called(raw_name)
        if not name:
            losses.append(Loss(raw_name, "This sheet is none of a bank; it is not read."))
            continue
        if name in found:
            raise refuse("The spreadsheet has two sheets of this name.", name)
        part = package.read(_part_of(targets.get(relation, "")))
        sheet = _Sheet(part, name, strings, cells)
        found[name], cells = sheet.rows, sheet.cells
    return Workbook(found, tuple(losses))


def _part_of(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


class _Part:
    """Runs through one part; what derives from it says what is kept."""

    def __init__(self, xml: bytes) -> None:
        self.path: list[str] = []
        self.count = 0
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, UnicodeDecodeError) as error:
            raise refuse("The spreadsheet holds damaged XML.") from error

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.path) > MOST_DEPTH:
            raise refuse("The spreadsheet holds more than is read.")
        self.path.append(name.rpartition(" ")[2])
        self.opened(self.path[-1], attributes)

    def _closed(self, _name: str) -> None:
        self.closed(self.path.pop())

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def _no_doctype(*_: object) -> NoReturn:
    raise refuse("The spreadsheet declares a document type; that is not read.")


class _Relations(_Part):
    def __init__(self, xml: bytes) -> None:
        self.targets: dict[str, str] = {}
        super().__init__(xml)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Names(_Part):
    def __init__(self, xml: bytes) -> None:
        self.sheets: list[tuple[str, str]] = []
        super().__init__(xml)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((attributes[key] for key in attributes if key.endswith(" id")), "")
            self.sheets.append((attributes.get("name", ""), relation))


class _Strings(_Part):
    def __init__(self, xml: bytes) -> None:
        self.strings: list[str] = []
        self.words: list[str] = []
        super().__init__(xml)

    def text(self, text: str) -> None:
        if _is_text(self.path):
            self.words.append(text)

    def closed(self, name: str) -> None:
        if name == "si":
            self.strings.append(_unescaped("".join(self.words)))
            self.words.clear()


@dataclass
class _Open:
    """The cell that is being read."""

    place: str
    column: int
    kind: str
    words: list[str] = field(default_factory=list)
    formula: list[str] = field(default_factory=list)


class _Sheet(_Part):
    def __init__(self, xml: bytes, name: str, strings: list[str], cells: int) -> None:
        """Read it; `cells` are those of the sheets before it, and then its own too."""
        self.name = name
        self.strings = strings
        self.rows: list[Row] = []
        self.row, self.column = Row(0, {}), -1
        self.cell: _Open | None = None
        self.cells = cells
        super().__init__(xml)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "dimension":
            self.place(attributes.get("ref", "A1").rpartition(":")[2])
        elif name == "row":
            number = attributes.get("r", str(self.row.number + 1))
            self.row, self.column = Row(self.bounded(number, MOST_ROW), {}), -1
        elif name == "c":
            self.open_cell(attributes)

    def open_cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise refuse(f"The spreadsheet has more than {MOST_CELLS} cells.")
        self.column = self.place(attributes["r"]) if "r" in attributes else self.column + 1
        self.cell = _Open(attributes.get("r", ""), self.column, attributes.get("t", "n"))

    def closed(self, name: str) -> None:
        if name == "row" and self.row.cells:
            self.rows.append(self.row)
        elif name == "f":
            self.close_formula()
        elif name == "c" and self.cell is not None:
            value = self.value(self.cell)
            if value is not None:
                self.row.cells[self.cell.column] = value
            self.cell = None

    def close_formula(self) -> None:
        if self.cell is not None and "".join(self.cell.formula).upper() not in CONSTANTS:
            place = f"{self.name}!{self.cell.place}"
            raise refuse("This is a formula; put its value in its place.", place)

    def text(self, text: str) -> None:
        if self.cell is None:
            return
        if self.path[-1] == "f":
            self.cell.formula.append(text)
        elif self.path[-1] == "v" or _is_text(self.path):
            self.cell.words.append(text)

    def place(self, text: str) -> int:
        """Give the column of a place like AB12, A being 0."""
        found = PLACE.fullmatch(text)
        if found is None:
            raise refuse(f"The spreadsheet names a place {text[:20]!r} that is none.", self.name)
        self.bounded(found[2], MOST_ROW)
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column > MOST_COLUMN:
            raise refuse(f"The sheet claims more than {MOST_COLUMN} columns.", self.name)
        return column - 1

    def bounded(self, text: str, most: int) -> int:
        if not text.isdecimal() or len(text) > len(str(most)) or not 1 <= int(text) <= most:
            raise refuse(f"The sheet claims a row {text[:20]!r}.", self.name)
        return int(text)

    def value(self, cell: _Open) -> Cell:
        stored = "".join(cell.words)
        if cell.kind == "inlineStr":
            return _unescaped(stored) or None
        if not stored:
            return None
        if cell.kind == "s":
            return self.shared(stored, cell) or None
        if cell.kind == "b":
            return stored.strip() == "1"
        if cell.kind == "n" and NUMBER.fullmatch(stored) and len(stored) <= MOST_DIGITS:
            return float(stored)  # what is too large for one is refused where it is used
        if cell.kind in {"str", "d"}:
            return _unescaped(stored)
        raise refuse(f"{stored[:20]} is no value a bank can hold.", f"{self.name}!{cell.place}")

    def shared(self, stored: str, cell: _Open) -> str:
        if not stored.isdecimal() or len(stored) > len(str(MOST_ELEMENTS)):
            raise refuse("The spreadsheet is damaged here.", f"{self.name}!{cell.place}")
        if int(stored) >= len(self.strings):
            raise refuse("The spreadsheet is damaged here.", f"{self.name}!{cell.place}")
        return self.strings[int(stored)]


def _is_text(path: Collection[str]) -> bool:
    """Say whether words at a path are those of a text; how to read them aloud (rPh) is not."""
    return bool(path) and list(path)[-1] == "t" and "rPh" not in path


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
