"""Results known by hand, on the shipped banks and on their real floors."""

from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from assessments.banks.formats.yaml_reader import read_mapping
from assessments.banks.shipped import shipped_bank
from assessments.scoring.answer_file import answers_from_mapping
from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank, MultipleQuestion
from assessments.scoring.display import confidence_word
from assessments.scoring.engine import score
from assessments.scoring.scorecard import (
    Binding,
    BindingKind,
    GateState,
    Range,
    Reason,
    Scorecard,
)
from tests.scoring.small_bank import rubric, said

ON = date(2026, 3, 1)
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def ml_readiness() -> Bank:
    return shipped_bank("ml-readiness")


@pytest.fixture(scope="module")
def guide_only() -> Bank:
    return shipped_bank("ml-readiness-guide")


@pytest.fixture(scope="module")
def worked(guide_only: Bank) -> Scorecard:
    mapping = read_mapping((GOLDEN / "worked_example.yaml").read_bytes())
    answers = answers_from_mapping(guide_only, mapping)
    return score(guide_only, answers, ON, target="launch_ready")


def percent(*figures: str) -> Range:
    """Give score, low and high from texts in percent."""
    return Range(*(Fraction(figure) / 100 for figure in figures))


def test_the_worked_part_is_45_percent_and_55_at_best(worked: Scorecard) -> None:
    assert worked.parts["eng"].score == percent("45", "45", "55")


def test_the_worked_sections_are_exact(worked: Scorecard) -> None:
    sections = worked.parts["eng"].sections
    assert {code: section.score for code, section in sections.items()} == {
        "eng.serving": percent("50", "50", "50"),
        "eng.dependencies": percent("40", "40", "40"),
        "eng.collection": percent("43.75", "43.75", "68.75"),
    }


def test_the_worked_coverage_confidence_and_share_left_out(worked: Scorecard) -> None:
    part = worked.parts["eng"]
    assert (part.coverage, part.confidence, part.not_applicable_share) == (
        Fraction(9, 10),
        Fraction("0.655"),
        Fraction(2, 22),
    )
    assert confidence_word(Fraction("0.655")) == "Medium"


def test_the_worked_part_supports_proven_and_its_gate_caps_above(worked: Scorecard) -> None:
    part = worked.parts["eng"]
    assert (part.level, part.next_level, part.floor) == ("proven", "launch_ready", 60)
    gate = next(gate for gate in worked.gates if gate.code == "eng.realtime_need")
    assert (gate.state, gate.level, gate.caps_at) == (GateState.CAPS, 2, "launch_ready")


def only_part(bank: Bank, code: str) -> Bank:
    tree = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"] = [part for part in tree["parts"] if part["code"] == code]
    tree["scoring"]["floors"] = {code: tree["scoring"]["floors"][code]}
    return Bank.model_validate(tree)


def test_within_the_worked_part_finding_out_gains_most(guide_only: Bank) -> None:
    bank = only_part(guide_only, "eng")
    mapping = read_mapping((GOLDEN / "worked_example.yaml").read_bytes())
    card = score(bank, answers_from_mapping(bank, mapping), ON)
    assert (card.level, card.target) == ("proven", "launch_ready")
    first = card.recommendations[0]
    assert (first.code, first.because, first.find_out, first.gain) == (
        "eng.storage_growth",
        Reason.FLOOR,
        True,
        Fraction("0.075"),
    )
    assert first.done == bank.questions["eng.storage_growth"].levels[1:4]


SIX = {"business": 72, "concepts": 64, "model": 58, "team": 70, "ux": 38, "eng": 61}


def six_parts(bank: Bank) -> Bank:
    """Give six parts of 100 equal questions under the shipped floors and one shipped gate."""
    gate = bank.questions["model.beats_current"].model_dump(
        mode="json", by_alias=True, exclude_none=True
    )

    def part(code: str) -> dict[str, Any]:
        questions = [rubric(f"{code}.q{number}") for number in range(100)]
        if code == "model":
            questions[0] = {**gate, "weight": 1}
        section = {"code": f"{code}.all", "title": "All", "questions": questions}
        return {"code": code, "title": code, "sections": [section]}

    scoring = bank.scoring.model_dump(mode="json", by_alias=True, exclude_none=True)
    parts = [part(code) for code in SIX]
    return Bank.model_validate({"slug": "six", "title": "Six", "scoring": scoring, "parts": parts})


def six_answers(bank: Bank, beats_current: int) -> dict[str, Answer]:
    """Answer so that each part has its percent, whatever the gate is at."""
    answers = {}
    for part in bank.parts:
        for number, question in enumerate(part.questions):
            answers[question.code] = said(4 if number < SIX[part.code] else 0)
    answers["model.beats_current"] = said(beats_current, note="measured in May")
    answers["model.q99"] = said(4 - beats_current)
    return answers


def test_six_parts_give_proven_by_the_weakest_two(ml_readiness: Bank) -> None:
    bank = six_parts(ml_readiness)
    card = score(bank, six_answers(bank, 3), ON)
    assert {code: part.score for code, part in card.parts.items()} == {
        code: percent(*[str(figure)] * 3) for code, figure in SIX.items()
    }
    assert [part.level for part in card.parts.values()] == [
        "launch_ready",
        "launch_ready",
        "proven",
        "launch_ready",
        "proven",
        "launch_ready",
    ]
    assert card.overall == percent("60.5", "60.5", "60.5")
    assert (card.level, card.floor_level, card.next_level) == ("proven", "proven", "launch_ready")
    assert card.binding == (
        Binding(BindingKind.FLOOR, "model", Fraction(58, 100), Fraction(65, 100), "proven"),
        Binding(BindingKind.FLOOR, "ux", Fraction(38, 100), Fraction(60, 100), "proven"),
    )


def test_the_same_six_parts_give_framed_when_the_model_does_not_win(ml_readiness: Bank) -> None:
    bank = six_parts(ml_readiness)
    card = score(bank, six_answers(bank, 1), ON)
    assert card.overall == percent("60.5", "60.5", "60.5")
    assert (card.level, card.floor_level, card.next_level) == ("framed", "proven", "proven")
    assert card.binding == (
        Binding(BindingKind.GATE, "model.beats_current", Fraction(1), Fraction(3), "framed"),
    )


def uniform(bank: Bank, level: int) -> dict[str, Answer]:
    """Answer every question at one level, multiples with level/4 of the options, with notes."""
    answers = {}
    for question in (question for part in bank.parts for question in part.questions):
        value: Any = level
        if isinstance(question, MultipleQuestion):
            options = [choice.code for choice in question.choices if not choice.exclusive]
            value = options[: ceil(Fraction(level * len(options), 4))]
        answers[question.code] = said(value, note="seen and written down")
    return answers


EVERY_ROUTE: dict[str, Any] = {
    "profile.value_route": ["internal", "customer", "expansion"],
    "profile.affects_people": "yes",
    "profile.personal_data": "yes",
}


@pytest.mark.parametrize("routes", [{}, EVERY_ROUTE])
@pytest.mark.parametrize(
    ("slug", "levels"),
    [
        ("ml-readiness", ["exploring", "framed", "launch_ready", "scale_ready"]),
        ("ml-readiness-guide", ["exploring", "framed", "proven", "proven"]),
    ],
)
def test_equal_answers_give_the_stated_levels(
    slug: str, levels: list[str], routes: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    name = {"ml-readiness": "ml_readiness", "ml-readiness-guide": "guide_only"}[slug]
    bank: Bank = request.getfixturevalue(name)
    profile = {code: said(value) for code, value in routes.items() if code in bank.questions}
    cards = [score(bank, profile | uniform(bank, level), ON) for level in (1, 2, 3, 4)]
    assert [card.level for card in cards] == levels
    assert not any(card.draft or card.provisional or card.hidden for card in cards)
    assert len(cards[0].questions) == {"ml-readiness": 98, "ml-readiness-guide": 81}[slug]


def test_the_guide_only_bank_says_that_it_goes_no_higher(guide_only: Bank) -> None:
    card = score(guide_only, uniform(guide_only, 4), ON)
    assert card.floor_level == "scale_ready"
    assert card.binding == (
        Binding(BindingKind.HIGHEST_LEVEL, "ml-readiness-guide", None, None, "proven"),
    )
