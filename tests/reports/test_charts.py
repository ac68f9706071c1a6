"""Charts keep inside their picture, and what they say stands apart from each other."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from assessments.reports.charts import Rung, ladder_chart
from assessments.reports.svg import BAR, WIDTH
from assessments.reports.trend_chart import Point, trend_chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(count: int, level: str = "Framed") -> ET.Element:
    points = [Point(f"{day} March", level, Fraction(day, count)) for day in range(1, count + 1)]
    svg = trend_chart(points, prefix="t", title="Score", description="It rose.")
    assert "style" not in svg
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing


@pytest.mark.parametrize("count", [2, 3, 30])
def test_the_line_goes_through_every_score_and_leaves_room_on_the_right(count):
    image = drawn(count)
    line = image.find(f"{SVG}polyline")
    places = [tuple(map(float, place.split(","))) for place in line.get("points").split()]

    assert len(places) == len(image.findall(f"{SVG}circle")) == count
    assert places[-1][0] == WIDTH - 40
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert (line.get("class"), line.get("stroke")) == ("chart-line", BAR)


def test_days_and_levels_stand_below_the_ends_of_a_long_trend():
    said = [text.text for text in drawn(5).findall(f"{SVG}text")]

    assert [words for words in said if "March" in words] == ["1 March", "5 March"]
    assert said.count("Framed") == 2
    assert [words for words in said if "%" in words] == [
        "20\u00a0%",
        "40\u00a0%",
        "60\u00a0%",
        "80\u00a0%",
        "100\u00a0%",
    ]


def test_scores_that_would_touch_are_written_at_the_ends_alone():
    said = [text.text for text in drawn(20).findall(f"{SVG}text")]

    assert [words for words in said if "%" in words] == ["5\u00a0%", "100\u00a0%"]


def test_a_trend_is_an_image_with_title_and_description():
    image = drawn(2, "</text><script>")

    assert image.get("role") == "img"
    assert image.get("aria-labelledby") == "t-title t-about"
    assert [image.find(f"{SVG}{name}").text for name in ("title", "desc")] == ["Score", "It rose."]
    assert image.find(f".//{SVG}script") is None


def test_the_band_goes_from_the_lowest_to_the_highest_each_could_be():
    points = [
        Point("1 March", "Framed", Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), kept=True),
        Point("2 March", "Proven", Fraction(1, 2)),
    ]
    svg = trend_chart(points, prefix="t", title="Score", description="It stayed.")

    image = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    corners = image.find(f"{SVG}polygon").get("points").split()
    heights = [float(corner.split(",")[1]) for corner in corners]
    grid = [float(line.get("y1")) for line in image.findall(f"{SVG}line")]
    # grid lines stand at 0, 25, 50, 75, 100: there 75 and 50, back 50 and 25
    assert heights == [grid[3], grid[2], grid[2], grid[1]]
    marks = [circle.get("class") for circle in image.findall(f"{SVG}circle")]
    assert marks == ["chart-dot", "chart-ring"]


def test_a_trend_without_open_answers_has_no_band():
    assert drawn(3).find(f"{SVG}polygon") is None


def test_names_below_the_steps_of_a_ladder_stay_as_wide_as_their_step():
    names = ["Research project", "First pass at production", "Strong automation", "Ü" * 40, "Solid"]
    rungs = [Rung(name, reached=True, current=True) for name in names]
    image = ET.fromstring(ladder_chart(rungs, prefix="l", title="Levels", description="Five."))  # noqa: S314
    step = min(float(bar.get("width")) for bar in image.findall(f"{SVG}rect"))
    lines = image.findall(f"{SVG}text")

    assert all(len(line.text) * 13 * 0.55 <= step for line in lines)
    assert " ".join(line.text for line in lines).startswith("Research project First pass at")
    assert max(float(line.get("y")) for line in lines) < float(image.get("height"))
