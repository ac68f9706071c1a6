"""The report as a DOCX: headings to move by, heads of tables repeated, pages numbered."""

import io
from base64 import b64decode
from collections.abc import Iterable, Sequence
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from assessments.reports.colours import readable
from assessments.reports.document import ReportDocument
from assessments.reports.drawn import Chart
from assessments.reports.look import ACCENT, LogoLine, ReportLook
from assessments.reports.renderers.docx_body import SPACE, Run, paragraph
from assessments.reports.renderers.docx_pages import FACT, pages_of
from assessments.reports.renderers.office import finished, fit
from assessments.reports.renderers.printable import toned
from assessments.reports.renderers.typst.engine import draw_image
from assessments.reports.words import LABELS

MAIN: Final = "word/document.xml"
_CHART_MM: Final = 144
_FONT: Final = "Calibri"
_INK: Final = RGBColor(0x15, 0x18, 0x1D)
_HEADINGS: Final = {"Title": 26, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11}


def render(document: ReportDocument) -> bytes:
    """Give the file; the same document gives the same bytes."""
    word = Document()
    _styles(word, document)
    _page(word, document)
    _write(word, pages_of(document, lambda shown: _charts(word, document.look, shown)))
    if document.look.logo and document.logo:
        _put_logo(word, document.look.logo, b64decode(document.logo))
    target = io.BytesIO()
    word.save(target)
    return finished(target.getvalue(), document, main=MAIN)


def _write(word: Word, pieces: Iterable[str]) -> None:
    body = word.element.body
    whole = parse_xml(f'<w:body xmlns:w="{SPACE}">{"".join(pieces)}</w:body>')
    for piece in list(whole):
        body.insert_element_before(piece, "w:sectPr")


def _charts(word: Word, look: ReportLook, shown: Sequence[Chart]) -> str:
    """Give a paragraph with charts below each other, nothing where there are none."""
    if not shown:
        return ""
    content = draw_image([toned(chart.svg, look) for chart in shown])
    inline = word.part.new_pic_inline(io.BytesIO(content), width=Mm(_CHART_MM), height=None)
    _close(inline)
    inline.docPr.set("id", str(len(word.part.rels)))  # each drawing adds one: no two are the same
    inline.docPr.set("descr", fit(" ".join(chart.alt for chart in shown)))
    drawn = etree.tostring(inline, encoding="unicode")
    return f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"


def _put_logo(word: Word, logo: LogoLine, content: bytes) -> None:
    """Draw the logo in the paragraph that is kept for it, with the words that stand for it."""
    height = min(15, 70 * logo.height / logo.width)
    drawn = word.paragraphs[0].add_run().add_picture(io.BytesIO(content), height=Mm(height))
    inline = drawn._inline  # noqa: SLF001 -- the library gives no other way
    inline.docPr.set("descr", fit(logo.alt))
    _close(inline)


def _close(inline: Any) -> None:
    """Keep no distance around a picture: where none is said, some programs shift it by theirs."""
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def _styles(word: Word, document: ReportDocument) -> None:
    for name, size in _HEADINGS.items():
        _font(word.styles[name], size, bold=True)
    title = word.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))  # a line in the colours of the library's document
    if document.look.ink != readable(ACCENT):
        word.styles["Title"].font.color.rgb = RGBColor.from_string(document.look.ink[1:].upper())
    _font(word.styles["Normal"], 10.5)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    # The last keeps tables apart; it is so low that it never begins a page by itself.
    for name, points, after in ((FACT, 10.5, 2), ("TableText", 9, 2), ("AfterTable", 1, 10)):
        own: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _font(own, points)
        own.paragraph_format.space_after = Pt(after)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)


def _font(style: Any, size: float, *, bold: bool = False) -> None:
    style.font.size, style.font.name, style.font.bold = Pt(size), _FONT, bold
    style.font.color.rgb = _INK
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]


def _page(word: Word, document: ReportDocument) -> None:
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of the library's empty document
            del package.rels[key]
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24), Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    about = f"{document.product} · {document.result.level} · {document.day} · {LABELS['page']} "
    numbers = _field("PAGE") + "<w:r><w:t> / </w:t></w:r>" + _field("NUMPAGES")
    line = paragraph(Run(about, muted=True)).removesuffix("</w:p>") + numbers + "</w:p>"
    footer = section.footer._element  # noqa: SLF001 -- the library gives no other way to its XML
    footer.remove(section.footer.paragraphs[0]._p)  # noqa: SLF001 -- as above
    footer.append(parse_xml(line.replace("<w:p>", f'<w:p xmlns:w="{SPACE}">', 1)))


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
