import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cells import guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "'=1"]
)
def test_what_a_spreadsheet_would_run_starts_with_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "1 = 1", "'tis so", "a\n=b", "5"])
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text


def test_nothing_is_an_empty_cell():
    assert guarded(None) == ""


@given(st.text(alphabet="'=+-@ \t\na\uff1d", max_size=8))
def test_a_guarded_text_reads_back_equal(text):
    assert unguarded(guarded(text)) == text
