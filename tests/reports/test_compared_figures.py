"""What changed by a method that is no weighted mean: each figure and its causes, in every format."""

import csv
import io

import pytest

from assessments.reports.change_tables import points
from assessments.reports.renderers import RENDERERS
from assessments.reports.words import LABELS
from tests.reports.documents import (
    compared_document,
    squeezed,
    text_of,
    without_hyphens,
)
from tests.reports.test_methods import docx_words, xlsx_words
from tests.scoring.method_banks import METHOD_BANKS

READ = {"pdf": text_of, "docx": docx_words, "xlsx": xlsx_words}


def figure_rows(document):
    """Every figure with its place, as the chapter says it."""
    found = document.changed.found
    places = [(LABELS["whole"], found.figures)]
    places += [(part.title, part.figures) for part in found.parts]
    rows = [(place, line) for place, lines in places for line in lines]
    assert len(rows) > len(found.parts)
    return rows


@pytest.mark.parametrize("method", METHOD_BANKS)
@pytest.mark.parametrize("name", READ)
def test_of_another_method_the_chapter_has_every_figure_and_its_causes(name, method):
    document = compared_document(method)
    text = without_hyphens(READ[name](RENDERERS[name].render(document)))
    assert squeezed(LABELS["changed_figures"]) in text
    for key in ("changed_parts", "changed_parts_plain", "overall", "score_points"):
        assert squeezed(LABELS[key]) not in text
    for words in document.changed.found.about_figures:
        assert without_hyphens(squeezed(words)) in text
    for place, line in figure_rows(document):
        figures = [line.change, *(share for _, share in line.by_cause)]
        # a workbook has numbers, and an empty cell for a dash
        plain = "".join(cell(figure, name) for figure in figures)
        title = line.name if name == "pdf" else f"{place}: {line.name}"
        if line.missing:
            title += line.missing if name == "pdf" else f" ({line.missing})"
        row = squeezed(f"{title}{line.before}{line.after}{plain}")
        assert without_hyphens(row) in text, (place, line)
    brought = [line for part in document.changed.found.parts for line in part.questions]
    assert any(line.figures for line in brought) or method == "mean_tree"
    for line in brought:
        assert without_hyphens(squeezed(line.figure_words)) in text


def cell(words, name):
    if name == "pdf":
        return words
    found = points(words)
    if found is None:
        return ""
    return f"{found:g}" if name == "xlsx" else words


def test_two_methods_have_no_figures_to_split_in_a_report():
    document = compared_document("staged", METHOD_BANKS["additive"]())
    for name, read in READ.items():
        text = read(RENDERERS[name].render(document))
        assert squeezed(LABELS["changed_parts_plain"]) in text
        assert squeezed(LABELS["changed_figures"]) not in text
        assert "Thetwoquestionbanksscorebydifferentmethods" in text


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_the_csv_has_every_figure_its_causes_and_its_questions(method):
    document = compared_document(method)
    content = RENDERERS["csv"].render(document).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    whole = LABELS["whole"]
    given = [row for row in rows if row["record"] == "change of figure"]
    assert [
        (row["part"] or whole, row["title"], row["before"], row["after"], row["reason"])
        for row in given
    ] == [(place, i.name, i.before, i.after, i.missing) for place, i in figure_rows(document)]
    assert [row["change"] for row in given] == [
        number(line.change) for _, line in figure_rows(document)
    ]
    by_cause = [row for row in rows if row["record"] == "change of figure by cause"]
    assert [
        (row["part"] or whole, row["code"], row["cause"], row["change"]) for row in by_cause
    ] == [
        (place, line.code, cause, number(share))
        for place, line in figure_rows(document)
        for cause, share in line.by_cause
        if number(share)
    ]
    by_question = [row for row in rows if row["record"] == "change of figure by question"]
    assert [(row["part"], row["code"], row["outcome"], row["change"]) for row in by_question] == [
        (part.title, line.code, name, number(share))
        for part in document.changed.found.parts
        for line in part.questions
        for name, share in line.figures
    ]


def number(words):
    found = points(words)
    return "" if found is None else str(found)
