"""The better answer goes by what the method counts: more points, fewer, or a share."""

from typing import Any

import pytest

from assessments.reports.method_words import falls_short
from assessments.scoring.answers import State
from assessments.scoring.bank import Bank
from assessments.scoring.better import merit
from assessments.scoring.what_if import Tried, bettered
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import scored
from tests.scoring.small_bank import said


def better(bank: Bank, code: str, now: Any, wanted: Any) -> bool:
    """Say whether the second answer is one to plan for."""
    tried = {code: Tried(State.ANSWERED, wanted)}
    found = bettered(bank, {code: said(now)}, tried, {})
    asked = bank.questions[code]
    assert bool(found) is (merit(bank, asked, wanted) > merit(bank, asked, now))
    return bool(found)


@pytest.mark.parametrize("direction", ["readiness", "risk"])
def test_mitigation_is_better_the_more_there_is_and_a_raw_score_is_not(direction: str) -> None:
    bank = banks.two_scores().model_copy(update={"direction": direction})
    assert better(bank, "ease.tested", "a", "b")
    assert not better(bank, "ease.tested", "b", "a")
    assert better(bank, "risk.kind", "b", "a")
    assert not better(bank, "risk.kind", "a", "b")
    assert not better(bank, "risk.reach", ("a",), ("a", "b"))


@pytest.mark.parametrize("direction", ["readiness", "risk"])
def test_advice_is_for_mitigation_and_never_to_raise_a_raw_score(direction: str) -> None:
    bank = banks.two_scores().model_copy(update={"direction": direction})
    card = scored(bank, {"risk.kind": "a", "ease.tested": "a", "ease.watched": "b"})
    short = [
        code for code, one in card.questions.items() if falls_short(bank, bank.questions[code], one)
    ]
    assert short == ["ease.tested"]


def test_where_points_are_risk_fewer_are_better() -> None:
    bank = banks.additive().model_copy(update={"direction": "risk"})
    assert better(bank, "care.plan", "c", "b")
    assert not better(bank, "care.plan", "b", "c")
    assert not better(bank, "use.log", False, True)
    assert better(banks.additive(), "use.log", False, True)


def test_a_method_of_shares_goes_by_the_share_of_full_marks() -> None:
    asked = banks.pointed("plan.a1", (0, 1, 4), stage="l1")
    levels = [{"code": f"l{n}", "name": f"Stage {n}"} for n in range(2)]
    bank = banks.bank({"method": "staged", "levels": levels}, {"plan": {"plan.a": [asked]}})
    assert merit(bank, bank.questions["plan.a1"], "b") == pytest.approx(0.25)
    assert better(bank, "plan.a1", "b", "c")
