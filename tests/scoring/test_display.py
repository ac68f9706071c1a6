"""The one rounding place."""

from fractions import Fraction

import pytest

from assessments.scoring.display import exact_form, level_name, level_sentence, percent, rounded
from tests.scoring.small_bank import small_bank


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("1/2", 0, "1"),
        ("499/1000", 0, "0"),
        ("1/3", 4, "0.3333"),
        ("2/3", 4, "0.6667"),
        ("1/20000", 4, "0.0001"),
        ("99999/100000", 4, "1.0000"),
        ("45", 4, "45.0000"),
        ("175/4", 1, "43.8"),
        ("-1/2", 0, "-1"),
        ("-1/3", 0, "0"),
        ("-1/3", 1, "-0.3"),
        ("0", 0, "0"),
    ],
)
def test_figures_are_rounded_half_up(number: str, places: int, text: str) -> None:
    assert rounded(Fraction(number), places) == text


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        ("29/50", 0, "58\u00a0%"),
        ("29/50", 1, "58\u00a0%"),
        ("7/16", 1, "43.8\u00a0%"),
        ("1/200", 0, "1\u00a0%"),
    ],
)
def test_percent_for_people(share: str, places: int, text: str) -> None:
    assert percent(Fraction(share), places) == text


def test_the_exact_form_has_value_and_fraction() -> None:
    assert exact_form(Fraction(1, 3)) == {"value": "33.3333", "exact": "100/3"}
    assert exact_form(Fraction(131, 200), 1) == {"value": "0.6550", "exact": "131/200"}
    assert exact_form(Fraction(9, 20)) == {"value": "45.0000", "exact": "45"}


def test_levels_have_names_and_sentences() -> None:
    bank = small_bank()
    assert level_name(bank, "launch_ready") == "Launch-ready"
    assert level_name(bank, None) is None
    assert level_sentence(bank, "exploring") == "We have an idea."
