"""Writes tables as an XLSX file: every text is stored as text, nothing is ever a formula.

The XML is written by hand: the same tables give the same bytes, in a few milliseconds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from assessments.banks.formats.xlsx.cells import Cell
from assessments.banks.formats.xlsx.sheets import Table
from assessments.packages import packed

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold, and what looks like the escape of it.
ESCAPED: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
ROWS_TO_FILL: Final = 2000
WIDE: Final = 60
NARROW: Final = 16
# Cell styles by number: 0 as it comes, 1 a head, 2 a text that wraps.
STYLES: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF5"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyAlignment="1" quotePrefix="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write_tables(tables: Sequence[Table]) -> bytes:
    """Give the file."""
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(tables) + 1)]
    parts = {
        "[Content_Types].xml": _types(names),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(tables),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", name.removeprefix("xl/")) for name in names),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": STYLES,
    }
    for name, table in zip(names, tables, strict=True):
        parts[name] = "".join(_sheet(table))
    return packed({name: text.encode() for name, text in parts.items()})


def _types(names: Iterable[str]) -> str:
    kinds = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    kinds += [(name, "worksheet") for name in names]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _workbook(tables: Sequence[Table]) -> str:
    entries = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, table in enumerate(tables, 1)
    )
    spaces = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
    return f"{HEAD}<workbook {spaces}><sheets>{entries}</sheets></workbook>"


def _sheet(table: Table) -> Iterator[str]:
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for index, width in enumerate(_widths(table), 1):
        yield f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, table.head, 1)
    for number, row in enumerate(table.rows, 2):
        yield _row(number, row, 2)
    yield "</sheetData>"
    yield _offered(table)
    yield "</worksheet>"


def _widths(table: Table) -> Iterator[int]:
    for index, head in enumerate(table.head):
        longest = max(
            (len(str(row[index])) for row in table.rows if row[index] is not None), default=0
        )
        yield min(max(longest + 2, len(head) + 4, NARROW), WIDE)


def _row(number: int, row: Sequence[Cell], style: int) -> str:
    cells = "".join(
        _cell(f"{column_name(index)}{number}", value, style) for index, value in enumerate(row)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: Cell, style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if not isinstance(value, str):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    text = escape(ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", value))
    return (
        f'<c r="{place}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _offered(table: Table) -> str:
    entries = [
        f'<dataValidation type="list" allowBlank="1" sqref="{letter}2:{letter}{ROWS_TO_FILL}">'
        f'<formula1>"{escape(",".join(words))}"</formula1></dataValidation>'
        for index, head in enumerate(table.head)
        if (words := table.offers.get(head)) and (letter := column_name(index))
    ]
    if not entries:
        return ""
    return f'<dataValidations count="{len(entries)}">{"".join(entries)}</dataValidations>'


def column_name(index: int) -> str:
    """Give the letters of a column: A for 0, B for 1, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
