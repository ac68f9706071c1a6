"""The shipped banks of other methods come out as worked out by hand in their golden files."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.shipped import shipped_bank
from assessments.scoring.answer_file import answers_from_mapping
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Figure, Reason, Scorecard, SectionScore, Unscored
from tests.scoring.test_golden import GOLDEN, ON, uniform


@pytest.fixture(scope="module")
def model_tests() -> tuple[Bank, dict[str, Any]]:
    return shipped_bank("ml-test-score"), golden("ml-test-score")


@pytest.fixture(scope="module")
def outcomes() -> tuple[dict[str, Any], Scorecard]:
    bank, expected = shipped_bank("nist-ai-rmf"), golden("nist-ai-rmf")
    return expected, score(bank, answers_from_mapping(bank, expected["answers"]), ON)


def golden(slug: str) -> dict[str, Any]:
    found: dict[str, Any] = read_mapping((GOLDEN / f"{slug}.yaml").read_bytes())
    return found


def figure(holder: Scorecard | SectionScore, code: str) -> Figure:
    return next(one for one in holder.figures if one.code == code)


def test_the_lowest_of_four_sums_is_the_result(
    model_tests: tuple[Bank, dict[str, Any]],
) -> None:
    bank, expected = model_tests
    card = score(bank, answers_from_mapping(bank, expected["answers"]), ON)
    assert {
        code: [str(part.figures[0].value), part.level] for code, part in card.parts.items()
    } == (expected["parts"])
    assert (lowest_sum(card), card.level) == (expected["lowest"], expected["level"])
    assert card.overall.score == Fraction(3, 14)


def lowest_sum(card: Scorecard) -> list[str]:
    points = figure(card, "points")
    assert (points.value, points.of) == (points.low, 7)
    return [str(points.value), str(points.high)]


def test_a_bound_belongs_to_the_band_below_it(
    model_tests: tuple[Bank, dict[str, Any]],
) -> None:
    bank, expected = model_tests
    for variant in expected["variants"]:
        answers = answers_from_mapping(bank, expected["answers"] | variant["said"])
        card = score(bank, answers, ON)
        assert (lowest_sum(card), card.level) == (variant["lowest"], variant["level"])


def test_equal_answers_give_equal_sums(model_tests: tuple[Bank, dict[str, Any]]) -> None:
    bank, expected = model_tests
    cards = [score(bank, uniform(bank, level), ON) for level in (0, 1, 2)]
    assert [[lowest_sum(card)[0], card.level] for card in cards] == expected["equal"]


def test_the_whole_profile_is_the_mean_of_four_functions(
    outcomes: tuple[dict[str, Any], Scorecard],
) -> None:
    expected, card = outcomes
    assert_fits(card, expected["whole"])
    assert card.level is None


@pytest.mark.parametrize("level", ["parts", "sections"])
def test_functions_and_categories_have_a_mean_and_a_way_to_their_target(
    outcomes: tuple[dict[str, Any], Scorecard], level: str
) -> None:
    expected, card = outcomes
    held = card.parts if level == "parts" else sections(card)
    assert list(held) == list(expected[level])
    for code, figures in expected[level].items():
        assert_fits(held[code], figures)


def test_the_widest_gaps_come_first(outcomes: tuple[dict[str, Any], Scorecard]) -> None:
    expected, card = outcomes
    first = [one.code for one in card.recommendations[: len(expected["gaps"])]]
    assert first == list(expected["gaps"])
    assert len(card.recommendations) == expected["gaps_in_all"]


def test_each_gap_says_what_closing_it_takes_and_adds(
    outcomes: tuple[dict[str, Any], Scorecard],
) -> None:
    expected, card = outcomes
    for one in card.recommendations[: len(expected["gaps"])]:
        wanted, gain, effort = expected["gaps"][one.code]
        assert (one.wanted, one.gain, one.effort) == (wanted, Fraction(gain), effort)
        assert (one.because, one.part) == (Reason.TARGET, one.code.partition(".")[0])
    steps = {one.code: (one.find_out, len(one.done)) for one in card.recommendations}
    assert steps["map.5_2"] == (True, 3)
    assert (steps["govern.2_2"], steps["map.4_1"]) == ((False, 2), (False, 1))


def sections(card: Scorecard) -> dict[str, SectionScore]:
    return {code: row for part in card.parts.values() for code, row in part.sections.items()}


def assert_fits(holder: Any, expected: list[str]) -> None:
    now, best, to_target = expected
    mean = figure(holder, "mean")
    assert (mean.value, mean.high, mean.of) == (3 * Fraction(now), 3 * Fraction(best), 3)
    way = figure(holder, "to_target").value
    assert way == (Fraction(to_target) if "/" in to_target else Unscored(to_target))
