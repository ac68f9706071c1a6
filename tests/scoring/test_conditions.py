"""Conditions with three truth values."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from assessments.scoring.conditions import Condition, Truth, questions_of, truth

CONDITIONS: TypeAdapter[Condition] = TypeAdapter(Condition)
YES: dict[str, Any] = {"question": "a", "equals": 1}
NO: dict[str, Any] = {"question": "a", "equals": 2}
UNKNOWN: dict[str, Any] = {"question": "gone", "equals": 1}
VALUES = {"a": 1, "yes": True, "word": "x", "many": ("x", "~y"), "half": 1.5}


def holds(tree: dict[str, Any]) -> Truth:
    return truth(CONDITIONS.validate_python(tree), VALUES)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (YES, True),
        (NO, False),
        (UNKNOWN, None),
        ({"not": YES}, False),
        ({"not": NO}, True),
        ({"not": UNKNOWN}, None),
        ({"all": [YES, YES]}, True),
        ({"all": [YES, UNKNOWN]}, None),
        ({"all": [UNKNOWN, NO]}, False),
        ({"any": [NO, NO]}, False),
        ({"any": [NO, UNKNOWN]}, None),
        ({"any": [UNKNOWN, YES]}, True),
        ({"all": [{"any": [NO, YES]}, {"not": NO}]}, True),
        ({"question": "a", "answered": True}, True),
        ({"question": "a", "answered": False}, False),
        ({"question": "gone", "answered": True}, False),
        ({"question": "gone", "answered": False}, True),
        ({"all": [{"question": "gone", "answered": True}, UNKNOWN]}, False),
    ],
)
def test_unknown_decides_nothing_it_need_not(tree: dict[str, Any], expected: Truth) -> None:
    assert holds(tree) is expected


@pytest.mark.parametrize(
    ("question", "operator", "wanted", "expected"),
    [
        ("a", "at_least", 1, True),
        ("a", "at_least", 2, False),
        ("a", "at_most", 1, True),
        ("a", "at_most", 0, False),
        ("half", "at_least", 1.5, True),
        ("word", "at_least", 1, False),
        ("yes", "at_most", 1, False),
        ("word", "any_of", ["x", "z"], True),
        ("word", "any_of", ["z"], False),
        ("yes", "equals", True, True),
        ("yes", "equals", 1, False),
        ("a", "equals", True, False),
        ("many", "includes", "x", True),
        ("many", "includes", "y", False),
        ("word", "includes", "x", False),
    ],
)
def test_each_operator_compares_its_own_kind(
    question: str, operator: str, wanted: Any, expected: Truth
) -> None:
    assert holds({"question": question, operator: wanted}) is expected


@pytest.mark.parametrize(
    "tree",
    [
        {"question": "a"},
        {"question": "a", "equals": 1, "at_least": 1},
        {"all": []},
        {"any": []},
        {"question": "a", "equals": 1, "more": 1},
    ],
)
def test_a_malformed_condition_is_refused(tree: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONDITIONS.validate_python(tree)


def test_a_condition_lists_the_questions_it_looks_at() -> None:
    tree = {"all": [YES, {"any": [UNKNOWN, {"not": {"question": "b", "equals": 1}}]}]}
    condition = CONDITIONS.validate_python(tree)
    assert questions_of(condition) == {"a", "gone", "b"}
    assert CONDITIONS.validate_python(condition) is condition
