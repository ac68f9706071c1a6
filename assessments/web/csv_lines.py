"""CSV for spreadsheets, written while it is read: every cell is guarded."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from assessments.cells import guarded


class _Echo:
    """Gives back what is written to it, so that a row can be passed on at once."""

    def write(self, text: str) -> str:
        return text


def csv_lines(heading: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Write a byte order mark, the heading, and a line for each row."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([guarded(cell) for cell in heading])
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])
