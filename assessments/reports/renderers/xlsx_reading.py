"""The sheet to read: the report from top to bottom as lines of cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.reports.document import ReportDocument
from assessments.reports.renderers.xlsx_cells import Look
from assessments.reports.rows import rows_of
from assessments.reports.table import Table, Value
from assessments.reports.tables import (
    advice_table,
    closing_tables,
    facts_of,
    leading_tables,
    origin_of,
    parts_table,
    sections_table,
)
from assessments.reports.words import LABELS


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet, all of one look."""

    look: Look
    cells: tuple[Value, ...]


EMPTY = Line(Look.TEXT, ())


def reading_lines(document: ReportDocument) -> Iterator[Line]:
    """Give what it is about, the result, what holds it back, every list, and the origin."""
    yield Line(Look.TITLE, (document.product,))
    yield Line(Look.TEXT, (LABELS["kicker"],))
    yield EMPTY
    for pair in facts_of(document):
        yield Line(Look.TEXT, pair)
    yield from _summary(document)
    yield from _holds(document)
    sections = () if document.result.leaves_out else (sections_table(document),)
    advice = advice_table(document)
    advised = (advice,) if advice.rows else ()
    every = (
        parts_table(document),
        *sections,
        *leading_tables(document),
        *advised,
        *closing_tables(document),
    )
    for table in (one for one in every if one.rows):
        yield from _table(table)
    yield from _method(document)


def _heading(words: str) -> Iterator[Line]:
    yield EMPTY
    yield Line(Look.HEADING, (words,))


def _summary(document: ReportDocument) -> Iterator[Line]:
    result = document.result
    whole = next(rows_of(document))
    yield from _heading(LABELS["summary"])
    yield Line(Look.STRONG, (result.level_title, result.level))
    for words in (result.sentence, result.headline, *result.labels, *result.reasons):
        yield Line(Look.TEXT, (None, words))
    for line in result.figures:
        yield Line(Look.TEXT, (line.name, line.value, line.range))
    if not result.leaves_out:
        yield Line(Look.TEXT, (f"{LABELS['overall']} %", whole["score"]))
        yield Line(Look.TEXT, (f"{LABELS['overall']} %, {LABELS['exact']}", whole["score_exact"]))
        yield Line(Look.TEXT, (LABELS["range"], result.open_range))
    yield Line(Look.TEXT, (f"{LABELS['coverage']} %", whole["coverage"]))
    yield Line(Look.TEXT, (LABELS["confidence"], result.confidence))


def _holds(document: ReportDocument) -> Iterator[Line]:
    result = document.result
    if not result.holds:
        return
    level = result.next_level or result.level
    yield from _heading(LABELS["holds_back_next"].format(level=level))
    for line in result.holds:
        yield Line(Look.TEXT, (None, line.text, line.detail))


def _table(table: Table) -> Iterator[Line]:
    yield from _heading(table.title)
    if table.about:
        yield Line(Look.TEXT, (None, table.about))
    yield Line(Look.HEAD, table.head)
    for row in table.rows:
        yield Line(Look.TEXT, row)


def _method(document: ReportDocument) -> Iterator[Line]:
    yield from _heading(LABELS["method"])
    for words in (*document.method, document.honesty):
        yield Line(Look.TEXT, (None, words))
    yield from _heading(LABELS["origin"])
    for pair in origin_of(document):
        yield Line(Look.TEXT, pair)
