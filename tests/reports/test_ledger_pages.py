"""The appendix of a report carries the same ledgers as the pages of the results."""

import re
from dataclasses import replace
from fractions import Fraction

import pypdfium2
import pytest

from assessments.reports.explained import explained
from assessments.reports.options import reduced
from assessments.reports.renderers.pdf import render
from assessments.reports.result import scored
from assessments.reports.said import thawed
from assessments.scoring.engine import score
from tests.reports.documents import ON, big_bank, document_of, inputs_of, squeezed, text_of
from tests.scoring.small_bank import rubric_bank


def given_of(inputs):
    answers = {code: one.answer for code, one in thawed(inputs["answers"]).items()}
    return scored(big_bank(), answers, score(big_bank(), answers, ON))


def inputs_with_open_points(seed):
    inputs = inputs_of(seed)
    for code in list(inputs["answers"])[30:40]:
        inputs["answers"][code].update(state="dont_know", value=None)
    return inputs


def test_the_rows_of_every_part_add_up_to_its_exact_score():
    inputs = inputs_with_open_points(5)
    card = given_of(inputs).card
    for part in document_of(inputs).parts:
        rows = part.ledger.rows
        total = sum(Fraction(row.points) for row in rows) / sum(int(row.weight) for row in rows)
        assert total == card.parts[part.line.code].score.score
        asked = {entry.code for section in part.sections for entry in section.questions}
        assert {row.code for row in rows} <= asked


def test_the_sums_are_those_of_the_pages():
    inputs = inputs_with_open_points(5)
    given, document = given_of(inputs), document_of(inputs)
    for part in document.parts:
        page = explained(given, {}, ON, "score", part.line.code)
        assert part.ledger.sums[0].detail == page.arithmetic[-1]
    level = explained(given, {}, ON, "level")
    assert document.ledger.limits == tuple((row.label, *row.cells) for row in level.rows)


def test_the_appendix_prints_every_sum_who_answered_and_the_rules():
    document = document_of(inputs_with_open_points(5))
    content = render(document)
    text = text_of(content)
    for part in document.parts:
        for line in part.ledger.sums:
            assert squeezed(line.detail) in text
    assert all(squeezed(rule.text) in text for rule in document.ledger.rules)
    without = render(replace(document, ledger=None))
    pages = len(pypdfium2.PdfDocument(content)) - len(pypdfium2.PdfDocument(without))
    assert 4 <= pages <= 9
    assert text.count("MiraNovak") >= text_of(without).count("MiraNovak") + 90


@pytest.mark.parametrize("number", range(24, 60, 3))
def test_no_page_of_the_appendix_begins_with_one_row_or_with_the_sums(number):
    bank = rubric_bank(*[1] * number)
    document = document_of(inputs_of(1, bank), bank)
    opened = pypdfium2.PdfDocument(render(document))
    pages = [squeezed(page.get_textpage().get_text_bounded()) for page in opened]
    after = [squeezed(document.ledger.sums[0].detail) in page for page in pages].index(True)
    rows = [len(re.findall(r"only\.q\d+\?", page)) for page in pages[after:]]
    sums = squeezed(document.parts[0].ledger.sums[0].detail)
    with_sums = [rows[at] for at, page in enumerate(pages[after:]) if sums in page]
    assert sum(rows) == number
    assert 1 not in rows
    assert with_sums[-1] >= 2


def test_what_a_report_leaves_out_its_appendix_leaves_out_too():
    first, second, *_ = (part.code for part in big_bank().parts)
    options = {"without": ["names", "notes"], "parts": [first, second]}
    inputs = reduced(inputs_with_open_points(5), options, big_bank())
    document = document_of(inputs)
    text = text_of(render(document))

    assert [part.line.code for part in document.parts] == [first, second]
    assert squeezed(document.parts[1].ledger.sums[0].detail) in text
    assert "MiraNovak" not in text
    assert "Note5on" not in text
