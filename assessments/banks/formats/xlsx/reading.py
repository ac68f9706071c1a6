"""Puts the content of a bank together from its sheets; every complaint names a cell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.banks.formats.imported import Loss
from assessments.banks.formats.xlsx import sheets
from assessments.banks.formats.xlsx.cells import BadCell, Cell, decoded
from assessments.banks.formats.xlsx.places import Places
from assessments.banks.formats.xlsx.settings import Settings
from assessments.banks.formats.xlsx.shapes import Form, Shape, bank_shape
from assessments.banks.formats.xlsx.sheets import Column
from assessments.banks.formats.xlsx.xml_reader import Row, Workbook
from assessments.banks.formats.xlsx.xml_writer import column_name
from assessments.scoring.consistency import Problem

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the heads of its sheet."""

    sheet: str
    number: int
    letters: Mapping[str, str]
    cells: Mapping[str, Cell]

    def place(self, head: str) -> str:
        return f"{self.sheet}!{self.letters.get(head, 'A')}{self.number}"


class Reading:
    """One spreadsheet on its way to a bank: the tree, what is wrong, what was left out."""

    def __init__(self, book: Workbook) -> None:
        self.tree: Node = {}
        self.problems: list[Problem] = []
        self.losses: list[Loss] = list(book.losses)
        self.places = Places()
        self._book = book
        self._settings()
        questions = self._tree()
        for name, key in sheets.question_lists().items():
            self._question_list(name, key, questions)
        for name, key in sheets.bank_lists().items():
            shape = sheets.entry_shape(bank_shape(), key)
            if nodes := [node for node, _ in self._models(name, shape)]:
                self.tree[key] = nodes
        self._translations()

    def _settings(self) -> None:
        settings = Settings(self.places, self.problems)
        setting, value = sheets.SETTING
        for name in sheets.settings():
            for line in self._lines(name, sheets.SETTING):
                if value in line.cells:
                    settings.put(str(line.cells.get(setting)), line.cells[value], line.place(value))
        self.tree |= settings.content(bank_shape())

    def _tree(self) -> dict[str, Node]:
        lists = set(sheets.question_lists().values())
        shape = sheets.question_shape()
        profile = [node for node, _ in self._models(sheets.PROFILE, shape, lists)]
        parts = [node for node, _ in self._models(sheets.PARTS, sheets.part_shape(), {"sections"})]
        sections = self._held(
            self._models(sheets.SECTIONS, sheets.section_shape(), {"questions"}, sheets.OF_PART),
            (_by_code(parts), sheets.OF_PART, "sections"),
        )
        asked = self._held(
            self._models(sheets.QUESTIONS, shape, lists, sheets.OF_SECTION),
            (_by_code(sections), sheets.OF_SECTION, "questions"),
        )
        self.tree |= {"profile": profile} if profile else {}
        self.tree["parts"] = parts
        return _by_code([*profile, *asked])

    def _held(
        self, models: Iterator[tuple[Node, Line]], into: tuple[Mapping[str, Node], str, str]
    ) -> list[Node]:
        """Put each model into the holder its row names, under the key."""
        holders, head, key = into
        found = []
        for node, line in models:
            if holder := self._named(line, head, holders):
                holder.setdefault(key, []).append(node)
            found.append(node)
        return found

    def _named(self, line: Line, head: str, holders: Mapping[str, Node]) -> Node | None:
        code = _code(line.cells.get(head))
        if code not in holders:
            noun = head.removeprefix("of ")
            said = f"there is no {noun} {code}" if code else f"say which {noun} this belongs to"
            self.problems.append(Problem(line.place(head), said))
        return holders.get(code)

    def _question_list(self, name: str, key: str, questions: Mapping[str, Node]) -> None:
        shape = sheets.entry_shape(sheets.question_shape(), key)
        if shape.form is Form.TEXT:
            self._texts(name, key, questions)
        else:
            models = self._models(name, shape, (), sheets.OF_QUESTION)
            self._held(models, (questions, sheets.OF_QUESTION, key))

    def _texts(self, name: str, key: str, questions: Mapping[str, Node]) -> None:
        head = (sheets.OF_QUESTION, sheets.NUMBER, sheets.TEXT)
        for line in self._lines(name, head):
            question = self._named(line, sheets.OF_QUESTION, questions)
            held = question.setdefault(key, []) if question is not None else []
            if line.cells.get(sheets.NUMBER, len(held)) != len(held):
                said = "the numbers of a question run 0, 1, 2 … from top to bottom"
                self.problems.append(Problem(line.place(sheets.NUMBER), said))
            held.append(_code(line.cells.get(sheets.TEXT)))
            self.places.note_entry(held, line.place(sheets.TEXT))

    def _translations(self) -> None:
        known = {sheets.KEY, sheets.ORIGINAL}
        languages = [
            head for head in self._heads(sheets.TRANSLATIONS).values() if head not in known
        ]
        if not languages:
            return
        found: dict[str, dict[str, str]] = {language: {} for language in languages}
        for line in self._lines(sheets.TRANSLATIONS, (*known, *languages)):
            key = _code(line.cells.get(sheets.KEY))
            for language in languages:
                if language in line.cells:
                    found[language][key] = _code(line.cells[language])
                    self.places.note_path(f"translations.{language}.{key}", line.place(language))
        self.tree["translations"] = found

    def _models(
        self, name: str, shape: Shape, without: Collection[str] = (), refers: str = ""
    ) -> Iterator[tuple[Node, Line]]:
        columns = list(sheets.columns_of(shape, without))
        heads = [column.head for column in columns]
        for line in self._lines(name, [refers, *heads] if refers else heads):
            node = self._node(line, columns, shape)
            self.places.note_row(node, line.sheet, line.number, line.letters)
            yield node, line

    def _node(self, line: Line, columns: list[Column], shape: Shape) -> Node:
        member = self._member(line, shape)
        node: Node = {}
        for column in columns:
            if column.head in line.cells:
                value = self._decoded(line, column, member)
                holder = node
                for key in column.keys[:-1]:
                    holder = holder.setdefault(key, {})
                holder[column.keys[-1]] = value
        return node

    def _member(self, line: Line, shape: Shape) -> Shape:
        word = _code(line.cells.get(shape.tag))
        if shape.members and word not in shape.members:
            said = f"{word} is none of {', '.join(shape.members)}" if word else "this is missing"
            self.problems.append(Problem(line.place(shape.tag), said))
        return shape.member({shape.tag: word})

    def _decoded(self, line: Line, column: Column, shape: Shape) -> Any:
        try:
            return decoded(line.cells[column.head], column.shape(shape))
        except BadCell as error:
            self.problems.append(Problem(line.place(column.head), str(error)))
            return None

    def _heads(self, name: str) -> dict[int, str]:
        rows = self._book.sheets.get(name, [])
        return {column: _code(cell) for column, cell in rows[0].cells.items()} if rows else {}

    def _lines(self, name: str, known: Collection[str]) -> Iterator[Line]:
        heads = self._heads(name)
        rows = self._book.sheets.get(name, [])[1:]
        self._unread(name, heads, known, rows)
        letters = {head: column_name(column) for column, head in heads.items() if head in known}
        if len(letters) < sum(head in known for head in heads.values()):
            self.problems.append(Problem(f"{name}!A1", "two columns have the same head"))
        for row in rows:
            cells = {heads[at]: row.cells[at] for at in row.cells if heads.get(at) in letters}
            if cells:
                yield Line(name, row.number, letters, cells)

    def _unread(
        self, name: str, heads: Mapping[int, str], known: Collection[str], rows: list[Row]
    ) -> None:
        """List the columns that hold something and are none of the sheet's."""
        held = sorted({column for row in rows for column in row.cells} | set(heads))
        for column in held:
            head = heads.get(column, "")
            if head not in known:
                reason = f"There is no column “{head}” here; it is not read."
                self.losses.append(Loss(f"{name}!{column_name(column)}1", reason))


def _by_code(nodes: list[Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(str(node.get("code")), node)
    return found


def _code(cell: Cell) -> str:
    return "" if cell is None else str(decoded(cell, Shape(Form.TEXT)))
