"""One list of a report as a table of values."""

from dataclasses import dataclass

Value = str | int | float | None
Cells = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One list under its heading; every row is as long as the head.

    `is_topic` says that it belongs to the chapter of the list before it.
    """

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[Cells, ...]
    is_topic: bool = False
