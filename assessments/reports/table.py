"""One list of a report as a table of values."""

from dataclasses import dataclass

from assessments.reports.drawn import Chart


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in points: to be computed with, and in words with its sign."""

    points: float
    words: str


Value = str | int | float | Change | None
Cells = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One list under its heading; every row is as long as the head.

    `is_topic` says that it belongs to the chapter of the list before it; `chart` shows its figures.
    """

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[Cells, ...]
    is_topic: bool = False
    chart: Chart | None = None
