"""The chart of a workbook: each part's score beside its floor, drawn from the cells of the table.

It names cells and the fixed heads of the table, and holds no text that people wrote.
"""

from typing import Final

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from assessments.reports.document import ReportDocument
from assessments.reports.words import LABELS

PLACE: Final = "K3"
_TITLE, _SCORE, _FLOOR = 2, 3, 6  # columns of the table of parts
_FLOOR_COLOUR: Final = "9A4D00"
_ROW: Final = 1.1  # centimetres a part


def put_chart(sheet: Worksheet, document: ReportDocument, head: int) -> None:
    """Draw the parts beside the table whose head stands in row `head`."""
    count = len(document.result.parts)
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 10, 60
    chart.title = LABELS["parts"]
    for column in (_SCORE, _FLOOR):
        cells = Reference(sheet, min_col=column, min_row=head, max_row=head + count)
        chart.add_data(cells, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=_TITLE, min_row=head + 1, max_row=head + count))
    for series, colour in zip(chart.series, (document.look.ink[1:], _FLOOR_COLOUR), strict=True):
        series.graphicalProperties.solidFill = colour.upper()
    chart.x_axis.scaling.orientation = "maxMin"  # the first part on top
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.width, chart.height = 18, max(6.0, 3 + _ROW * count)
    sheet.add_chart(chart, PLACE)
