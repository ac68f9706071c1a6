"""Paragraphs and tables of a DOCX as XML; every text is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from assessments.reports.figures import NONE
from assessments.reports.renderers.office import fit
from assessments.reports.table import Change, Table, Value
from assessments.reports.words import LABELS
from assessments.text import isolate

SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_WIDTH: Final = 9298  # twentieths of a point: A4 without its margins
MUTED: Final = "535C69"
_RULE: Final = "DDE1E7"
_WASH: Final = "F4F6FA"
# Columns that hold a figure or a word, and those that hold sentences.
_WIDE: Final = frozenset(LABELS[key] for key in ("question", "part", "reason", "dissent"))
_WIDEST: Final = frozenset(LABELS[key] for key in ("advice_head", "respondents", "sums", "limits"))
_NARROW: Final = frozenset(
    LABELS[key] for key in ("number", "weight_head", "share", "points", "ends")
)
_OF_BANK: Final = frozenset(LABELS[key] for key in ("question", "part", "section", "advice_head"))


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

    Args:
        given: what stands in it.
        other: language of the columns with texts of the bank; empty where it is the report's.
    """
    widths = _widths(given.head)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row([Run(word, bold=True, muted=True) for word in given.head], widths, is_head=True)
    spoken = [other if word in _OF_BANK else "" for word in given.head]
    rows = (
        _row([Run(_words(value), language=s) for value, s in zip(row, spoken, strict=True)], widths)
        for row in given.rows
    )
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>'
        f"<w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        f'<w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{paragraph()}"
    )


def _words(value: Value) -> str:
    if isinstance(value, Change):
        return value.words
    return NONE if value is None else str(value)


def _row(runs: Iterable[Run], widths: Sequence[int], *, is_head: bool = False) -> str:
    cells = "".join(
        _cell(run, width, is_head=is_head) for run, width in zip(runs, widths, strict=True)
    )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(run: Run, width: int, *, is_head: bool) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_WASH}"/>' if is_head else ""
    size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
    return f"<w:tc>{size}{paragraph(run, style='TableText', keeps_next=is_head)}</w:tc>"


def _widths(head: Sequence[str]) -> list[int]:
    shares = [_share(word) for word in head]
    return [TEXT_WIDTH * share // sum(shares) for share in shares]


def _share(word: str) -> int:
    if word in _WIDEST:
        return 40
    return 24 if word in _WIDE else 8 if word in _NARROW else 13
