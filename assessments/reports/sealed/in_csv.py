"""The seal of a CSV: a last row of its own, over every cell above it."""

import csv
import io
from typing import Final

from assessments.reports.renderers.csv_file import BOM, written
from assessments.reports.rows import COLUMNS
from assessments.reports.sealed.contents import Contents, NotReadable
from assessments.reports.seals import seal_from

SEAL: Final = "seal"
_SEAL_COLUMN: Final = list(COLUMNS).index("note")


def put(content: bytes, seal: str) -> bytes:
    row = [SEAL, *[""] * (len(COLUMNS) - 1)]
    row[_SEAL_COLUMN] = seal
    return content + written([row]).encode()


def read(content: bytes) -> Contents:
    """Take the file apart; a cell is known by its row and column.

    Raises:
        NotReadable: it has not the columns of a report.
    """
    try:
        text = content.decode().removeprefix(BOM)
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotReadable from error
    if not rows or len(rows[0]) != len(COLUMNS):
        raise NotReadable
    last = rows[-1]
    is_sealed = last[:1] == [SEAL] and len(last) == len(COLUMNS)
    shown = rows[:-1] if is_sealed else rows
    visible = {
        f"row {number}, {_name(column, rows[0])}": cell
        for number, row in enumerate(shown, 1)
        for column, cell in enumerate(row)
        if cell
    }
    return Contents(visible, None, seal_from(last[_SEAL_COLUMN]) if is_sealed else None)


def _name(column: int, head: list[str]) -> str:
    return head[column] if column < len(head) else f"column {column + 1}"
