"""Where figures of the methods come to their edges: hidden, out of reach, or below nothing."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.reports.method_words import falls_short
from assessments.reports.result import scored as laid_out
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.named import result_name
from assessments.scoring.scorecard import Unscored
from assessments.scoring.tally import NOT_ASKED
from assessments.web.shortfalls import shortfalls
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import ON, figure, figures, said, scored

SHOWN = {"question": "one.shown", "equals": True}


def aimed(**more: Any) -> Bank:
    """Give a tree of two questions, the targets and beginnings beside them, and what shows them."""
    beside = ("aim.a", "aim.b", "past.a")
    scoring = {
        "method": "mean_tree",
        "targets": {"one.a": "aim.a", "one.b": "aim.b"},
        "baselines": {"one.a": "past.a"},
    }
    return banks.bank(
        scoring,
        {
            "one": {"one.s": [banks.quarter("one.a"), banks.quarter("one.b")]},
            "aim": {"aim.s": [banks.quarter(code, **more) for code in beside]},
            "more": {"more.s": [banks.yes_no("one.shown")]},
        },
    )


VALUES = {"one.a": "b", "one.b": "a", "aim.a": "d", "aim.b": "d", "past.a": "a"}


def test_a_target_that_is_hidden_is_none() -> None:
    bank = aimed(show_if=SHOWN)
    given = said({**VALUES, "aim.a": "b", "one.shown": False})
    card = score(bank, given, ON)
    assert figures(card)["to_target"] == Unscored("No target has been stated here.")
    assert card.recommendations == ()
    assert "one.a" in [one.code for one in shortfalls(laid_out(bank, given, card))]
    reached = said({**VALUES, "aim.a": "b", "one.shown": True})
    found = shortfalls(laid_out(bank, reached, score(bank, reached, ON)))
    assert "one.a" not in [one.code for one in found]


def test_what_states_a_target_only_stands_as_it_is_in_progress_to_date() -> None:
    card = scored(aimed(), VALUES)
    assert figures(card.parts["one"])["to_date"] == Fraction(1, 4)


def test_the_lowest_sum_can_be_no_more_than_the_smallest_part_allows() -> None:
    parts = {"big": {"big.s": [banks.yes_no("big.a"), banks.yes_no("big.b")]}}
    parts["small"] = {"small.s": [banks.yes_no("small.a")]}
    bank = banks.bank({"method": "minimum_of_parts", "levels": banks.BANDS}, parts)
    card = scored(bank, {"big.a": True, "big.b": True, "small.a": True})
    assert (figure(card, "points").value, figure(card, "points").of) == (1, 1)
    assert card.overall.score == 1


def test_where_people_differ_points_reach_from_their_lowest_to_their_highest() -> None:
    answers = {"data.schema": Answer(State.ANSWERED, 1, span=(0, 2))}
    points = figure(score(banks.minimum(), answers, ON).parts["data"], "points")
    assert (points.value, points.low, points.high) == (Fraction(1, 2), 0, 2)


@pytest.mark.parametrize(("ticked", "short"), [(["b"], False), (["a"], True), (["a", "b"], True)])
def test_the_least_bad_of_points_below_nothing_cannot_be_bettered(
    ticked: list[str], *, short: bool
) -> None:
    asked = banks.pointed("one.q", (-2, -1), "multiple")
    bank = banks.bank({"method": "additive"}, {"one": {"one.s": [asked]}})
    found = scored(bank, {"one.q": ticked}).questions["one.q"]
    assert falls_short(bank, bank.questions["one.q"], found) is short


def test_out_of_reach_no_discount_lowers_the_range() -> None:
    eased = dict.fromkeys(("ease.tested", "ease.asked", "ease.watched", "ease.told"), "a")
    card = scored(banks.two_scores(), {"risk.kind": "b", "risk.more": "c", **eased})
    total = figure(card, "total")
    assert (total.value, total.low, total.high) == (10, 10, 15)


def test_what_is_not_asked_says_so_and_before_any_risk_there_is_none() -> None:
    bank = banks.risk_rules()
    assert result_name(bank, scored(bank, {})) == "No risk said yet"
    only = banks.pointed("two.q", (0, 1), show_if=SHOWN)
    parts = {"one": {"one.s": [banks.yes_no("one.shown")]}, "two": {"two.s": [only]}}
    card = scored(banks.bank({"method": "additive"}, parts), {"one.shown": False})
    assert card.parts["two"].score == NOT_ASKED
