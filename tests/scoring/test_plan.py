"""What is kept with a bank between two scores, and that it changes nothing."""

from datetime import date
from typing import Any

from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.marks import MOST_KEPT
from assessments.scoring.plan import plan_of
from tests.scoring.small_bank import FULL, SCORING, said, small_bank

ON = date(2026, 3, 1)


def test_a_bank_is_prepared_once() -> None:
    bank = small_bank()
    assert plan_of(bank) is plan_of(bank)


def test_an_equal_bank_has_a_plan_of_its_own() -> None:
    assert plan_of(small_bank()) is not plan_of(small_bank())


def test_scoring_again_gives_the_same_scorecard() -> None:
    bank = small_bank()
    first = score(bank, FULL, ON)
    score(bank, {**FULL, "value.sold": said("partly"), "value.goal": said(0)}, ON)
    assert score(bank, FULL, ON) == first == score(small_bank(), FULL, ON)


def test_only_so_many_values_of_a_question_are_kept() -> None:
    options = [{"code": f"o{number}", "text": f"Option {number}"} for number in range(30)]
    question = {"code": "p.q", "kind": "multiple", "title": "Which?", "choices": options}
    section: dict[str, Any] = {"code": "p.s", "title": "S", "questions": [question]}
    part = {"code": "p", "title": "P", "sections": [section]}
    scoring = {**SCORING, "floors": {}}
    bank = Bank.model_validate({"slug": "x", "title": "X", "scoring": scoring, "parts": [part]})
    shares = set()
    for number in range(1, MOST_KEPT + 50):
        ticked = [f"o{bit}" for bit in range(30) if number >> bit & 1]
        card = score(bank, {"p.q": said(ticked)}, ON)
        shares.add(card.questions["p.q"].share * 30 == len(ticked))
    assert shares == {True}
    assert len(plan_of(bank).parts[0].sections[0].questions[0].marks) == MOST_KEPT
