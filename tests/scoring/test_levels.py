"""Floors, gates, caps and what binds."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.answers import Answer, EvidenceItem, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import (
    Binding,
    BindingKind,
    CauseKind,
    GateResult,
    GateState,
    ProvisionalCause,
    Scorecard,
)
from tests.scoring.small_bank import (
    DONT_KNOW,
    FULL,
    SCORING,
    left_out,
    rubric,
    rubric_bank,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
NOTE = "as agreed"


def scored(answers: dict[str, Answer], bank: Bank | None = None) -> Scorecard:
    return score(bank or small_bank(), answers, ON)


def hundred(percent: int) -> dict[str, Answer]:
    """Give answers to 100 questions of weight 1, so that each full one is one percent."""
    return {f"only.q{index}": said(4 if index < percent else 0) for index in range(100)}


HUNDRED = rubric_bank(*[1] * 100)


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        (0, "exploring"),
        (39, "exploring"),
        (40, "framed"),
        (44, "framed"),
        (45, "proven"),
        (59, "proven"),
        (60, "launch_ready"),
        (74, "launch_ready"),
        (75, "scale_ready"),
        (100, "scale_ready"),
    ],
)
def test_a_floor_is_reached_at_its_exact_percent(percent: int, level: str) -> None:
    card = scored(hundred(percent), HUNDRED)
    assert (card.level, card.floor_level, card.parts["only"].level) == (level,) * 3


def test_a_part_names_the_floor_of_its_next_level() -> None:
    part = scored(hundred(45), HUNDRED).parts["only"]
    assert (part.level, part.next_level, part.floor) == ("proven", "launch_ready", 60)
    top = scored(hundred(75), HUNDRED).parts["only"]
    assert (top.level, top.next_level, top.floor) == ("scale_ready", None, None)


def test_the_weakest_part_decides() -> None:
    weak = {**FULL, "build.speed": said(0), "build.reasons": said(0), "build.way": said("script")}
    card = scored(weak)
    assert card.parts["value"].level == "launch_ready"
    assert card.parts["build"].level == "framed"
    assert (card.level, card.floor_level, card.next_level) == ("framed", "framed", "proven")
    assert card.binding == (
        Binding(BindingKind.FLOOR, "build", Fraction(1, 20), Fraction(1, 5), "framed"),
    )


def test_a_part_without_floors_supports_every_level() -> None:
    bank = rubric_bank(1, scoring={**SCORING, "floors": {}})
    assert scored({"only.q0": said(0)}, bank).level == "scale_ready"


def test_a_level_without_a_floor_needs_that_of_the_level_below() -> None:
    bank = rubric_bank(*[1] * 100, scoring={**SCORING, "floors": {"only": {"framed": 50}}})
    assert scored(hundred(49), bank).level == "exploring"
    assert scored(hundred(50), bank).level == "scale_ready"


GATE = {
    "fails_below": 2,
    "caps_at": "framed",
    "exactly": {"level": 2, "caps_at": "launch_ready"},
}


def gated(answer: Answer | None, gate: dict[str, Any] = GATE, **more: Any) -> Scorecard:
    """Score a bank whose floors ask nothing and whose one question is a gate."""
    question = rubric("only.q0", 1, gate=gate, not_applicable={"when": "if so"}, **more)
    section = {"code": "only.all", "title": "All", "questions": [question, rubric("only.q1")]}
    part = {"code": "only", "title": "Only", "sections": [section]}
    bank = Bank.model_validate(
        {"slug": "x", "title": "X", "scoring": {**SCORING, "floors": {}}, "parts": [part]}
    )
    answers = {"only.q1": said(4)} | ({} if answer is None else {"only.q0": answer})
    return scored(answers, bank)


@pytest.mark.parametrize(
    ("answer", "level", "result"),
    [
        (
            said(1),
            "framed",
            GateResult("only.q0", GateState.FAILS, State.ANSWERED, 1, 2, "framed"),
        ),
        (
            DONT_KNOW,
            "framed",
            GateResult("only.q0", GateState.FAILS, State.DONT_KNOW, None, 2, "framed"),
        ),
        (
            None,
            "framed",
            GateResult("only.q0", GateState.FAILS, State.UNANSWERED, None, 2, "framed"),
        ),
        (
            said(2),
            "launch_ready",
            GateResult("only.q0", GateState.CAPS, State.ANSWERED, 2, 3, "launch_ready"),
        ),
        (
            said(3, note=NOTE),
            "scale_ready",
            GateResult("only.q0", GateState.PASSED, State.ANSWERED, 3, 2, None),
        ),
        (
            said(4),
            "scale_ready",
            GateResult("only.q0", GateState.UNSUPPORTED, State.ANSWERED, 4, 2, None),
        ),
    ],
)
def test_a_gate_caps_the_level(answer: Answer | None, level: str, result: GateResult) -> None:
    card = gated(answer)
    assert (card.level, card.gates) == (level, (result,))
    assert card.floor_level == "scale_ready"


def test_a_gate_not_applicable_caps_nothing() -> None:
    card = gated(left_out())
    assert card.gates == (
        GateResult("only.q0", GateState.NOT_APPLICABLE, State.NOT_APPLICABLE, None, 2, None),
    )
    assert BindingKind.GATE not in {binding.kind for binding in card.binding}


def test_a_gate_that_caps_at_its_highest_answer_asks_for_no_level_beyond() -> None:
    gate = {"fails_below": 2, "caps_at": "framed", "exactly": {"level": 4, "caps_at": "proven"}}
    card = gated(said(4, note=NOTE), gate)
    assert (card.level, card.gates[0].needs) == ("proven", 4)
    assert card.binding == (
        Binding(BindingKind.GATE, "only.q0", Fraction(4), Fraction(2), "proven"),
    )
    assert card.recommendations == ()


def test_the_levels_of_a_multiple_gate_are_exact_not_floored() -> None:
    def card(*ticked: str) -> Scorecard:
        tree = small_content()
        skills = tree["parts"][0]["sections"][0]["questions"][2]
        exactly = {"level": 2, "caps_at": "framed"}
        skills["gate"] = {"fails_below": 2, "caps_at": "exploring", "exactly": exactly}
        return scored({**FULL, "value.skills": said([*ticked])}, Bank.model_validate(tree))

    states = {ticks: card(*ticks).gates[2] for ticks in (("a", "~c"), ("a", "b"), ("a", "b", "~c"))}
    assert [(gate.level, gate.state) for gate in states.values()] == [
        (1, GateState.FAILS),
        (2, GateState.CAPS),
        (2, GateState.PASSED),
    ]


@pytest.mark.parametrize(
    ("answer", "unsupported"),
    [
        (said(3), True),
        (said(4), True),
        (said(2), False),
        (said(3, note="x"), False),
        (said(3, note="   "), True),
        (said(3, evidence=(EvidenceItem("report.pdf"),)), False),
        (said(3, evidence=(EvidenceItem("old", dated=date(2025, 2, 28)),)), True),
        (said(3, evidence=(EvidenceItem("old", expires_on=date(2026, 2, 28)),)), True),
    ],
)
def test_a_high_gate_without_support_makes_the_level_provisional(
    answer: Answer, unsupported: object
) -> None:
    card = gated(answer)
    causes = (ProvisionalCause(CauseKind.UNSUPPORTED, "only.q0", None),) if unsupported else ()
    assert (card.provisional, card.provisional_causes) == (unsupported, causes)
    assert len(card.provisional_because) == len(causes)


def left_out_weight(*weights: int) -> Scorecard:
    """Score full answers but for the first question, which is not applicable."""
    bank = rubric_bank(*weights)
    tree = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"][0]["sections"][0]["questions"][0]["not_applicable"] = {"when": "if so"}
    answers = {f"only.q{index}": said(4) for index in range(1, len(weights))}
    return scored({**answers, "only.q0": left_out()}, Bank.model_validate(tree))


def test_a_quarter_not_applicable_costs_nothing() -> None:
    card = left_out_weight(1, 3)
    assert card.parts["only"].not_applicable_share == Fraction(1, 4)
    assert card.level == "scale_ready"


def test_more_than_a_quarter_not_applicable_caps_the_level() -> None:
    card = left_out_weight(251, 749)
    assert (card.level, card.floor_level) == ("proven", "scale_ready")
    assert card.binding == (
        Binding(BindingKind.NOT_APPLICABLE, "only", Fraction(251, 1000), Fraction(1, 4), "proven"),
    )


def test_without_a_limit_not_applicable_caps_nothing() -> None:
    scoring = {**small_content()["scoring"], "not_applicable_limit": None}
    answers = {**FULL, "build.reasons": left_out(), "value.segments": left_out()}
    assert scored(answers).level == "proven"
    assert scored(answers, small_bank(scoring=scoring)).level == "scale_ready"


def test_the_banks_highest_level_binds_on_its_own() -> None:
    scoring = {**SCORING, "floors": {}, "highest_level": "proven"}
    bank = rubric_bank(1, scoring=scoring)
    card = scored({"only.q0": said(4)}, bank)
    assert (card.level, card.floor_level, card.next_level) == (
        "proven",
        "scale_ready",
        "launch_ready",
    )
    assert card.binding == (Binding(BindingKind.HIGHEST_LEVEL, "rubrics", None, None, "proven"),)


def test_only_what_must_change_for_the_next_level_binds() -> None:
    card = scored({**FULL, "value.goal": said(2), "build.speed": said(0)})
    assert (card.level, card.next_level) == ("proven", "launch_ready")
    assert card.binding == (
        Binding(BindingKind.FLOOR, "build", Fraction(1, 3), Fraction(3, 5), "proven"),
    )


def test_an_open_gate_binds_without_a_figure_of_now() -> None:
    card = scored({**FULL, "value.goal": DONT_KNOW})
    assert Binding(BindingKind.GATE, "value.goal", None, Fraction(2), "exploring") in card.binding


def test_a_gate_needs_what_allows_the_next_level() -> None:
    card = scored(
        {
            **FULL,
            "value.goal": said(2),
            "value.segments": said(4),
            "value.skills": said(["a", "b", "c", "d"]),
            "build.speed": said(4),
            "build.reasons": said(4),
        }
    )
    assert (card.level, card.floor_level) == ("launch_ready", "scale_ready")
    assert card.binding == (
        Binding(BindingKind.GATE, "value.goal", Fraction(2), Fraction(3), "launch_ready"),
    )


def test_nothing_binds_at_the_top() -> None:
    card = scored(hundred(100), HUNDRED)
    assert (card.next_level, card.binding) == (None, ())


def test_too_little_coverage_in_one_part_makes_the_level_provisional() -> None:
    bank = rubric_bank(4, 1)
    at_limit = scored({"only.q0": said(4), "only.q1": DONT_KNOW}, bank)
    assert (at_limit.parts["only"].coverage, at_limit.provisional) == (Fraction(4, 5), False)
    below = scored({"only.q0": DONT_KNOW, "only.q1": said(4)}, bank)
    assert below.provisional_causes == (
        ProvisionalCause(CauseKind.COVERAGE, "only", Fraction(1, 5)),
    )
    assert below.provisional_because == ("Only 20 % of Only part is answered.",)


def test_a_bank_may_be_provisional_always() -> None:
    bank = rubric_bank(1, scoring={**SCORING, "floors": {}, "always_provisional": True})
    card = scored({"only.q0": said(4)}, bank)
    assert card.provisional_causes == (ProvisionalCause(CauseKind.ALWAYS, "rubrics", None),)
    assert card.provisional_because == ("This bank gives a provisional level only.",)
