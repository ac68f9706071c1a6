"""The columns of a table in a DOCX have room for their words, and fill the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.reports.renderers.docx_widths import MARGIN, TEXT_WIDTH, widths

LETTER = 9 * 20 * 52 // 100
HEAD = ("Question", "To improve", "Part", "Why", "Now", "Gain", "Effort (estimate)", "Best placed")
ROWS = [
    (
        "5.13 How well can users see how earlier results turned out, misses included?",
        "Run the model on last year's cases, set each result beside the real outcome.\n" * 3,
        "Engineering",
        "Part below its floor",
        "Level 1 of 4",
        "+2.3 points",
        "13.5 days",
        "Product management",
    ),
]


def test_no_word_of_a_crowded_table_is_broken():
    found = widths(HEAD, ROWS)
    for width, *cells in zip(found, HEAD, *ROWS, strict=True):
        longest = max(len(word) for cell in cells for word in cell.split())
        assert width - MARGIN >= longest * LETTER * 3 // 4, cells
    assert sum(found) > TEXT_WIDTH - len(HEAD)


def test_the_bold_head_of_a_narrow_column_is_not_broken():
    head = ("Nr.", "Teil", "Score %", "Mindestens %", "H\u00f6chstens %", "Mindestwert %",
            "Tr\u00e4gt", "Beantwortet %", "Belastbarkeit")  # fmt: skip
    row = ("1", "Wirtschaftlichkeit", "58", "45", "66", "60", "Startbereit", "93", "Mittel")
    drawn = 9 * 20 * (0.659 + 0.355 + 0.267)  # "Nr." in the letters of the file
    assert widths(head, [row])[0] - MARGIN > drawn


def test_most_room_goes_to_the_column_with_most_text():
    found = dict(zip(HEAD, widths(HEAD, ROWS), strict=True))
    assert sorted(found, key=found.get)[-2:] == ["Question", "To improve"]


def test_where_every_line_has_room_none_is_broken():
    found = widths(("What", "Before", "After"), [("Readiness level", "Proven", "Launch-ready")])
    assert found[0] > found[2] > found[1] > len("Proven") * LETTER


@pytest.mark.parametrize("word", ["W" * 400, "\u7d20" * 300])
def test_words_wider_than_the_page_share_it(word):
    found = widths(("No.", "One", "Two"), [("1", word, word)])
    assert found[1] == found[2] > TEXT_WIDTH // 3
    assert 0 < found[0] < found[1]


@given(st.lists(st.lists(st.text(max_size=300), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_never_pass_the_page_and_none_is_lost(rows):
    found = widths(("A", "", "C"), rows)
    assert len(found) == 3
    assert all(width > 0 for width in found)
    assert TEXT_WIDTH - 3 <= sum(found) <= TEXT_WIDTH
