"""Conditions read as sentences; questions are named by their code."""

import pytest

from assessments.banks.condition_words import in_words

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
def test_condition_reads_as(condition, words):
    assert in_words(condition) == words
