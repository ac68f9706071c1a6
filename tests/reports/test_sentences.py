"""What is said above the recommendations, with and without any."""

from dataclasses import replace
from datetime import date

from assessments.reports.sentences import target
from assessments.scoring.engine import score
from tests.scoring.small_bank import FULL, said, small_bank

ON = date(2026, 3, 1)


def test_what_is_aimed_at_is_said_with_the_order() -> None:
    bank = small_bank()
    card = score(bank, {**FULL, "build.speed": said(1)}, ON)
    assert target(bank, card) == "Towards Launch-ready, the most pressing first."


def test_with_nothing_to_advise_it_does_not_promise_a_list() -> None:
    bank = small_bank()
    card = replace(score(bank, FULL, ON), recommendations=(), binding=(), target="launch_ready")
    assert target(bank, card) == "Nothing stands open for Launch-ready."


def test_a_bank_that_ends_below_the_target_says_so() -> None:
    whole = small_bank()
    config = whole.scoring.model_copy(
        update={"highest_level": "proven", "highest_level_reason": "Too few questions."}
    )
    bank = whole.model_copy(update={"scoring": config})
    card = replace(score(bank, FULL, ON), recommendations=())
    assert target(bank, card) == "This bank ends at Proven: no answer here leads beyond it."
