"""When an answer is reached, in words that need nothing that is not shown, and that are true."""

import pytest

from assessments.reports.move_words import done_words
from assessments.reports.reaching import goal_of, levels_to_reach
from assessments.scoring.bank import Bank
from assessments.scoring.kinds import rules_of
from tests.reports.documents import document_of, inputs_of
from tests.scoring.small_bank import small_bank, small_content

LEANING = ["Nobody knows.", "Written down.", "As 1, and agreed.", "As 2, and used.", "New words."]


def bank_with(code, **more):
    """The small bank with something else said of one question."""
    content = small_content()
    sections = [section for part in content["parts"] for section in part["sections"]]
    questions = [question for section in sections for question in section["questions"]]
    next(one for one in questions if one["code"] == code).update(more)
    return Bank.model_validate(content)


def leaning(levels=LEANING):
    return bank_with("value.goal", levels=levels).questions["value.goal"]


@pytest.mark.parametrize(
    ("now", "wanted", "levels"),
    [
        (None, 2, [1, 2]),
        (0, 1, [1]),
        (1, 2, [1, 2]),
        (2, 3, [1, 2, 3]),
        (1, 4, [1, 2, 3, 4]),
        (3, 4, [4]),
        (4, 4, [4]),
    ],
)
def test_levels_a_text_leans_on_are_read_before_it(now, wanted, levels):
    assert list(levels_to_reach(leaning(), now, wanted)) == levels


@pytest.mark.parametrize("second", ["Wie 1, und abgestimmt.", "Comme au niveau 1, et plus."])
def test_a_text_leans_in_any_language(second):
    question = leaning(["Nein.", "Ja.", second, "Drei.", "Vier."])
    assert list(levels_to_reach(question, 1, 2)) == [1, 2]


def test_a_number_that_is_no_lower_level_is_nothing_to_lean_on():
    question = leaning(["No.", "One.", "At least 5 people.", "In 3 of 4.", "Of 2026."])
    assert list(levels_to_reach(question, 1, 2)) == [2]
    assert list(levels_to_reach(question, 2, 4)) == [3, 4]


def test_the_path_shows_every_level_on_the_way():
    question = leaning()
    said = "Level 1: Written down. Level 2: As 1, and agreed. Level 3: As 2, and used."
    assert done_words(small_bank(), question, 1, 3) == said
    assert done_words(small_bank(), question, 3, 4) == "New words."


SKILLS = small_bank().questions["value.skills"]  # four options; "c" may not apply


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (("a", "b", "c", "d"), "All 4 options that apply hold."),
        (("a", "b", "d", "~c"), "All 3 options that apply hold."),
        (("a", "b"), "Any 2 of the 4 options that apply will do."),
        (("a", "~c"), "Any 1 of the 3 options that apply will do."),
    ],
)
def test_the_path_says_how_many_options_have_to_hold(value, said):
    value = rules_of(SKILLS).parse(SKILLS, value)
    assert done_words(small_bank(), SKILLS, None, value) == said


RULED_BY_B = {"question": "value.skills", "includes": "b"}


@pytest.mark.parametrize(
    "more",
    [
        {"show_if": RULED_BY_B},
        {"not_applicable": {"when": "if so", "allowed_if": RULED_BY_B}},
        {"not_applicable": {"when": "if so", "closed_if": RULED_BY_B}},
    ],
)
def test_options_are_named_where_what_is_asked_or_does_not_apply_hangs_on_them(more):
    bank = bank_with("build.speed", **more)
    said = "These options hold: Domain; Data"
    assert done_words(bank, bank.questions["value.skills"], None, ("a", "b")) == said


@pytest.mark.parametrize(("code", "value"), [("value.sold", True), ("build.way", "staged")])
def test_other_kinds_name_the_answer_itself(code, value):
    bank = small_bank()
    assert done_words(bank, bank.questions[code], None, value) == ""


@pytest.mark.parametrize(
    ("value", "wanted", "lead"),
    [
        (None, 1, "One of these holds:"),
        (None, 3, "3 of these hold:"),
        (None, 4, "All of these hold:"),
        (("a",), 2, "One of these holds:"),
        (("a", "~c"), 3, "All of these hold:"),
        (("none",), 2, "2 of these hold:"),
    ],
)
def test_advice_says_how_many_of_the_options_are_enough(value, wanted, lead):
    value = value and rules_of(SKILLS).parse(SKILLS, value)
    done = rules_of(SKILLS).next_steps(SKILLS, value, wanted)
    assert goal_of(SKILLS, value, wanted, done).lead == lead


def test_advice_on_one_option_that_is_left_needs_no_count():
    done = rules_of(SKILLS).next_steps(SKILLS, ("a", "b", "d"), 4)
    assert goal_of(SKILLS, ("a", "b", "d"), 4, done).lead == ""


def test_advice_goes_all_the_way_to_the_level_its_gain_and_effort_are_of():
    bank = bank_with("value.goal", levels=LEANING)
    inputs = inputs_of(3, bank) | {"target": "launch_ready"}
    inputs["answers"]["value.goal"] |= {"value": 1}
    advice = document_of(inputs, bank).result.advice
    one = next(one for one in advice if one.code == "value.goal")
    assert one.done == tuple(LEANING[1:4])
    assert one.done_labels == ("Level 1", "Level 2", "Level 3")
    assert next(one.done_lines) == ("Level 1: ", "Written down.")


def test_of_choices_advice_names_the_one_its_gain_is_of():
    """The next choice above would bring less: the level aimed at is 3 of 4."""
    bank = small_bank()
    inputs = inputs_of(3, bank) | {"target": "launch_ready"}
    inputs["answers"]["build.way"] |= {"value": "hand"}
    advice = document_of(inputs, bank).result.advice
    one = next(one for one in advice if one.code == "build.way")
    assert one.done == ("In stages",)


@pytest.mark.parametrize(
    ("partly", "wanted", "lead"),
    [
        (True, 2, "This is answered with yes or partly:"),
        (True, 3, "This is answered with yes:"),
        (False, 1, "This is answered with yes:"),
    ],
)
def test_advice_on_a_yes_or_no_says_which(partly, wanted, lead):
    question = bank_with("value.sold", partly=partly).questions["value.sold"]
    goal = goal_of(question, False, wanted, ("Is it sold?",))
    assert (goal.lead, goal.texts) == (lead, ("Is it sold?",))
