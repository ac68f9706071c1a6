"""A report of every method in five formats: each says the same figures, and no score it has not."""

import csv
import io
import json
from functools import cache

import docx
import openpyxl
import pytest

from assessments.reports.document import FigureLine, ReportDocument
from assessments.reports.renderers import RENDERERS
from assessments.reports.tables import parts_table
from tests.reports.documents import document_of, inputs_of, squeezed, text_of
from tests.scoring.method_banks import METHOD_BANKS

WITHOUT_SCORE = ("staged", "two_scores", "risk_rules")


@cache
def document(method: str) -> ReportDocument:
    """Give the report of a bank of which the last question but one is open."""
    bank = METHOD_BANKS[method]()
    inputs = inputs_of(5, bank)
    del inputs["answers"][list(bank.questions)[-2]]
    return document_of(inputs, bank)


@cache
def rendered(method: str, name: str) -> bytes:
    return RENDERERS[name].render(document(method))


def every_figure(method: str) -> list[tuple[str, str, FigureLine]]:
    """Give part, section and figure, in the order of the report."""
    found = document(method)
    rows = [("", "", line) for line in found.result.figures]
    for part in found.parts:
        rows += [(part.line.title, "", line) for line in part.line.figures]
        for section in part.sections:
            rows += [(part.line.title, section.title, line) for line in section.figures]
    return rows


def docx_words(content: bytes) -> str:
    book = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return squeezed(" ".join([*(each.text for each in book.paragraphs), *cells]))


def xlsx_words(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return squeezed(
        " ".join(str(cell) for row in book["Report"].values for cell in row if cell is not None)
    )


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_csv_and_json_list_the_same_figures_in_the_same_words(method: str) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(method, "csv").decode("utf-8-sig"))))
    said = [
        (row["part"], row["section"], row["code"], row["title"], row["answer"], row["reason"])
        for row in rows
        if row["record"] == "figure"
    ]
    assert said == [
        (part, section, line.code, line.name, line.value, line.range)
        for part, section, line in every_figure(method)
    ]
    loaded = json.loads(rendered(method, "json"))["document"]
    assert [one["value"] for one in loaded["result"]["figures"]] == [
        line.value for part, _, line in every_figure(method) if not part
    ]
    outcomes = {row["code"]: row["outcome"] for row in rows if row["record"] == "question"}
    entries = [one for part in document(method).parts for s in part.sections for one in s.questions]
    assert outcomes == {one.code: one.outcome for one in entries}


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_every_format_says_every_figure_and_what_is_left_out(method: str) -> None:
    read = {"pdf": text_of, "docx": docx_words, "xlsx": xlsx_words}
    for name, words in read.items():
        text = words(rendered(method, name))
        for _, _, line in every_figure(method):
            assert squeezed(line.value) in text, (name, line)
        assert squeezed(document(method).result.leaves_out) in text, name
        assert squeezed(document(method).result.level) in text, name
        assert "Overallscore" not in text, name
        assert "Floor" not in text, name


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_the_parts_have_a_column_for_their_level_only_where_one_has_one(method: str) -> None:
    result = document(method).result
    head = parts_table(document(method)).head
    assert head[3:] == ((result.level_title,) if result.has_part_levels else ())
    text, title = text_of(rendered(method, "pdf")), squeezed(result.level_title)
    assert (f"Figures{title}Answered" in text) is result.has_part_levels
    assert ("FiguresAnswered" in text) is not result.has_part_levels


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_what_has_no_score_has_an_empty_cell_and_no_nought(method: str) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(method, "csv").decode("utf-8-sig"))))
    scores = [row["score"] for row in rows if row["record"] in {"report", "part"}]
    assert (set(scores) == {""}) is (method in WITHOUT_SCORE)
