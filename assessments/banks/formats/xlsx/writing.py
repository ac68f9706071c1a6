"""Lays a bank out in sheets that people can read and change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from assessments.banks.formats.xlsx import sheets
from assessments.banks.formats.xlsx.cells import Cell, encoded
from assessments.banks.formats.xlsx.shapes import Form, Shape, bank_shape
from assessments.banks.formats.xlsx.sheets import Column, Table
from assessments.scoring.outline import outline
from assessments.scoring.wording import texts_in

PLAIN_KEY: Final = re.compile(r"[\w.-]+")
Content = Mapping[str, Any]
Row = tuple[Cell, ...]


def tables_of(content: Content) -> Iterator[Table]:
    """Give every sheet of a bank's content, also those that hold nothing but heads."""
    for name, keys in sheets.settings().items():
        yield Table(name, sheets.SETTING, tuple(_settings(content, keys)))
    yield from _tree(content)
    yield from _question_lists(content)
    for name, key in sheets.bank_lists().items():
        shape = sheets.entry_shape(bank_shape(), key)
        yield _rows(name, shape, [((), node) for node in content.get(key, [])])
    yield _translations(content)


def _tree(content: Content) -> Iterator[Table]:
    parts = content.get("parts", [])
    sections = [(part, section) for part in parts for section in part.get("sections", [])]
    asked = [(one, question) for _, one in sections for question in one.get("questions", [])]
    yield _questions(sheets.PROFILE, [((), node) for node in content.get("profile", [])])
    yield _rows(sheets.PARTS, sheets.part_shape(), [((), part) for part in parts], {"sections"})
    yield _rows(
        sheets.SECTIONS,
        sheets.section_shape(),
        [((part.get("code"),), section) for part, section in sections],
        {"questions"},
        (sheets.OF_PART,),
    )
    rows = [((section.get("code"),), question) for section, question in asked]
    yield _questions(sheets.QUESTIONS, rows, (sheets.OF_SECTION,))


def _questions(
    name: str, rows: Sequence[tuple[Row, Content]], refers: tuple[str, ...] = ()
) -> Table:
    without = set(sheets.question_lists().values())
    return _rows(name, sheets.question_shape(), rows, without, refers)


def _rows(
    name: str,
    shape: Shape,
    rows: Sequence[tuple[Row, Content]],
    without: set[str] | None = None,
    refers: tuple[str, ...] = (),
) -> Table:
    """Lay models out, one a row; each row begins with what it refers to."""
    columns = list(sheets.columns_of(shape, without or ()))
    head = (*refers, *(column.head for column in columns))
    offers = {column.head: column.shape(shape).words for column in columns}
    cells = tuple((*refer, *_cells(node, shape, columns)) for refer, node in rows)
    return Table(name, head, cells, offers)


def _cells(node: Content, shape: Shape, columns: list[Column]) -> Iterator[Cell]:
    member = shape.member(node)
    for column in columns:
        yield encoded(column.value(node), column.shape(member))


def _question_lists(content: Content) -> Iterator[Table]:
    asked = [one.question.node for one in outline(content).asked]
    for name, key in sheets.question_lists().items():
        shape = sheets.entry_shape(sheets.question_shape(), key)
        of_all = [(question.get("code"), question.get(key, [])) for question in asked]
        if shape.form is Form.TEXT:
            head = (sheets.OF_QUESTION, sheets.NUMBER, sheets.TEXT)
            rows = tuple((code, *pair) for code, held in of_all for pair in enumerate(held))
            yield Table(name, head, rows)
        else:
            held = [((code,), node) for code, nodes in of_all for node in nodes]
            yield _rows(name, shape, held, None, (sheets.OF_QUESTION,))


def _translations(content: Content) -> Table:
    found = content.get("translations", {})
    rows = tuple(
        (key, text, *(texts.get(key) for texts in found.values()))
        for key, text in texts_in(content).items()
        if found
    )
    return Table(sheets.TRANSLATIONS, (sheets.KEY, sheets.ORIGINAL, *found), rows)


def _settings(content: Content, keys: tuple[str, ...]) -> Iterator[Row]:
    for key in keys:
        if key in content:
            yield from _setting(key, content[key], bank_shape().of(key))


def _setting(path: str, value: Any, shape: Shape) -> Iterator[Row]:
    """Give a row for each value, however deep it lies; what is empty is one row of its own."""
    if isinstance(value, Mapping) and value and shape.form in {Form.MODEL, Form.MAP}:
        if all(PLAIN_KEY.fullmatch(key) for key in value):
            member = shape.member(value)
            for key, inner in value.items():
                yield from _setting(f"{path}{sheets.STEP}{key}", inner, member.of(key))
            return
    elif isinstance(value, list) and value and shape.is_table:
        for index, inner in enumerate(value):
            yield from _setting(f"{path}[{index}]", inner, shape.inner or shape)
        return
    yield path, encoded(value, shape)
