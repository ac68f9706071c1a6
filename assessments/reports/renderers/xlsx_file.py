"""The report as a spreadsheet: a sheet to read and a sheet to filter; text is never a formula."""

import io
from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.reports.document import ReportDocument
from assessments.reports.language import gettext, marked
from assessments.reports.ledger_tables import ledger_tables
from assessments.reports.renderers.office import finished
from assessments.reports.renderers.xlsx_cells import Look, Paint, paint_of, put, set_height
from assessments.reports.renderers.xlsx_chart import put_chart
from assessments.reports.renderers.xlsx_reading import reading_lines
from assessments.reports.rows import CHANGES, COLUMNS, question_rows
from assessments.reports.table import Value
from assessments.reports.tables import parts_table
from assessments.reports.words import LABELS

READ: Final = marked("Report")
FILTER: Final = marked("Questions")
FIGURES: Final = marked("How figures are made")
MAIN: Final = "xl/workbook.xml"
# What says nothing of a single question.
_NOT_ASKED: Final = (
    *("record", "score", "low", "high", "floor", "supports", "coverage", "confidence"),
    *("score_exact", "coverage_exact", *CHANGES),
)
FILTERED: Final = tuple(name for name in COLUMNS if name not in _NOT_ASKED)
_WIDTH: Final = 8
_WIDTHS: Final = {
    "part": 24,
    "section": 24,
    "code": 24,
    "title": 44,
    "state": 15,
    "answer": 50,
    "reason": 30,
    "note": 50,
    "evidence": 40,
    "said_by": 24,
    "gate": 22,
}
Line = tuple[Look, Sequence[Value]]
_FIGURE_WIDTHS: Final = (44, 44, 16, 10, 10, 12, 12, 26, 26)
_READ_WIDTHS: Final = (26, 50, 14, 16, 12, 18, 12, 14)


def render(document: ReportDocument) -> bytes:
    """Give the workbook; the same document gives the same bytes."""
    book = Workbook()
    _read(book.worksheets[0], document)
    _filter(book.create_sheet(gettext(FILTER)), document)
    _figures(book.create_sheet(gettext(FIGURES)), document)
    target = io.BytesIO()
    book.save(target)
    return finished(target.getvalue(), document, main=MAIN)


def _read(sheet: Worksheet, document: ReportDocument) -> None:
    sheet.title = gettext(READ)
    lines = [(line.look, line.cells) for line in reading_lines(document)]
    _write(sheet, lines, _READ_WIDTHS, paint_of(document.look))
    parts = parts_table(document)
    if parts.rows and "parts" in document.result.charts:  # some methods give parts no score
        put_chart(sheet, document, lines.index((Look.HEAD, parts.head)) + 1)
    sheet.print_area = f"A1:I{len(lines)}"
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet, landscape=False)


def _filter(sheet: Worksheet, document: ReportDocument) -> None:
    lines = list(_table(document))
    widths = [_WIDTHS.get(name, _WIDTH) for name in FILTERED]
    _write(sheet, lines, widths, paint_of(document.look))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(FILTERED))}{len(lines)}"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet, landscape=True)


def _figures(sheet: Worksheet, document: ReportDocument) -> None:
    """Write the ledger of every figure, one table below the other."""
    lines: list[Line] = [(Look.TEXT, (LABELS["ledger_about"],))]
    for table in ledger_tables(document):
        rows = [(Look.TEXT, row) for row in table.rows]
        lines += [(Look.TEXT, ()), (Look.HEADING, (table.title,)), (Look.HEAD, table.head), *rows]
    _write(sheet, lines, _FIGURE_WIDTHS, paint_of(document.look))
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet, landscape=True)


def _write(sheet: Worksheet, lines: Sequence[Line], widths: Sequence[float], paint: Paint) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, (look, cells) in enumerate(lines, 1):
        for column, value in enumerate(cells, 1):
            put(sheet, row, column, value, look, paint)
        if look is Look.TEXT:
            set_height(sheet, row, cells, widths)


def _on_paper(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))


def _table(document: ReportDocument) -> Iterator[Line]:
    yield Look.HEAD, [COLUMNS[name] for name in FILTERED]
    for row in question_rows(document):
        yield Look.TEXT, [row[name] for name in FILTERED]
