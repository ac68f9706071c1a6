"""Stages, each with all below it, and the two rules of OWASP AIMA that disagree."""

from typing import Any

import pytest

from assessments.reports.method_words import headline
from assessments.scoring.answers import State
from assessments.scoring.scorecard import (
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import figures, scored


@pytest.mark.parametrize(
    ("yes", "stage"),
    [
        ("", "l0"),
        ("plan.a1", "l0+"),
        ("plan.a2 plan.b2 run.a2", "l0"),
        ("plan.a1 plan.b1 run.a1", "l1"),
        ("plan.a1 plan.b1 run.a1 plan.a2", "l1+"),
        ("plan.a1 plan.b1 run.a1 plan.a2 plan.b2 run.a2", "l2"),
    ],
)
def test_a_stage_needs_all_its_questions_and_all_below(yes: str, stage: str) -> None:
    bank = banks.staged()
    values = {code: code in yes.split() for code in bank.questions}
    card = scored(bank, values)
    assert f"{card.level}{'+' if card.plus else ''}" == stage
    assert isinstance(card.overall, Unscored)
    assert figures(card) == {"fulfilled": len(yes.split())}


def test_part_and_section_have_the_stage_of_their_own_questions() -> None:
    bank = banks.staged()
    card = scored(bank, {"plan.a1": True, "plan.b1": True, "plan.b2": True, "run.a1": False})
    plan = card.parts["plan"]
    assert (plan.level, plan.plus) == ("l1", True)
    assert (plan.sections["plan.a"].level, plan.sections["plan.a"].plus) == ("l1", False)
    assert plan.sections["plan.b"].level == "l2"
    assert (card.level, card.plus) == ("l0", True)


def test_a_stage_nothing_is_asked_for_is_not_reached() -> None:
    bank = banks.staged()
    values: dict[str, Any] = dict.fromkeys(("plan.a1", "plan.b1", "run.a1"), True)
    values |= dict.fromkeys(("plan.a2", "plan.b2", "run.a2"), State.NOT_APPLICABLE)
    card = scored(bank, values)
    assert card.level == "l1"
    assert headline(bank, card) == "3 of 3 questions are fulfilled."


def test_the_two_rules_of_aima_disagree_over_the_same_answers() -> None:
    levels = [{"code": f"l{n}", "name": str(n)} for n in range(4)]
    codes = [f"one.{stream}{n}" for n in (1, 2, 3) for stream in "ab"]
    by_stage = banks.bank(
        {"method": "staged", "levels": levels, "fulfilled_from": 50},
        {"one": {"one.s": [banks.quarter(code, stage=f"l{code[-1]}") for code in codes]}},
    )
    by_mean = banks.bank(
        {"method": "mean_tree", "scale": 3},
        {"one": {"one.s": [banks.quarter(code) for code in codes]}},
    )
    values = dict(zip(codes, "adcdcd", strict=True))
    card = scored(by_stage, values)
    assert (card.level, card.plus) == ("l0", True)
    assert figures(scored(by_mean, values))["mean"] == 2
