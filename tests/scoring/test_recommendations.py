"""What to do next: which, in what order, how many, and what is said of each."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, Discipline
from assessments.scoring.engine import score
from assessments.scoring.plan import plan_of
from assessments.scoring.recommendations import wanted_level
from assessments.scoring.scorecard import Reason, Recommendation, Scorecard
from tests.scoring.small_bank import DONT_KNOW, FULL, SCORING, left_out, rubric, said, small_bank

ON = date(2026, 3, 1)
BANK = small_bank()


def bank_of(*parts: list[dict[str, Any]], **scoring: Any) -> Bank:
    """Give a bank of parts p0, p1, … without floors."""
    tree = [
        {
            "code": f"p{index}",
            "title": f"P{index}",
            "sections": [{"code": f"p{index}.s", "title": "S", "questions": questions}],
        }
        for index, questions in enumerate(parts)
    ]
    settings = {**SCORING, "floors": {}, **scoring}
    return Bank.model_validate({"slug": "x", "title": "X", "scoring": settings, "parts": tree})


def codes(card: Scorecard) -> list[str]:
    return [one.code for one in card.recommendations]


def test_one_recommendation_says_everything() -> None:
    card = score(BANK, {**FULL, "build.speed": said(1)}, ON)
    assert card.target == "launch_ready"
    assert card.recommendations[0] == Recommendation(
        code="build.speed",
        part="build",
        because=Reason.FLOOR,
        find_out=False,
        state=State.ANSWERED,
        level=1,
        wanted=3,
        gain=Fraction(3, 6) * Fraction(2, 4),
        effort=3,
        improvement="Improve build.speed.",
        done=("build.speed: Written once.",),
        answered_by=Discipline.PRODUCT_MANAGEMENT,
    )


def test_who_keeps_no_advice_gets_the_same_without() -> None:
    answers = {**FULL, "build.speed": said(1)}
    card = score(BANK, answers, ON)
    assert card.recommendations
    assert score(BANK, answers, ON, advise=False) == replace(card, recommendations=())


def test_dont_know_comes_out_as_find_out() -> None:
    card = score(BANK, {**FULL, "build.speed": DONT_KNOW}, ON)
    first = card.recommendations[0]
    assert (first.code, first.find_out, first.level, first.wanted) == ("build.speed", True, None, 3)
    assert first.done == tuple(f"build.speed: {text}" for text in _texts(1, 2, 3))
    assert first.effort == 3.5


def _texts(*levels: int) -> list[str]:
    texts = ["Nothing yet.", "Talked about.", "Written once.", "Agreed by all.", "Kept up in use."]
    return [texts[level] for level in levels]


def test_a_blank_answer_is_not_find_out() -> None:
    blank = {code: answer for code, answer in FULL.items() if code != "build.speed"}
    first = score(BANK, blank, ON).recommendations[0]
    assert (first.code, first.find_out, first.state) == ("build.speed", False, State.UNANSWERED)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [("exploring", 0), ("framed", 2), ("proven", 2), ("launch_ready", 3), ("scale_ready", 4)],
)
def test_the_answer_aimed_at_follows_the_target(target: str, wanted: int) -> None:
    assert wanted_level(plan_of(BANK), BANK.scoring.level_codes.index(target)) == wanted


def test_a_bank_that_states_no_wanted_answers_aims_in_proportion() -> None:
    plan = plan_of(bank_of([rubric("p0.q")], wanted={}))
    assert [wanted_level(plan, target) for target in range(5)] == [0, 1, 2, 3, 4]


def test_what_has_reached_the_wanted_answer_is_not_recommended() -> None:
    bank = bank_of([rubric("p0.a"), rubric("p0.b"), rubric("p0.c")])
    answers = {"p0.a": said(2), "p0.b": said(1), "p0.c": said(3)}
    assert codes(score(bank, answers, ON, target="proven")) == ["p0.b"]


def test_what_does_not_count_is_not_recommended() -> None:
    answers = {**FULL, "value.segments": left_out(), "profile.people": said("no")}
    found = codes(score(BANK, {**answers, "build.users": DONT_KNOW}, ON, target="scale_ready"))
    assert set(found) == {"value.goal", "value.skills", "build.speed", "build.reasons"}


def test_gates_below_the_target_come_first_by_cap_then_weight_then_code() -> None:
    def gate(code: str, weight: int, cap: str) -> dict[str, Any]:
        return rubric(code, weight, gate={"fails_below": 2, "caps_at": cap})

    bank = bank_of(
        [rubric("p0.free", 50)],
        [
            gate("p1.b", 2, "framed"),
            gate("p1.a", 2, "framed"),
            gate("p1.heavy", 3, "framed"),
            gate("p1.low", 1, "exploring"),
            gate("p1.launch", 9, "launch_ready"),
        ],
    )
    card = score(bank, {"p0.free": said(0)}, ON, target="proven")
    gates = [one.code for one in card.recommendations if one.because is Reason.GATE]
    assert gates == ["p1.low", "p1.heavy", "p1.a", "p1.b"]
    assert codes(card)[4:] == ["p0.free", "p1.launch"]


def test_a_gate_asks_for_what_the_target_needs() -> None:
    gate = {"fails_below": 3, "caps_at": "framed", "exactly": {"level": 3, "caps_at": "proven"}}
    bank = bank_of([rubric("p0.q", gate=gate)])
    answers = {"p0.q": said(2, note="so")}
    wanted = {
        target: [one.wanted for one in score(bank, answers, ON, target=target).recommendations]
        for target in ("framed", "proven", "launch_ready", "scale_ready")
    }
    assert wanted == {"framed": [], "proven": [3], "launch_ready": [4], "scale_ready": [4]}


def test_parts_below_the_floor_come_before_larger_gains_elsewhere() -> None:
    floors = {"p0": {"framed": 0}, "p1": {"framed": 90}}
    bank = bank_of(
        [rubric("p0.q")], [rubric("p1.small"), *(rubric(f"p1.{i}") for i in "abc")], floors=floors
    )
    answers: dict[str, Answer] = {"p0.q": said(0), "p1.small": said(1)}
    card = score(bank, answers | {f"p1.{i}": said(3) for i in "abc"}, ON, target="framed")
    assert [(one.code, one.because) for one in card.recommendations] == [
        ("p1.small", Reason.FLOOR),
        ("p0.q", Reason.GAIN),
    ]
    assert card.recommendations[0].gain < card.recommendations[1].gain


def test_gains_are_compared_in_points_of_their_own_part() -> None:
    bank = bank_of(
        [rubric("p0.a", 2), rubric("p0.rest", 7)], [rubric("p1.a", 1), rubric("p1.rest", 3)]
    )
    rest = {"p0.rest": said(4), "p1.rest": said(4)}
    assert codes(score(bank, rest, ON, target="scale_ready")) == ["p1.a", "p0.a"]


def test_ties_go_to_the_heavier_then_to_the_code() -> None:
    bank = bank_of([rubric("p0.z", 2), rubric("p0.y", 2)], [rubric("p1.a", 1), rubric("p1.b", 1)])
    assert codes(score(bank, {}, ON, target="proven")) == ["p0.y", "p0.z", "p1.a", "p1.b"]


def test_at_most_three_a_part_and_ten_in_all() -> None:
    bank = bank_of(*[[rubric(f"p{p}.{q}") for q in "abcde"] for p in range(5)])
    found = codes(score(bank, {}, ON, target="proven"))
    assert len(found) == 10
    assert {part: sum(code.startswith(part) for code in found) for part in ("p0", "p3", "p4")} == {
        "p0": 3,
        "p3": 1,
        "p4": 0,
    }


def test_every_gate_below_the_target_is_shown_even_beyond_ten() -> None:
    gate = {"fails_below": 2, "caps_at": "framed"}
    bank = bank_of([rubric(f"p0.q{q}", gate=gate) for q in range(12)], [rubric("p1.q")])
    card = score(bank, {}, ON, target="proven")
    assert len(card.recommendations) == 12
    assert "p1.q" not in codes(card)


def test_the_target_is_the_next_level_and_at_the_top_the_top() -> None:
    bank = bank_of([rubric("p0.q")], floors={"p0": {"scale_ready": 100, "framed": 10}})
    assert score(bank, {"p0.q": said(0)}, ON).target == "framed"
    assert score(bank, {"p0.q": said(3)}, ON).target == "scale_ready"
    assert score(bank, {"p0.q": said(4)}, ON).target == "scale_ready"


def profile_target() -> Bank:
    tree = small_bank().model_dump(mode="json", by_alias=True, exclude_none=True)
    levels = [*SCORING["levels"], {"code": "elsewhere", "name": "Elsewhere"}]
    choices = [{"code": level["code"], "text": level["name"]} for level in levels]
    tree["profile"].append(
        {"code": "profile.target_level", "kind": "single", "title": "Which?", "choices": choices}
    )
    return Bank.model_validate(tree)


@pytest.mark.parametrize(
    ("said_target", "given", "target"),
    [
        ("scale_ready", None, "scale_ready"),
        ("proven", None, "launch_ready"),
        ("framed", None, "launch_ready"),
        ("elsewhere", None, "launch_ready"),
        ("scale_ready", "framed", "framed"),
    ],
)
def test_the_profile_may_name_a_target_above_the_result(
    said_target: str, given: str | None, target: str
) -> None:
    answers = {**FULL, "build.speed": said(1), "profile.target_level": said(said_target)}
    card = score(profile_target(), answers, ON, target=given)
    assert (card.level, card.target) == ("proven", target)
