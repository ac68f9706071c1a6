"""Points that add up: the ML Test Score of the paper with its bands, and additive banks."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from assessments.scoring.answers import State
from assessments.scoring.bank import Bank
from assessments.scoring.scorecard import (
    Figure,
    Range,
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import figure, figures, scored


def ml_test_score() -> Bank:
    parts = {
        part: {f"{part}.tests": [banks.tested(f"{part}.t{n}") for n in range(1, 8)]}
        for part in ("data", "model", "infra", "monitor")
    }
    return banks.bank({"method": "minimum_of_parts", "levels": banks.BANDS}, parts)


def done_as(counts: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Give all 28 answers: so many automatic and so many by hand in each part."""
    return {
        f"{part}.t{n}": 2 if n <= auto else 1 if n <= auto + by_hand else 0
        for part, (auto, by_hand) in counts.items()
        for n in range(1, 8)
    }


def test_the_ml_test_score_of_the_paper_is_the_lowest_part() -> None:
    done = done_as({"data": (3, 2), "model": (2, 2), "infra": (5, 0), "monitor": (0, 3)})
    card = scored(ml_test_score(), done)
    assert [figures(part)["points"] for part in card.parts.values()] == [4, 3, 5, Fraction(3, 2)]
    assert figure(card, "points").value == Fraction(3, 2)
    assert figure(card, "points").of == 7
    assert card.level == "first_pass"
    assert card.overall == Range(*[Fraction(3, 14)] * 3)
    assert (card.gates, card.binding, card.recommendations, card.next_level) == ((), (), (), None)


@pytest.mark.parametrize(
    ("auto", "by_hand", "band"),
    [
        (0, 0, "research"),
        (0, 1, "some"),
        (1, 0, "some"),
        (1, 1, "first_pass"),
        (2, 0, "first_pass"),
        (2, 1, "reasonable"),
        (3, 0, "reasonable"),
        (3, 1, "strong"),
        (5, 0, "strong"),
        (5, 1, "exceptional"),
        (7, 0, "exceptional"),
    ],
)
def test_each_band_ends_with_its_upper_bound(auto: int, by_hand: int, band: str) -> None:
    same = dict.fromkeys(("data", "model", "infra", "monitor"), (auto, by_hand))
    assert scored(ml_test_score(), done_as(same)).level == band


@pytest.mark.parametrize(
    ("points", "below", "up_to"),
    [(0.99, "a", "a"), (1, "b", "a"), (1.01, "b", "b"), (0, "a", "a")],
)
def test_a_bound_is_in_its_band_or_not_as_the_bank_says(
    points: float, below: str, up_to: str
) -> None:
    for key, wanted in (("below", below), ("up_to", up_to)):
        bands = [{"code": "a", "name": "A", key: 1}, {"code": "b", "name": "B"}]
        bank = banks.bank(
            {"method": "additive", "levels": bands},
            {"one": {"one.s": [banks.pointed("one.q", (points,))]}},
        )
        assert scored(bank, {"one.q": "a"}).level == wanted


def test_open_points_open_the_range_of_the_lowest_part_and_a_part_out_of_use_does_not_count() -> (
    None
):
    bank = banks.minimum()
    card = scored(bank, {"data.schema": 2, "data.cost": State.DONT_KNOW, "model.stale": 1})
    assert card.draft
    assert card.overall == Range(Fraction(1, 4), Fraction(1, 4), Fraction(3, 4))
    left_out = {"data.schema": 2, "data.cost": 2}
    left_out |= dict.fromkeys(("model.stale", "model.slices"), State.NOT_APPLICABLE)
    card = scored(bank, left_out)
    assert figures(card) == {"points": 2}
    assert card.parts["model"].level is None
    assert card.parts["model"].score == Unscored("Every scored question here is not applicable.")


def test_points_of_single_multiple_and_shares_add_up_and_lie_in_a_band() -> None:
    bank = banks.additive()
    card = scored(bank, {"care.plan": "b", "use.tools": ["a", "c"], "use.log": True})
    assert figures(card) == {"points": 2 + 3 + 1}
    assert card.level == "high"
    assert card.overall == Range(*[Fraction(6, 10)] * 3)
    assert card.questions["use.tools"].points == 3
    assert scored(bank, {"care.plan": "b"}).level == "low"


def test_weights_multiply_points_and_points_below_nought_leave_no_share() -> None:
    questions = [banks.pointed("one.q", (-2, 3), weight=2), banks.pointed("one.r", (0, 1))]
    bank = banks.bank({"method": "additive"}, {"one": {"one.s": questions}})
    card = scored(bank, {"one.q": "a"})
    assert figure(card, "points") == Figure(
        "points", "Points", Fraction(-4), *map(Fraction, (7, -4, -3))
    )
    assert isinstance(card.overall, Unscored)
    assert "below 0" in card.overall.reason
    assert card.level is None
