"""What is shown: unknown hides nothing, and a hidden answer decides nothing."""

from typing import Any

import pytest

from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.errors import AnswerOutOfRange, UnknownQuestion
from assessments.scoring.shown import examples_for, shown_text
from assessments.scoring.visibility import (
    asked_again,
    offers_not_applicable,
    suggests_not_applicable,
    visible,
)
from tests.scoring.small_bank import DONT_KNOW, FULL, SCORING, left_out, rubric, said, small_bank

BANK = small_bank()
MARKET = {"value.market", "value.segments", "value.sold"}


def hidden(answers: dict[str, Answer], bank: Bank = BANK) -> set[str]:
    return set(visible(bank, answers).hidden)


def test_nothing_is_hidden_while_nothing_is_known() -> None:
    assert hidden({}) == set()


def test_dont_know_in_the_profile_hides_nothing() -> None:
    assert hidden({"profile.people": DONT_KNOW, "profile.route": DONT_KNOW}) == set()


def test_a_false_condition_hides_its_question() -> None:
    assert hidden({"profile.people": said("no")}) == {"value.fairness"}


def test_a_hidden_section_hides_its_questions() -> None:
    assert hidden({"profile.route": said(["own"])}) == MARKET


def chain(*conditions: Any) -> Bank:
    """Give questions q0, q1, … each with its condition, in the reverse order of the file."""
    questions = [rubric("p.first", 1)]
    for index, condition in enumerate(conditions):
        questions.insert(0, rubric(f"p.q{index}", 1, show_if=condition))
    return Bank.model_validate(
        {
            "slug": "chain",
            "title": "Chain",
            "scoring": {**SCORING, "floors": {}},
            "parts": [
                {
                    "code": "p",
                    "title": "P",
                    "sections": [{"code": "p.s", "title": "S", "questions": questions}],
                }
            ],
        }
    )


def test_the_answer_of_a_hidden_question_decides_nothing() -> None:
    bank = chain(
        {"question": "p.first", "at_least": 2},
        {"question": "p.q0", "at_least": 2},
        {"not": {"question": "p.q1", "at_least": 2}},
    )
    answers = {"p.first": said(1), "p.q0": said(0), "p.q1": said(4)}
    assert hidden(answers, bank) == {"p.q0", "p.q2"}
    assert hidden({**answers, "p.first": said(2)}, bank) == {"p.q1"}


def test_a_long_chain_against_the_order_of_the_file_is_decided() -> None:
    conditions = [{"question": "p.first", "equals": 1}]
    conditions += [{"question": f"p.q{index}", "equals": 1} for index in range(400)]
    bank = chain(*conditions)
    answers = {f"p.q{index}": said(1) for index in range(401)}
    assert hidden({**answers, "p.first": said(1)}, bank) == set()
    assert hidden({**answers, "p.first": said(0)}, bank) == {"p.q0"}


def test_a_hidden_part_hides_sections_and_questions() -> None:
    tree = small_bank().model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"][1]["show_if"] = {"question": "profile.stage", "equals": "live"}
    bank = Bank.model_validate(tree)
    found = hidden({"profile.stage": said("idea")}, bank)
    assert found == {"build", "build.work", *(q.code for q in bank.parts[1].questions)}


def test_a_not_applicable_answer_decides_nothing() -> None:
    bank = chain({"question": "p.first", "at_least": 2})
    tree = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"][0]["sections"][0]["questions"][1]["not_applicable"] = {"when": "if so"}
    bank = Bank.model_validate(tree)
    assert hidden({"p.first": left_out()}, bank) == set()


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownQuestion) as refused:
        visible(BANK, {"nope.x": said(1)})
    assert (refused.value.code, refused.value.field) == ("nope.x", "code")


def test_a_mark_where_there_is_no_such_choice_is_refused() -> None:
    with pytest.raises(AnswerOutOfRange) as refused:
        visible(BANK, {"build.speed": left_out()})
    assert refused.value.field == "state"


def test_a_mark_without_three_words_is_refused() -> None:
    with pytest.raises(AnswerOutOfRange) as refused:
        visible(BANK, {"value.segments": left_out("no need")})
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("answers", "offered"),
    [
        ({}, False),
        ({"build.speed": said(1)}, False),
        ({"build.speed": said(2)}, True),
        ({"build.speed": said(2), "profile.stage": said("live")}, False),
        ({"build.speed": said(2), "profile.stage": said("idea")}, True),
        ({"build.speed": said(2), "profile.stage": DONT_KNOW}, True),
    ],
)
def test_not_applicable_is_offered_when_allowed_and_not_closed(
    answers: dict[str, Answer], offered: object
) -> None:
    values = visible(BANK, answers).values
    assert offers_not_applicable(BANK.questions["build.reasons"], values) is offered


def test_not_applicable_is_not_offered_where_the_question_has_no_such_choice() -> None:
    assert not offers_not_applicable(BANK.questions["build.speed"], {})


def test_not_applicable_is_suggested_only_when_the_condition_is_known_to_hold() -> None:
    tree = small_bank().model_dump(mode="json", by_alias=True, exclude_none=True)
    rule = tree["parts"][0]["sections"][1]["questions"][0]["not_applicable"]
    rule["suggested_if"] = {"question": "profile.stage", "equals": "idea"}
    bank = Bank.model_validate(tree)
    question = bank.questions["value.segments"]
    for answers, suggested in (
        ({}, False),
        ({"profile.stage": said("live")}, False),
        ({"profile.stage": said("idea")}, True),
    ):
        values = visible(bank, answers).values
        assert suggests_not_applicable(question, values) is suggested
    assert not suggests_not_applicable(bank.questions["build.reasons"], {})


def test_an_answer_is_asked_again_when_its_condition_came_true() -> None:
    assert asked_again(BANK, FULL) == ("profile.people",)
    assert asked_again(BANK, {**FULL, "value.goal": said(2)}) == ()
    assert asked_again(BANK, {"value.goal": said(4)}) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Done in use (before launch: tried once).", "Done in use."),
        ("A (before launch: b (c (d)) e) and (else) f.", "A and (else) f."),
        ("(Before launch: x) A (before launch: y) B", "A B"),
        ("Open (before launch: never closed", "Open (before launch: never closed"),
        ("A (before launch then: b)", "A (before launch then: b)"),
        ("Plain.", "Plain."),
    ],
)
def test_an_aside_that_does_not_hold_is_left_out(text: str, shown: str) -> None:
    assert shown_text(BANK, text, {"profile.stage": said("live")}) == shown


def test_an_aside_stays_while_it_holds_or_is_undecided() -> None:
    text = "A (before launch: b)."
    assert shown_text(BANK, text, {"profile.stage": said("idea")}) == text
    assert shown_text(BANK, text, visible(BANK, {})) == text
    assert shown_text(chain({"question": "p.first", "equals": 1}), text, {}) == text


def test_examples_follow_the_answers() -> None:
    question = BANK.questions["build.reasons"]
    both = ("Always shown", "Shown while it is an idea")
    assert examples_for(BANK, question, {}) == both
    assert examples_for(BANK, question, {"profile.stage": said("live")}) == both[:1]
    assert examples_for(BANK, BANK.questions["build.speed"], {}) == ()
