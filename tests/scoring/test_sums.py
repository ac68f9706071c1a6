"""Sums of points: as bits, one by one where they lie far apart, refused where they are too many."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.banks.lint import lint
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.cases import Choice, Row
from assessments.scoring.outlook.completions import reach_of
from assessments.scoring.outlook.sums import MOST_BITS, TooManySums, sums_of
from tests.scoring.small_bank import CONTENT, said

FAR = MOST_BITS * 1000


def row(weight: int, *points: int) -> Row:
    return Row("q", weight, tuple(Choice(one, 9, 0, None) for one in points))


rows = st.lists(
    st.builds(
        row,
        st.integers(1, 1000),
        st.integers(0, 40) | st.integers(0, FAR),
        st.integers(0, 40) | st.integers(0, FAR),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(rows, st.data())
def test_a_sum_between_two_ends_is_found_exactly_when_there_is_one(
    given_rows: list[Row], data: Any
) -> None:
    reached = {
        sum(one.weight * choice.points for one, choice in zip(given_rows, picks, strict=True))
        for picks in product(*(one.choices for one in given_rows))
    }
    near = st.sampled_from(sorted(reached)).flatmap(lambda at: st.integers(at - 2, at + 2))
    start, end = data.draw(near), data.draw(near)
    sums = sums_of(given_rows, 0)
    assert sums is not None
    assert sums.any_between(start, end) == any(start <= one < end for one in reached)


def test_sums_far_apart_and_too_many_are_refused() -> None:
    with pytest.raises(TooManySums):
        sums_of([row(1, 0, FAR + 2**place) for place in range(20)], 0)


def odd_bank(count: int) -> dict[str, Any]:
    """Give a bank of single choices whose scores have sixteen decimals."""
    questions = [
        {
            "code": f"odd.q{place}",
            "kind": "single",
            "title": f"Question {place}",
            "choices": [
                {"code": "low", "text": "Low", "score": 0},
                {"code": "high", "text": "High", "score": 0.5303336010657945 + 2**place / 10**16},
            ],
        }
        for place in range(count)
    ]
    part = {"code": "odd", "title": "Odd", "sections": [{"code": "odd.s", "title": "S"}]}
    part["sections"][0]["questions"] = questions  # type: ignore[index]
    levels = CONTENT["scoring"]["levels"]
    floors = {"odd": {"framed": 10, "proven": 20, "launch_ready": 30, "scale_ready": 40}}
    scoring = {"method": "weighted_mean", "levels": levels, "floors": floors}
    return {"slug": "odd", "title": "Odd", "scoring": scoring, "parts": [part]}


def test_scores_of_many_decimals_cost_no_memory_and_stay_exact() -> None:
    bank = Bank.model_validate(odd_bank(3))
    reach = reach_of(bank, {"odd.q0": said("high")})
    assert reach.exact
    assert reach.whole.levels == ("framed", "launch_ready", "scale_ready")


def test_floors_further_apart_than_any_answer_moves_the_sum_need_no_sums() -> None:
    reach = reach_of(Bank.model_validate(odd_bank(40)), {})
    assert reach.exact
    assert reach.parts["odd"].levels == (
        "exploring",
        "framed",
        "proven",
        "launch_ready",
        "scale_ready",
    )


def close_floors() -> dict[str, Any]:
    """Give a bank whose floors lie closer than one answer moves its sum."""
    content = odd_bank(40)
    floors = {"framed": 20, "proven": 21, "launch_ready": 22, "scale_ready": 23}
    content["scoring"]["floors"] = {"odd": floors}
    return content


def test_too_many_sums_give_the_outermost_bounds_and_say_so() -> None:
    bank = Bank.model_validate(close_floors())
    reach = reach_of(bank, {})
    assert not reach.exact
    part = reach.parts["odd"]
    assert (part.low, part.high, part.levels) == (0, 1, bank.scoring.level_codes)
    assert not [one for one in lint(close_floors()) if one.severity == "error"]


def test_options_that_may_not_apply_make_no_number_too_large() -> None:
    content = odd_bank(1)
    content["parts"][0]["sections"][0]["questions"][0] = {
        "code": "odd.many",
        "kind": "multiple",
        "title": "Which of these?",
        "choices": [
            {"code": f"c{place}", "text": f"Option {place}", "not_applicable": "Not here."}
            for place in range(60)
        ],
    }
    reach = reach_of(Bank.model_validate(content), {})
    assert reach.whole.high == 1
    lint(content)
