"""A place in a sorted portfolio is read back from an address, or is the first page."""

import pytest

from assessments.answers.places import Place, read_place
from assessments.answers.wanted import LEVEL, LEVEL_NAME


@pytest.mark.parametrize(
    ("order", "text", "place"),
    [
        (LEVEL, "2.500000_7", Place(500_000, 7, 2)),
        (LEVEL_NAME, "2.Route v1.2_7", Place("Route v1.2", 7, 2)),
        (LEVEL_NAME, "-1.Planner_7", Place("Planner", 7, -1)),
    ],
)
def test_a_place_by_the_level_is_read(order, text, place):
    assert read_place(order, text) == place


@pytest.mark.parametrize("order", [LEVEL, LEVEL_NAME])
@pytest.mark.parametrize("text", ["2_7", "_7", "", "two.Planner_7", "2.Planner", "2.Planner_x"])
def test_what_cannot_be_read_is_the_first_page(order, text):
    assert read_place(order, text) is None
