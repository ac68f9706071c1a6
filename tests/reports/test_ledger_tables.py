"""Charts and the ledger of every figure in the files of office programs."""

import io
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from assessments.reports.renderers import RENDERERS
from tests.reports.documents import document_of, inputs_of


@pytest.fixture(scope="module")
def document():
    return document_of(inputs_of(4))


def expected(document):
    """Number, answer, weight and points of every question, and every sum, as the PDF has them."""
    numbers = {
        one.code: one.number
        for part in document.parts
        for section in part.sections
        for one in section.questions
    }
    rows = [
        (numbers[row.code], row.answer, row.weight, row.share, row.points)
        for part in document.parts
        for row in part.ledger.rows
    ]
    sums = [(line.text, line.detail) for part in document.parts for line in part.ledger.sums]
    sums += [(line.text, line.detail) for line in document.ledger.sums]
    sums += [(line.detail, line.text) for line in document.ledger.rules]
    assert len(rows) > 90
    return rows, sums, list(document.ledger.limits)


def check(document, cells):
    rows, sums, limits = expected(document)
    found = {(row[0], row[2], row[3], row[4], row[5]) for row in cells if len(row) == 9}
    assert set(rows) <= found
    pairs = {row[:2] for row in cells}
    assert set(sums) <= pairs
    assert {tuple(row) for row in limits} <= {row[:3] for row in cells}


def test_the_workbook_has_a_sheet_with_every_figure(document):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(document)))
    lines = book["How figures are made"].iter_rows(values_only=True)
    check(document, [tuple("" if c is None else str(c) for c in line) for line in lines])
    weights = [line[3] for line in book["How figures are made"].iter_rows(values_only=True)]
    assert any(isinstance(weight, int) for weight in weights)


def test_the_word_file_has_an_appendix_with_every_figure(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    check(document, [tuple(c.text for c in row.cells) for t in word.tables for row in t.rows])


def test_the_chart_of_the_workbook_reads_the_cells_of_the_parts(document):
    content = RENDERERS["xlsx"].render(document)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        chart = opened.read("xl/charts/chart1.xml").decode()
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Report"]
    head = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "No.")
    last = head + len(document.result.parts)
    for column in "CF":
        assert f"'Report'!${column}${head + 1}:${column}${last}" in chart
    assert f"'Report'!$B${head + 1}:$B${last}" in chart
    assert [sheet.cell(head, column).value for column in (3, 6)] == ["Score %", "Floor %"]


def test_the_picture_of_the_word_file_is_drawn_and_has_words(document):
    content = RENDERERS["docx"].render(document)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        picture = Image.open(io.BytesIO(opened.read("word/media/image1.png")))
        body = opened.read("word/document.xml").decode()
    assert picture.width > 900
    assert len(set(picture.convert("RGB").getcolors(1_000_000))) > 5
    assert "Score of each part and its floor: Business" in body
    assert content == RENDERERS["docx"].render(document)
