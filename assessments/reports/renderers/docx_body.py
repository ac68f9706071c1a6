"""Paragraphs and tables of a DOCX as XML; every text is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from assessments.reports.figures import NONE
from assessments.reports.renderers.docx_widths import TEXT_WIDTH, widths
from assessments.reports.renderers.office import fit
from assessments.reports.table import Change, Table, Value
from assessments.reports.words import LABELS
from assessments.text import isolate

SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MUTED: Final = "535C69"
_RULE: Final = "DDE1E7"
_WASH: Final = "F4F6FA"
_FEW: Final = 8  # a table of so few rows stands on one page
_OF_BANK: Final = ("question", "part", "section")  # columns of such texts


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; `language` only where it is another than that of the report."""

    text: str
    bold: bool = False
    muted: bool = False
    language: str = ""


def paragraph(
    *runs: Run | str, style: str = "Normal", same_page: bool = False, keeps_next: bool = False
) -> str:
    """Give one paragraph; line breaks in a text stay line breaks.

    `same_page` keeps a heading on the page it would otherwise leave; `keeps_next` lets no page end
    between this one and the next, as the styles of headings do for theirs.
    """
    drawn = "".join(_run(Run(run) if isinstance(run, str) else run) for run in runs)
    keeps = "<w:keepNext/>" if keeps_next else ""
    stays = '<w:pageBreakBefore w:val="0"/>' if same_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}{stays}</w:pPr>{drawn}</w:p>'


def _run(run: Run) -> str:
    lines = isolate(fit(run.text)).replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    bold = "<w:b/>" if run.bold else ""
    colour = f'<w:color w:val="{MUTED}"/>' if run.muted else ""
    spoken = f'<w:lang w:val="{escape(run.language)}"/>' if run.language else ""
    look = f"<w:rPr>{bold}{colour}{spoken}</w:rPr>" if bold or colour or spoken else ""
    return f"<w:r>{look}{words}</w:r>"


def table(given: Table, other: str = "") -> str:
    """Give the rows of a table below a head that is repeated on every page; no row is split.

    A table of few rows is not split either; of a longer one two rows or more stand on each side.

    Args:
        given: what stands in it.
        other: language of the columns with texts of the bank; empty where it is the report's.
    """
    cells = [[_words(value) for value in row] for row in given.rows]
    wide = widths(given.head, cells)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    head = _row([Run(word, bold=True, muted=True) for word in given.head], wide, is_head=True)
    of_bank = {LABELS[key] for key in _OF_BANK}
    spoken = [other if word in of_bank else "" for word in given.head]
    rows = (
        _row(
            [Run(word, language=said) for word, said in zip(row, spoken, strict=True)],
            wide,
            keeps_next=_stays(number, len(cells)),
        )
        for number, row in enumerate(cells, 1)
    )
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>'
        f"<w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        f'<w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{paragraph(style='AfterTable')}"
    )


def _words(value: Value) -> str:
    if isinstance(value, Change):
        return value.words
    return NONE if value is None else str(value)


def _stays(number: int, rows: int) -> bool:
    """Say whether a row stands on the page of the next one, so that none stands alone."""
    return number < rows and (rows <= _FEW or number in {1, rows - 1})


def _row(
    runs: Iterable[Run], wide: Sequence[int], *, is_head: bool = False, keeps_next: bool = False
) -> str:
    cells = "".join(
        _cell(run, width, is_head=is_head, keeps_next=keeps_next or is_head)
        for run, width in zip(runs, wide, strict=True)
    )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(run: Run, width: int, *, is_head: bool, keeps_next: bool) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_WASH}"/>' if is_head else ""
    size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
    return f"<w:tc>{size}{paragraph(run, style='TableText', keeps_next=keeps_next)}</w:tc>"
