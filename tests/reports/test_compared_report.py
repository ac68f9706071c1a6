"""A report compared with an earlier moment says what changed, the same in every format."""

import csv
import io
import itertools
import json

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from assessments.reports.build import document_from_inputs
from assessments.reports.change_tables import points
from assessments.reports.compare_pages import frozen_earlier
from assessments.reports.figures import MINUS
from assessments.reports.options import Options, reduced
from assessments.reports.renderers import RENDERERS
from assessments.reports.said import thawed
from assessments.reports.words import LABELS
from assessments.scoring.causes import Moment
from tests.reports.documents import (
    ON,
    big_bank,
    inputs_of,
    squeezed,
    text_of,
    without_hyphens,
)
from tests.reports.documents import document_of as plain_document
from tests.scoring.small_bank import small_bank


def compared_inputs(seed: int = 4) -> dict:
    inputs, then = inputs_of(seed), inputs_of(seed + 1)
    for code in list(then["answers"])[20:30]:
        then["answers"][code] |= {"state": "dont_know", "value": None}
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    bank = {"id": 2, "title": big_bank().title, "number": "1.0", "digest": "ab" * 32}
    earlier = frozen_earlier(Moment(big_bank(), said, ON), name="Summer", day=ON, bank=bank)
    return {**inputs, "earlier": earlier}


@pytest.fixture(scope="module")
def document():
    return plain_document(compared_inputs())


def expected(document):
    """Every figure of the chapter: of the whole, of the parts, and of the questions."""
    found = document.changed.found
    whole = (found.level_before, found.level_after, points(found.overall_change))
    parts = [(part.title, part.before, part.after, points(part.change)) for part in found.parts]
    lines = [
        (line.number, line.cause, line.before, line.after, points(line.score))
        for part in found.parts
        for line in part.questions
    ]
    assert len(lines) > 30
    return whole, parts, lines


def test_the_csv_has_the_chapter(document):
    content = RENDERERS["csv"].render(document).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    whole, parts, lines = expected(document)

    def of(record):
        return [row for row in rows if row["record"] == record]

    row = of("change")[0]
    assert (row["before"], row["after"]) == whole[:2]
    assert document.changed.found.headline in row["title"]
    assert "Compared with Summer of 23 November 2026" in row["title"]
    assert float(row["change"]) == whole[2]
    assert [
        (row["part"], row["before"], row["after"], float(row["change"]))
        for row in of("change of part")
    ] == parts
    quiet = len(document.changed.found.quiet)
    by_question = of("change by question")
    assert [
        (row["number"], row["cause"], row["before"], row["after"], float(row["change"]))
        for row in by_question[: len(by_question) - quiet]
    ] == lines


def test_the_workbook_has_the_chapter(document):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(document)))
    cells = [tuple(row) for row in book["Report"].iter_rows(values_only=True)]
    _check_tables(document, cells, lambda value: value)


def test_the_word_file_has_the_chapter(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    cells = [tuple(cell.text for cell in row.cells) for t in word.tables for row in t.rows]
    _check_tables(document, cells, in_words(document).get)


def in_words(document):
    """Every difference of the chapter as a number, and as the words with its sign."""
    found = document.changed.found
    words = [found.overall_change]
    words += [part.change for part in found.parts]
    words += [line.score for part in found.parts for line in part.questions]
    assert {word[0] for word in words} >= {"+", MINUS}
    return {points(word): word for word in words}


def test_in_the_workbook_a_difference_is_a_number_shown_with_its_sign(document):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(document)))
    rows = {row[0].value: row for row in book["Report"].iter_rows() if row[0].value}
    found, minus = document.changed.found, MINUS
    overall, confidence = rows["Overall score"][3], rows[LABELS["confidence_change"]]
    assert (overall.value, overall.number_format) == (
        points(found.overall_change),
        f"+0.0;{minus}0.0;0",
    )
    assert f"+0.00;{minus}0.00;0" in {cell.number_format for cell in confidence}


def test_the_word_file_shows_the_change_as_the_pdf_does(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    drawn = [one._inline.docPr for one in word.inline_shapes]
    assert document.changed.found.chart.alt in [one.get("descr") for one in drawn]
    assert len({one.id for one in drawn}) == len(drawn) == 2
    sides = {one._inline.get(side) for one in word.inline_shapes for side in ("distL", "distR")}
    assert sides == {"0"}


def test_in_the_word_file_no_row_is_split_and_no_heading_stands_alone(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    rows = [row._tr for one in word.tables for row in one.rows]
    assert len(rows) > 100
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    for before, after in itertools.pairwise(word.iter_inner_content()):
        if isinstance(after, Table):  # what stands above a table stays with its head
            assert stays(before) or before.runs[0].element.findall(qn("w:drawing"))
            assert all(stays(one) for cell in after.rows[0].cells for one in cell.paragraphs)
        elif before.style.name.startswith("Heading"):
            assert stays(before)


def stays(one):
    """Whether a paragraph, by itself or by its style, stays with what follows."""
    own = one.paragraph_format.keep_with_next
    return one.style.paragraph_format.keep_with_next if own is None else own


def test_in_the_word_file_the_chapter_begins_one_page_and_no_more(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    styles = {one.text: one.style.name for one in word.paragraphs}
    assert styles[LABELS["changed"].format(name="Summer")] == "Heading 1"
    topics = ("causes", "changed_parts", "changed_questions", "changed_quiet")
    assert {styles.get(LABELS[key]) for key in topics} == {"Heading 2"}
    assert styles[LABELS["next"]] == "Heading 1"


def _check_tables(document, cells, shown):
    whole, parts, lines = expected(document)
    found = {row[0]: row for row in cells if row[0] and len(row) > 3}
    both = [word.split(", ")[0] for word in found["Overall score"][1:3]]
    assert both == [document.changed.found.overall_before, document.changed.found.overall_after]
    assert found["Overall score"][3] == shown(whole[2])
    for title, before, after, change in parts:
        assert any(row[:4] == (title, before, after, shown(change)) for row in cells)
    rows = {(row[1], *row[3:7]) for row in cells if len(row) > 7}
    for number, cause, before, after, score in lines:
        assert (number, cause, before, after, shown(score)) in rows


def test_the_pdf_has_the_chapter(document):
    text = without_hyphens(text_of(RENDERERS["pdf"].render(document)))
    found = document.changed.found
    assert "WhatchangedsinceSummer" in text
    assert without_hyphens(squeezed(found.headline)) in text
    for part in found.parts:
        assert (
            without_hyphens(squeezed(f"{part.title}{part.before}{part.after}{part.change}")) in text
        )
        for line in part.questions:
            row = squeezed(f"{line.number}{line.title}{line.cause}{line.before}{line.after}")
            assert without_hyphens(row) in text


def test_the_json_has_the_chapter_without_its_drawing(document):
    found = json.loads(RENDERERS["json"].render(document))["document"]["changed"]["found"]
    assert found["overall_change"] == document.changed.found.overall_change
    assert len(found["parts"]) == 6
    assert "chart" not in found


def test_questions_of_parts_without_pages_are_not_listed():
    bank = small_bank()
    inputs, then = inputs_of(3, bank), inputs_of(9, bank)
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    named = {"id": 1, "title": bank.title, "number": "1.0", "digest": "ab" * 32}
    less = reduced(inputs, Options(parts=frozenset({"value"})).plain(bank), bank)
    less["earlier"] = frozen_earlier(Moment(bank, said, ON), name="x", day=ON, bank=named)
    found = document_from_inputs(less, bank).changed.found
    assert [part.code for part in found.parts if part.questions] == ["value"]
    assert len(found.parts) == len(bank.parts)
    assert "Note 9" not in json.dumps(less["earlier"])
