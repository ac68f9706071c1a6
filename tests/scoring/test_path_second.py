"""The second best, and a way at all, where not everything can be looked into."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.bank import Bank
from assessments.scoring.outlook import cases, packing
from assessments.scoring.outlook.path import Path, Ways, best_and_second, least_effort
from tests.scoring.costly_banks import bank_of, part, switch, switched
from tests.scoring.every_plan import allowed, case, reaches
from tests.scoring.small_bank import rubric, said
from tests.steps import within

GATE: dict[str, Any] = {"fails_below": 2, "caps_at": "exploring"}


def gated(gates: int, others: list[dict[str, Any]]) -> Bank:
    """Give a part with so many questions that no way to a level can spare, and others after them."""
    needed = [rubric(f"p.g{place}", gate=GATE) for place in range(gates)]
    return bank_of([part("p", [*needed, *others])])


def nought(bank: Bank) -> dict[str, Any]:
    questions = bank.questions.items()
    return {code: said(0 if one.kind == "rubric" else False) for code, one in questions}


@pytest.mark.parametrize("limit", ["MOST_STATES", "MOST_STEPS"])
def test_past_the_budget_a_second_way_is_found_though_the_first_question_cannot_be_spared(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    bank = gated(1, [rubric("p.a", 3), rubric("p.b", 2), rubric("p.c")])
    proven = best_and_second(bank, nought(bank), "launch_ready")
    monkeypatch.setattr(packing, limit, 0)
    found = best_and_second(bank, nought(bank), "launch_ready")

    assert found.best.moves[0].code == "p.g0"
    assert proven.second is not None
    assert found.second is not None
    names = [{move.code for move in path.moves} for path in (found.best, found.second)]
    assert names[0] - names[1]
    assert reaches(bank, nought(bank), found.second)
    assert found.second.bound <= proven.second.effort <= found.second.effort


def test_questions_that_no_way_can_spare_cost_no_packing_each() -> None:
    bank = gated(100, switched("p", 9, 18))
    found = within(8_000_000, lambda: Ways(bank, nought(bank)).second("framed"))
    assert found is None
    assert Ways(bank, nought(bank)).tries_all("framed")


def test_the_best_case_is_tried_though_a_best_answer_hides_a_question_that_decides() -> None:
    hides = switch("p.a", weight=50, gate=GATE)
    hidden = switch("p.b", show_if={"question": "p.a", "equals": False})
    shown = rubric("p.c", show_if={"question": "p.b", "equals": True})
    bank = bank_of([part("p", [hides, hidden, shown, *switched("p", 11, 11)])])
    assert not Ways(bank, nought(bank)).tries_all("framed")

    path = least_effort(bank, nought(bank), "framed")

    assert [move.code for move in path.moves] == ["p.a"]
    assert reaches(bank, nought(bank), path)


@pytest.mark.parametrize(("most_cases", "most_steps"), [(2, 10_000_000), (1000, 40), (1, 40)])
def test_with_little_room_no_bound_lies_above_the_least_and_what_is_found_is_a_way(
    monkeypatch: pytest.MonkeyPatch, most_cases: int, most_steps: int
) -> None:
    monkeypatch.setattr(cases, "MOST_CASES", most_cases)
    monkeypatch.setattr(packing, "MOST_STEPS", most_steps)
    unproven = 0
    for seed in range(100):
        bank, answers, terms, _ = case(seed)
        for target in bank.scoring.level_codes[1:]:
            found = best_and_second(bank, answers, target, terms)
            plans = list(allowed(seed, target))
            checked(bank, answers, found.best, [effort for _, effort in plans])
            unproven += not found.best.is_proven
            names = {move.code for move in found.best.moves}
            if found.second is not None:
                assert names - {move.code for move in found.second.moves}
                sparing = [effort for moved, effort in plans if names - moved.keys()]
                checked(bank, answers, found.second, sparing)
    assert unproven > 10


def checked(bank: Bank, answers: Any, path: Path, efforts: list[Fraction]) -> None:
    """Hold a path against what all plans of its kind take."""
    least = min(efforts, default=None)
    if path.effort is None or least is None:
        assert path.effort is None
        assert least is None or not path.is_proven
        return
    assert path.bound <= least <= path.effort
    assert path.effort == least or not path.is_proven
    assert reaches(bank, answers, path)
