"""A whole number in a form or address is read in one way; anything else is none."""

import pytest

from assessments.text import COUNT_DIGITS, KEY_DIGITS, whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)]
)
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "-1", "+1", "1.0", "1_0", " 1", "1\n", "1e3", "٣", "²", "x", "9" * 19]
)
def test_anything_else_is_none(text):
    assert whole_number(text) is None


def test_a_number_fits_the_column_it_is_read_for():
    assert 10**KEY_DIGITS - 1 < 2**63
    assert 10**COUNT_DIGITS - 1 < 2**31
    assert whole_number("9" * COUNT_DIGITS, digits=COUNT_DIGITS) == 10**COUNT_DIGITS - 1
    assert whole_number("1" + "0" * COUNT_DIGITS, digits=COUNT_DIGITS) is None
