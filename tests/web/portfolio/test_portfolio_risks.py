"""The portfolio of a bank with risks instead of levels."""

import re

import pytest

from tests import factories
from tests.scoring.method_banks import risk_rules
from tests.web.portfolio.reading import named, names, walked

pytestmark = pytest.mark.django_db


NONE, MEDIUM, HIGH = ["one", "two"], ["one"], ["two"]
RISKS = {
    "Most": {"ops.alarm": HIGH, "ops.review": HIGH},
    "Much": {"ops.alarm": HIGH, "ops.review": NONE},
    "Some": {"ops.alarm": MEDIUM, "ops.review": MEDIUM},
    "Less": {"ops.alarm": MEDIUM, "ops.review": NONE},
    "Least": {"ops.alarm": NONE, "ops.review": NONE},
}


@pytest.fixture
def risky(team, make):
    """Make products on a bank with risks instead of levels, from the most risk to the least."""
    version = factories.version_of(risk_rules())
    for name, said in {**RISKS, "Nothing": {}}.items():
        make(team, name, said, bank_version=version)


@pytest.mark.parametrize("order", ["level", "score"])
def test_products_of_a_bank_with_risks_sort_by_the_greatest_one_and_how_much_is_at_it(
    seen, risky, order
):
    least_first = ["Least", "Less", "Some", "Much", "Most", "Nothing"]
    assert names(seen(order=f"{order}-high")) == least_first
    assert names(seen(order=f"{order}-low")) == least_first[::-1]


def test_products_of_a_bank_with_risks_filter_by_the_greatest_one(seen, risky):
    page = seen().content.decode()
    assert re.findall(r'<option value="(-?\d)".*?>([A-Z].*?)</option>', page) == [
        *(("2", "No risk"), ("1", "Medium risk"), ("0", "High risk"), ("-1", "No result yet"))
    ]
    for words in ("Greatest risk", "Risk, least first", "Risk, greatest first"):
        assert words in page
    found = [names(seen(level=rank)) for rank in (0, 1, 2, -1)]
    assert found == [["Much", "Most"], ["Less", "Some"], ["Least"], ["Nothing"]]


def test_pages_of_a_bank_with_risks_follow_each_other(seen, risky, monkeypatch):
    monkeypatch.setattr("assessments.answers.portfolio.ROWS", 2)
    for order in ("level-high", "level-low", "score-high", "score-low"):
        assert sorted(named(walked(seen, order=order))) == sorted([*RISKS, "Nothing"])
        assert named(walked(seen, order=order)) in (
            ["Least", "Less", "Some", "Much", "Most", "Nothing"],
            ["Nothing", "Most", "Much", "Some", "Less", "Least"],
        )
