"""What people type stays text in spreadsheets: no formula, no link, and it reads back equal."""

import csv
import io
import zipfile

import docx
import pytest

from assessments.cells import guarded, unguarded
from assessments.reports.renderers import RENDERERS
from tests.reports.documents import document_of, inputs_of
from tests.reports.extracting import decoded, raw_cells
from tests.reports.test_pdf import HOSTILE
from tests.scoring.small_bank import small_bank

MORE = {
    "sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-1+1",
    "wide": "\uff1d1+1",
    "behind a blank": "  =1+1",
    "behind a tab": "\t=1+1",
    "apostrophe": "'=1+1",
    "error": "#N/A",
    "escape": "_x0041_ and _x000D_",
    "link": "https://example.org/?a=1&b=2",
    "function": '=HYPERLINK("https://example.org","x")',
    "dde": '=cmd|"/C calc"!A0',
    "number": "0001",
    "exponent": "1e5",
    "day": "2026-01-01",
    "truth": "TRUE",
    "quotes": 'a "b", c; d\te',
    "array": "{=1+1}",
}
STRINGS = HOSTILE | MORE
# What XML cannot hold is U+FFFD in XLSX and DOCX; CSV holds everything.
CONTROL = "a\x07b\x1bc\ufffed"


@pytest.fixture(scope="module")
def document():
    inputs = inputs_of(2, small_bank(), product="=1+1", organisation="+1", team="@x")
    codes = list(inputs["answers"])
    texts = [*STRINGS.values(), CONTROL]
    entry = inputs["answers"]["value.goal"]
    entry["evidence"] = [
        {"text": text, "url": "", "dated": "", "expires_on": ""} for text in texts[:-1]
    ]
    for code, text in zip(codes, texts, strict=False):
        inputs["answers"][code]["note"] = text
    return document_of(inputs, small_bank())


def noted(text: str, name: str) -> bytes:
    inputs = inputs_of(2, small_bank(), product=text, organisation=text, team=text)
    inputs["answers"]["value.goal"]["note"] = text
    return RENDERERS[name].render(document_of(inputs, small_bank()))


@pytest.mark.parametrize("what", STRINGS)
def test_a_note_reads_back_equal_from_the_spreadsheet_and_is_no_formula(what):
    content = noted(STRINGS[what], "xlsx")
    cells = raw_cells(content)
    assert [cell for cell in cells if cell[3]] == []
    assert STRINGS[what] in {decoded(text) for _, _, text, _ in cells}
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    assert not any(b"<hyperlink" in parts[name] or b"/hyperlink" in parts[name] for name in parts)


@pytest.mark.parametrize("what", STRINGS)
def test_a_note_reads_back_equal_from_the_csv_and_is_no_formula(what):
    rows = list(
        csv.DictReader(io.StringIO(noted(STRINGS[what], "csv").decode("utf-8-sig"), newline=""))
    )
    note = next(row["note"] for row in rows if row["code"] == "value.goal")
    assert unguarded(note) == STRINGS[what]
    for row in rows:
        for cell in row.values():
            assert guarded(unguarded(cell)) == cell


def test_every_string_at_once_makes_no_formula(document):
    cells = raw_cells(RENDERERS["xlsx"].render(document))
    assert len(cells) > 100
    assert [cell for cell in cells if cell[3]] == []


def test_a_control_character_becomes_the_replacement_character_where_xml_cannot_hold_it():
    cells = {text for _, _, text, _ in raw_cells(noted(CONTROL, "xlsx"))}
    assert "a\ufffdb\ufffdc\ufffdd" in cells
    rows = csv.DictReader(io.StringIO(noted(CONTROL, "csv").decode("utf-8-sig"), newline=""))
    assert CONTROL in {row["note"] for row in rows}


@pytest.mark.parametrize("what", ["code", "markup", "escape", "controls", "function", "lines"])
def test_a_note_is_text_in_the_docx(what):
    content = noted(STRINGS[what], "docx")
    texts = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    expected = STRINGS[what].replace("\u2028", "\n")
    assert f"Note: {expected}" in texts
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert b"<w:hyperlink" not in opened.read("word/document.xml")
