"""Conditions read as sentences; questions and choices in their words, what is gone by its code."""

import pytest

from assessments.banks.condition_words import Said, in_words, words_of_bank, words_of_draft
from tests.scoring.small_bank import small_bank, small_content

LEVEL = {"question": "a.b", "at_least": 2}
CHOICE = {"question": "c.d", "any_of": ["x", "y"]}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (LEVEL, "a.b is at least 2"),
        ({"question": "a.b", "at_most": 3}, "a.b is at most 3"),
        ({"question": "a.b", "equals": True}, "a.b is yes"),
        ({"question": "a.b", "equals": False}, "a.b is no"),
        (CHOICE, "c.d is one of x, y"),
        ({"question": "c.d", "includes": "x"}, "c.d includes x"),
        ({"question": "c.d", "answered": True}, "c.d is answered: yes"),
        ({"not": LEVEL}, "not (a.b is at least 2)"),
        ({"all": [LEVEL, CHOICE]}, "a.b is at least 2 and c.d is one of x, y"),
        (
            {"any": [LEVEL, {"all": [LEVEL, CHOICE]}]},
            "a.b is at least 2 or (a.b is at least 2 and c.d is one of x, y)",
        ),
        ({}, "?"),
    ],
)
def test_condition_on_what_nobody_knows_reads_as(condition, words):
    assert in_words(condition, {}) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (LEVEL, "“How far?” (a.b) is at least 2"),
        (CHOICE, "“Which way?” (c.d) is one of “By sea”, y"),
        (
            {"not": {"question": "c.d", "includes": "x"}},
            "not (“Which way?” (c.d) includes “By sea”)",
        ),
        (
            {"all": [LEVEL, {"any": [LEVEL, {"question": "e.f", "equals": True}]}]},
            "“How far?” (a.b) is at least 2 and (“How far?” (a.b) is at least 2 or e.f is yes)",
        ),
    ],
)
def test_condition_says_what_its_questions_ask(condition, words):
    asked = {"a.b": Said("How far?", {}), "c.d": Said("Which way?", {"x": "By sea"})}
    assert in_words(condition, asked) == words


def test_a_long_question_is_cut_short():
    words = in_words(LEVEL, {"a.b": Said("far " * 40, {})})
    assert words == f"“{'far ' * 19}far…” (a.b) is at least 2"


def test_words_of_a_draft_are_those_of_its_bank():
    found = words_of_bank(small_bank())
    assert words_of_draft(small_content()) == found
    assert found["profile.stage"] == Said(
        "Where does it stand?", {"idea": "An idea", "pilot": "In trial", "live": "In use"}
    )
