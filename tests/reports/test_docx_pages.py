"""A DOCX is read from the result to the parts, and no row of a table stands alone on a page."""

import io

import docx
import pytest

from assessments.reports.renderers import RENDERERS
from assessments.reports.words import LABELS
from tests.reports.documents import document_of, inputs_of


@pytest.fixture(scope="module")
def document():
    return document_of(inputs_of(4))


@pytest.fixture(scope="module")
def word(document):
    return docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))


def stays(row):
    (kept,) = {one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs}
    return bool(kept)


def test_what_to_do_stands_before_the_parts_as_in_the_pdf(word, document):
    chapters = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    first = document.parts[0].line
    assert chapters[:3] == [LABELS["summary"], LABELS["next"], f"{first.number} {first.title}"]


def test_a_short_table_stands_on_one_page_and_of_a_long_one_no_row_alone(word):
    lengths = set()
    for table in word.tables:
        _head, *rows = table.rows
        kept = [stays(row) for row in rows]
        assert not kept[-1]
        if len(rows) <= 8:
            assert all(kept[:-1])
        else:
            assert (kept[0], kept[1], kept[-2]) == (True, False, True)
        lengths.add(len(rows) > 8)
    assert lengths == {True, False}


def test_no_page_ends_between_a_question_and_what_is_said_of_it(word, document):
    written = word.paragraphs
    asked = [at for at, one in enumerate(written) if one.style.name == "Heading 3"]
    assert len(asked) > len(document.profile)
    assert all(written[at + 1].paragraph_format.keep_with_next for at in asked)


def test_of_an_open_question_neither():
    inputs = inputs_of(4)
    inputs["answers"] = {}
    content = RENDERERS["docx"].render(document_of(inputs))
    written = docx.Document(io.BytesIO(content)).paragraphs
    advised = [at for at, one in enumerate(written) if one.text.startswith("To improve: ")]
    assert advised
    assert all(written[at - 1].paragraph_format.keep_with_next for at in advised)


def test_what_ends_a_table_begins_no_page(word):
    low = word.styles["AfterTable"]
    assert low.font.size.pt == 1
    after = [table._tbl.getnext().style for table in word.tables]
    assert set(after) == {"AfterTable"}


def test_advice_says_when_it_is_done(word, document):
    """In lines as wide as the page: beside seven other columns they stood a word a line."""
    written = [(one.style.name, one.text) for one in word.paragraphs]
    assert document.result.advice
    for one in document.result.advice:
        at = written.index(("Heading 2", one.title))
        facts, improvement, label, *lines = written[at + 1 : at + 4 + len(one.done)]
        assert facts[1].startswith(f"{one.because} \u00b7 {one.part} \u00b7 {one.now}")
        assert improvement[1] == f"{one.lead} {one.improvement}".strip()
        assert label[1] == f"Done when: {one.done_lead}"
        assert lines == [("List Bullet", f"{ours}{text}") for ours, text in one.done_lines]
