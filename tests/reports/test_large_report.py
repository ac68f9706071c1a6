"""A bank of 200 questions with 4,000 characters of note at each: nothing leaves its page."""

import io

import pikepdf
import pypdfium2
import pytest

from assessments.reports.renderers import pdf
from tests.reports.documents import document_of, inputs_of
from tests.scoring.small_bank import rubric_bank

QUESTIONS = 200
WORDS = "A sentence of a note that somebody wrote with care, and another one. "
SIDE = 45  # points that stay empty at either side
FOOT = 28  # points below the line with the page's number: a centimetre, as printers need it


@pytest.fixture(scope="module")
def content() -> bytes:
    bank = rubric_bank(*[1] * QUESTIONS)
    inputs = inputs_of(1, bank)
    for number, entry in enumerate(inputs["answers"].values()):
        entry["note"] = f"first{number}. {WORDS * 60}"[:3980] + f" last{number}."
    return pdf.render(document_of(inputs, bank))


@pytest.fixture(scope="module")
def opened(content) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def test_no_word_leaves_the_page(opened):
    assert len(opened) > 100
    for page in opened:
        width, _ = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_rects()):
            left, bottom, right, _top = words.get_rect(index)
            assert left > SIDE
            assert right < width - SIDE
            assert bottom > FOOT


def test_every_note_is_there_from_its_first_to_its_last_word(opened):
    text = " ".join(page.get_textpage().get_text_bounded() for page in opened)
    missing = [n for n in range(QUESTIONS) if f"first{n}." not in text or f"last{n}." not in text]
    assert missing == []


def test_it_is_tagged_and_its_pages_are_numbered(content, opened):
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.MarkInfo.Marked
    last = opened[len(opened) - 1].get_textpage().get_text_bounded()
    assert f"{len(opened)} / {len(opened)}" in last
