"""What became of each question, by code and by words, and when a code means something else."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.banks.diff import diff, next_version
from assessments.banks.diff.questions import Became, QuestionChange, question_changes
from assessments.scoring.bank import Bank
from tests.scoring.small_bank import rubric, small_bank, small_content

Edit = Callable[[dict[str, Any]], Any]

DATA = {
    "title": "How good are the training data and the labels you collect?",
    "levels": [
        "Nobody has looked at the collected records or at their labels.",
        "Somebody counted missing records; labels come from one annotator.",
        "Missing records are measured weekly; two annotators label each sample.",
        "Gaps are closed before training; annotators who disagree are heard.",
        "Drift of records and agreement among annotators raise an alarm.",
    ],
    "effort": [1, 2, 3, 4],
}


def edited(edit: Edit) -> Bank:
    content = small_content()
    edit(content)
    return Bank.model_validate(content)


def questions(content: dict[str, Any], part: int = 0, section: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content["parts"][part]["sections"][section]["questions"]
    return found


def became(edit: Edit) -> dict[str, tuple[Became, ...]]:
    changes = question_changes(small_bank(), edited(edit))
    return {one.code: one.became for one in changes if not one.is_same}


def test_equal_banks_have_only_the_same_questions() -> None:
    changes = question_changes(small_bank(), small_bank(version="3.0"))
    assert [one.code for one in changes] == list(small_bank().questions)
    assert all(one.is_same for one in changes)


@pytest.mark.parametrize(
    ("edit", "code", "expected"),
    [
        (lambda c: questions(c)[0].update(why="Because."), "value.goal", (Became.REWORDED,)),
        (
            lambda c: questions(c)[0]["levels"].__setitem__(1, "value.goal: said aloud."),
            "value.goal",
            (Became.LEVELS,),
        ),
        (lambda c: questions(c)[0].update(weight=9), "value.goal", (Became.WEIGHT,)),
        (lambda c: questions(c)[0].pop("gate"), "value.goal", (Became.RULE,)),
        (lambda c: questions(c)[1].pop("show_if"), "value.fairness", (Became.RULE,)),
        (
            lambda c: questions(c)[2]["choices"][0].update(text="The field"),
            "value.skills",
            (Became.OPTIONS,),
        ),
        (
            lambda c: questions(c)[0].update(title="How far is the value.goal?", weight=9),
            "value.goal",
            (Became.REWORDED, Became.WEIGHT),
        ),
        (
            lambda c: questions(c, 1).append(questions(c).pop(0)),
            "value.goal",
            (Became.MOVED,),
        ),
        (lambda c: questions(c)[0].update(DATA), "value.goal", (Became.REUSED,)),
        (lambda c: questions(c).append(rubric("value.new") | DATA), "value.new", (Became.NEW,)),
        (lambda c: questions(c).pop(2), "value.skills", (Became.REMOVED,)),
    ],
)
def test_each_change_of_a_question_has_its_name(
    edit: Edit, code: str, expected: tuple[Became, ...]
) -> None:
    assert became(edit) == {code: expected}


def test_a_question_under_a_new_code_is_found_by_its_words() -> None:
    def edit(content: dict[str, Any]) -> None:
        questions(content)[2]["code"] = "value.abilities"

    (change,) = [one for one in question_changes(small_bank(), edited(edit)) if not one.is_same]
    assert change == QuestionChange(
        "value.abilities",
        "Which skills are there?",
        (Became.RECODED,),
        ("value.skills",),
        (),
        change.likeness,
    )
    assert change.likeness == 1
    found = diff(small_bank(), edited(edit))
    assert (found.added, found.removed) == (("value.abilities",), ("value.skills",))


def halves() -> list[dict[str, Any]]:
    """Ask for records and for labels apart."""
    records = {
        "title": "How good are the training data you collect?",
        "levels": ["Nobody has looked at the collected records.", "Missing records are counted."],
    }
    labels = {
        "title": "How good are the labels you collect?",
        "levels": ["Labels come from one annotator.", "Two annotators label each sample."],
    }
    pairs = (("value.records", records), ("value.labels", labels))
    return [rubric(code) | texts | {"effort": [1]} for code, texts in pairs]


def test_a_question_split_in_two_is_told_from_one_removed_and_two_new_ones() -> None:
    def whole(content: dict[str, Any]) -> None:
        questions(content).append(rubric("value.data") | DATA)

    old = edited(whole)
    new = edited(lambda content: questions(content).extend(halves()))
    changes = {one.code: one for one in question_changes(old, new) if not one.is_same}

    assert changes["value.records"].became == (Became.SPLIT,)
    assert changes["value.labels"].was == ("value.data",)
    assert changes["value.data"].became == (Became.SPLIT_UP,)
    assert set(changes) == {"value.records", "value.labels", "value.data"}


def test_a_code_that_asks_something_else_makes_a_major_version() -> None:
    found = diff(small_bank(), edited(lambda c: questions(c)[0].update(DATA)))
    assert "value.goal: asks something else now" in found.reasons
    assert next_version("1.2", found) == "2.0"


def test_level_texts_that_change_places_make_a_major_version() -> None:
    def edit(content: dict[str, Any]) -> None:
        levels = questions(content)[0]["levels"]
        levels[1], levels[2] = levels[2], levels[1]

    found = diff(small_bank(), edited(edit))
    assert found.reasons == ("value.goal: other meaning of 1, 2",)
    assert next_version("1.2", found) == "2.0"


def test_choice_texts_that_change_places_make_a_major_version() -> None:
    def edit(content: dict[str, Any]) -> None:
        choices = questions(content)[2]["choices"]
        choices[0]["text"], choices[1]["text"] = choices[1]["text"], choices[0]["text"]

    assert diff(small_bank(), edited(edit)).reasons == ("value.skills: other meaning of a, b",)
