"""Expressions of surveys become conditions that hide what the survey hides."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assessments.banks.formats.surveyjs.asked import Asked
from assessments.banks.formats.surveyjs.conditions import condition_of
from assessments.banks.formats.surveyjs.expression import Comparison, Const, Joined, Name, parse
from assessments.banks.formats.surveyjs.tokens import ExpressionProblem
from assessments.scoring.conditions import Condition, truth

CONDITIONS: TypeAdapter[Condition] = TypeAdapter(Condition)
ASKED = {
    "one": Asked("p.one", "single", {"a-1": "a_1", "b-2": "b_2", "3": "3"}),
    "many": Asked("p.many", "multiple", {"a": "a", "b": "b", "c": "c"}),
    "yes": Asked("p.yes", "boolean", {"true": True, "false": False, "J": True}),
    "size": Asked("p.size", "number", {}),
    "word": Asked("p.word", "text", {}),
    "day": Asked("p.day", "date", {}),
}


def holds(text: str, **said: Any) -> bool:
    found = condition_of(text, ASKED)
    if isinstance(found, bool):
        return found
    known = truth(
        CONDITIONS.validate_python(found), {f"p.{key}": value for key, value in said.items()}
    )
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("text", "true_for", "false_for"),
    [
        ("{one} = 'a-1'", {"one": "a_1"}, {"one": "b_2"}),
        ('{one} == "A-1"', {"one": "a_1"}, {}),
        ("'a-1' = {one}", {"one": "a_1"}, {}),
        ("{one} <> 'a-1'", {}, {"one": "a_1"}),
        ("{one} = 'gone' or {one} = 3", {"one": "3"}, {"one": "a_1"}),
        ("{one} contains ['a-1']", {"one": "a_1"}, {"one": "b_2"}),
        ("{one} contains '-'", {"one": "b_2"}, {"one": "3"}),
        ("{one} anyof ['a-1', 'b-2']", {"one": "b_2"}, {"one": "3"}),
        ("{one} noneof ['a-1', 'b-2']", {"one": "3"}, {}),
        ("{one} >= 3", {"one": "3"}, {"one": "a_1"}),
        ("{one} notempty", {"one": "3"}, {}),
        ("{many} contains 'a'", {"many": ("a", "b")}, {"many": ("b",)}),
        ("{many} contains ['a', 'b']", {"many": ("a", "b")}, {"many": ("a",)}),
        ("{many} notcontains 'a'", {"many": ("b",)}, {}),
        ("{many} anyof ['a', 'c']", {"many": ("c",)}, {"many": ("b",)}),
        ("{many} allof ['a', 'c']", {"many": ("a", "c")}, {"many": ("c",)}),
        ("{many} = ['b', 'a']", {"many": ("a", "b")}, {"many": ("a", "b", "c")}),
        ("{many} = 'a'", {"many": ("a",)}, {"many": ("a", "b")}),
        ("{many} empty", {}, {"many": ("a",)}),
        ("{yes} = true", {"yes": True}, {"yes": False}),
        ("{yes} = 'J'", {"yes": True}, {}),
        ("{yes}", {"yes": True}, {"yes": False}),
        ("!{yes}", {}, {"yes": True}),
        ("{size} > 3", {"size": 3.5}, {"size": 3}),
        ("3 > {size}", {"size": 2}, {"size": 3}),
        ("{size} >= 3 and {size} <= -1", None, {"size": 3}),
        ("{size} = 2.5", {"size": 2.5}, {"size": 2}),
        ("{size} lessorequal 3", {"size": 3}, {}),
        ("{word} = plain", {"word": "plain"}, {"word": "other"}),
        ("{day} notempty", {"day": "2026-01-01"}, {}),
        ("{yes} = true or {size} > 3 and {word} = 'x'", {"yes": True}, {"size": 4}),
        ("({yes} = true or {size} > 3) and {word} = 'x'", {"size": 4, "word": "x"}, {"yes": True}),
        ("{one} = 'b-2' && !({many} contains 'a')", {"one": "b_2"}, {"one": "b_2", "many": ("a",)}),
    ],
)
def test_an_expression_holds_where_it_holds_in_a_survey(
    text: str, true_for: dict[str, Any] | None, false_for: dict[str, Any]
) -> None:
    if true_for is not None:
        assert holds(text, **true_for)
    assert not holds(text, **false_for)


def test_and_binds_tighter_than_or_whatever_is_true() -> None:
    for a, b, c in product((True, False), repeat=3):
        said = {"yes": a, "size": 5 if b else 1, "word": "x" if c else "y"}
        assert holds("{yes} = true or {size} > 3 and {word} = 'x'", **said) is (a or (b and c))
        assert holds("{word} = 'x' and {size} > 3 or {yes}", **said) is (a or (b and c))


def test_a_tree_says_what_stands_where() -> None:
    assert parse("{a} = 1 AND ({b} notempty)") == Joined(
        is_all=True,
        inner=(Comparison("equal", Name("a"), Const(1)), Comparison("notempty", Name("b"))),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the end stands where a question or a value is expected (character 1)"),
        ("{one} =", "the end stands where a question or a value is expected (character 8)"),
        ("{one} = 'a-1' {many}", "many stands where and or or is expected (character 15)"),
        ("({one} = 'a-1'", "the end stands where a closing bracket is expected (character 15)"),
        ("{one} = [1 2]", "2 stands where a comma is expected (character 12)"),
        ("{one} + 1 > 2", "'+ 1 > 2' cannot be read (character 7)"),
        ("age({one}) > 2", "the function age is not carried (character 1)"),
        ("{gone} = 1", "{gone} is no question that was imported"),
        ("{one} = {many}", "it compares two answers with each other"),
        ("1 = 1", "it compares values that are no answers"),
        ("{word} contains 'x'", "contains cannot be asked of a text"),
        ("{word} > 3", "a text has no size to compare"),
        ("{size} > 'x'", "'x' is no number"),
        ("{day} = 3", "a date cannot be compared"),
        ("(" * 30 + "{one}", "it nests deeper than 20 (character 22)"),
        ("{one} = '" + "x" * 5000 + "'", "it has more than 4000 characters"),
    ],
)
def test_what_cannot_be_carried_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ExpressionProblem) as problem:
        condition_of(text, ASKED)
    assert str(problem.value) == message


PIECES = [
    "{one}",
    "{many}",
    "{size}",
    "{no}",
    "=",
    "<>",
    ">",
    "contains",
    "anyof",
    "empty",
    "and",
    "or",
    "!",
    "(",
    ")",
    "[",
    "]",
    ",",
    "'a'",
    "3",
    "1e400",
    "-",
    "x",
    "\\",
    "'",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_text_is_a_condition_or_is_refused_in_words(text: str) -> None:
    try:
        found = condition_of(text, ASKED)
    except ExpressionProblem:
        return
    if isinstance(found, dict):
        # Two truth values, as there: what is open makes a comparison false, never unknown.
        assert truth(CONDITIONS.validate_python(found), {}) is not None
