"""One cell of a spreadsheet: text stays text whatever it looks like, figures are numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from assessments.cells import guarded
from assessments.reports.figures import MINUS
from assessments.reports.language import plain_decimal
from assessments.reports.look import ACCENT, ReportLook
from assessments.reports.renderers.office import fit
from assessments.reports.table import Change, Value

LONGEST: Final = 32_767  # characters, the most a cell holds
_LINE: Final = 14.5  # points a line of text is high
_HIGHEST: Final = 409  # points, the most a row can be high
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Look(Enum):
    """How a cell looks."""

    TITLE = Font(name="Calibri", size=18, bold=True)
    HEADING = Font(name="Calibri", size=13, bold=True, color="FF3350C8")
    HEAD = Font(name="Calibri", size=10, bold=True, color="FF3A424E")
    STRONG = Font(name="Calibri", size=11, bold=True)
    TEXT = Font(name="Calibri", size=11)


_WRAPPED: Final = Alignment(wrap_text=True, horizontal="left", vertical="top")
_PLAIN: Final = Alignment(vertical="top")
_WASH: Final = PatternFill("solid", fgColor="FFF4F6FA")


@dataclass(frozen=True, slots=True)
class Paint:
    """The fonts and the fill of a workbook in its report's colour."""

    fonts: Mapping[Look, Font]
    head: PatternFill


def paint_of(look: ReportLook) -> Paint:
    """Give the house's own, or headings in the tone to read and heads of tables on the colour."""
    fonts = {one: one.value for one in Look}
    if look.accent == ACCENT:
        return Paint(fonts, _WASH)
    for one, colour in ((Look.HEADING, look.ink), (Look.HEAD, look.on_accent)):
        old = one.value
        fonts[one] = Font(name=old.name, size=old.size, bold=old.bold, color=_argb(colour))
    return Paint(fonts, PatternFill("solid", fgColor=_argb(look.accent)))


def _argb(colour: str) -> str:
    return f"FF{colour[1:].upper()}"


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Look, paint: Paint) -> None:
    """Write one value; nothing is written for an empty one."""
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    cell.font = paint.fonts[look]
    cell.alignment = _PLAIN if look in {Look.TITLE, Look.HEADING} else _WRAPPED
    if look is Look.HEAD:
        cell.fill = paint.head
    if isinstance(value, Change):
        cell.value, cell.number_format = value.points, _signed(value)
        return
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = stored(value)
    cell.data_type = "s"  # "=1+1" and "#N/A" too
    cell.quotePrefix = guarded(value) != value  # stays text when somebody edits it


def _signed(value: Change) -> str:
    """Give the format that shows a difference with its sign, to as many places as its words."""
    _whole, point, places = plain_decimal(value.words).partition(".")
    figure = f"0{point}{'0' * len(places)}"
    return f"+{figure};{MINUS}{figure};0"


def set_height(sheet: Worksheet, row: int, cells: Sequence[Value], widths: Sequence[float]) -> None:
    """Make a row as high as its longest text, for readers that do not do so themselves."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(cells, widths, strict=False)), default=1
    )
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE * lines + 2, _HIGHEST)


def _lines(cell: Value, width: float) -> int:
    text = cell.words if isinstance(cell, Change) else str(cell or "")
    return sum(1 + int(len(line) / (0.95 * width)) for line in text.split("\n"))


def stored(text: str) -> str:
    """Give the text as a cell stores it: no escape of the format is made by accident.

    What is longer than a cell can be ends with an ellipsis.
    """
    kept = fit(text)
    kept = kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
    return _ESCAPE.sub("_x005F_", kept)
