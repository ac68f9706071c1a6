"""The report as CSV: one row for the whole, each part, section and question; nothing runs."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from assessments.cells import guarded
from assessments.reports.document import ReportDocument
from assessments.reports.rows import COLUMNS, NUMBERS, Row, rows_of

BOM: Final = "\ufeff"


def render(document: ReportDocument) -> bytes:
    """Give UTF-8 with a byte order mark, as spreadsheets read it; text is guarded."""
    return (BOM + written([list(COLUMNS), *map(_cells, rows_of(document))])).encode()


def written(rows: Sequence[Sequence[str]]) -> str:
    """Give rows of cells as CSV, lines ended as the standard says."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue()


def _cells(row: Row) -> list[str]:
    return [_cell(name, row) for name in COLUMNS]


def _cell(name: str, row: Row) -> str:
    value = row.get(name)
    if name in NUMBERS:
        return "" if value is None else str(value)
    return guarded(value)
