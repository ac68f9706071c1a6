"""One value in one cell: written as its own type, and read back as the type its place asks for."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from assessments.banks.formats.errors import BankFileRefused
from assessments.banks.formats.json_text import read_json_mapping
from assessments.banks.formats.xlsx.shapes import PLAIN, Form, Shape
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.scoring.bank import plain_number

Cell: TypeAlias = str | int | float | bool | None

YES: Final = frozenset({"yes", "true", "x", "1"})
NO: Final = frozenset({"no", "false", "0", "-"})
NUMBER: Final = re.compile(r"[-+]?[0-9]{1,18}([.,][0-9]{1,18})?([eE][-+]?[0-9]{1,3})?")


class BadCell(ValueError):
    """A cell does not hold what its place asks for; the message says what that is."""


def encoded(value: Any, shape: Shape) -> Cell:
    """Give the cell of a value of a bank's content."""
    if value is None or (shape.form in PLAIN and isinstance(value, str | int | float)):
        return value
    if _is_numbers(shape) and isinstance(value, list):
        return "; ".join(json.dumps(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


def decoded(cell: Cell, shape: Shape) -> Any:
    """Give the value a cell stands for.

    Raises:
        BadCell: it does not hold what the place asks for.
    """
    if _is_numbers(shape):
        return _numbers(cell)
    return _DECODED.get(shape.form, _structure)(cell)


def _is_numbers(shape: Shape) -> bool:
    return shape.form is Form.LIST and shape.inner is not None and shape.inner.form is Form.NUMBER


def _as_it_is(cell: Cell) -> Cell:
    return cell


def _text(cell: Cell) -> str:
    """Give a text; a number somebody typed in its place is the text of it."""
    if isinstance(cell, float):
        cell = plain_number(cell)
    return cell.strip() if isinstance(cell, str) else json.dumps(cell)


def _number(cell: Cell) -> float | int:
    if isinstance(cell, str) and NUMBER.fullmatch(cell.strip()):
        cell = float(cell.strip().replace(",", "."))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise BadCell("this must be a number")
    return plain_number(cell)


def _flag(cell: Cell) -> bool:
    word = str(cell).strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise BadCell("this must be yes or no")


def _numbers(cell: Cell) -> list[float | int]:
    if not isinstance(cell, str):
        return [_number(cell)]
    if cell.strip() == "[]":
        return []
    try:
        return [_number(one) for one in cell.split(";")]
    except BadCell as error:
        raise BadCell("these must be numbers, with ; between them") from error


def _structure(cell: Cell) -> Any:
    """Read a structure from JSON, or from YAML on one line, as docs/bank-format.md shows them."""
    if not isinstance(cell, str):
        return cell
    # Both readers want a mapping: what stands in the cell becomes its only value.
    for read, wrapped in (
        (read_json_mapping, f'{{"cell": {cell}}}'),
        (read_mapping, f"cell: {cell}"),
    ):
        try:
            found = read(wrapped.encode())
        except (BankFileRefused, UnicodeEncodeError):
            continue
        if len(found) == 1:
            return found["cell"]
    raise BadCell("this must be written like {question: a.code, equals: yes}")


_DECODED: Final[Mapping[Form, Callable[[Cell], Any]]] = {
    Form.TEXT: _text,
    Form.NUMBER: _number,
    Form.FLAG: _flag,
    Form.SCALAR: _as_it_is,
}
