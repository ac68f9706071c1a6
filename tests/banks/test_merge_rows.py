"""Rows without a code are told by what they say, and translations stay with the text they are of."""

from copy import deepcopy
from typing import Any

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.banks.merge import Side, merge
from assessments.banks.merge.pairs import paired
from tests.banks.test_merge import elements
from tests.scoring.method_banks import mean_tree
from tests.scoring.small_bank import small_bank

STREAM = "scoring/streams/gov.strategy/{}/title".format
EXAMPLE = "value.goal/examples/{}/text".format


def rows(*said: str) -> list[tuple[str, ...]]:
    return [tuple(one.split("=")) for one in said]


@pytest.mark.parametrize(
    ("before", "now", "pairs"),
    [
        (rows("a=1", "b=2"), rows("a=1", "b=2"), {0: 0, 1: 1}),
        (rows("a=1", "b=2", "c=3"), rows("b=2", "c=3"), {1: 0, 2: 1}),
        (rows("a=1", "b=2"), rows("b=2", "new=3", "a=1"), {0: 2, 1: 0}),
        (rows("a=1", "b=2"), rows("a=9", "b=2"), {0: 0, 1: 1}),
        (rows("a=1", "b=2", "c=3"), rows("a=1", "x=2", "c=3"), {0: 0, 1: 1, 2: 2}),
        (rows("a=1", "b=2"), rows("x=1", "b=2"), {0: 0, 1: 1}),
        (rows("a=1", "b=2"), rows("a=1", "x=2"), {0: 0, 1: 1}),
        (rows("a=1", "b=2", "c=3"), rows("x=2", "c=3"), {1: 0, 2: 1}),
        (rows("a", "b", "c"), rows("a", "x", "c"), {0: 0, 1: 1, 2: 2}),
        (rows("a", "b", "c"), rows("x", "c"), {2: 1}),
        # What it says otherwise too, or what has moved besides, cannot be told for sure.
        (rows("a=1", "b=2", "c=3"), rows("a=1", "x=9", "c=3"), {0: 0, 2: 2}),
        (rows("a=1", "b=2", "c=3"), rows("c=3", "x=2", "a=1"), {0: 2, 2: 0}),
        (rows("a=1", "b=1"), rows("x=1", "y=1"), {}),
        (rows("a=1", "b=1"), rows("a=1", "x=1", "y=1"), {0: 0}),
        # Of equal rows in equal number each is itself; else nobody knows which has gone.
        (rows("a=1", "a=1", "b=2"), rows("b=2", "a=1", "a=1"), {0: 1, 1: 2, 2: 0}),
        (rows("a=1", "a=1", "b=2"), rows("a=1", "b=2"), {2: 1}),
        ([], rows("a=1"), {}),
    ],
)
def test_rows_are_paired_by_what_they_say(before, now, pairs):
    assert paired(before, now) == pairs


def tree(**titles: str) -> dict[str, Any]:
    content = content_of(mean_tree())
    content["translations"] = {"de": {STREAM(0): "Schaffen", STREAM(1): "Messen"}}
    return content


def german(content: dict[str, Any]) -> dict[str, str]:
    return content["translations"]["de"]


def streams(content: dict[str, Any]) -> list[str]:
    return [one["title"] for one in content["scoring"]["streams"]["gov.strategy"]]


def without_first_stream(base: dict[str, Any]) -> dict[str, Any]:
    content = deepcopy(base)
    del content["scoring"]["streams"]["gov.strategy"][0]
    content["translations"]["de"] = {STREAM(0): german(base)[STREAM(1)]}
    return content


def test_translation_that_was_changed_stays_with_its_stream_when_one_before_it_goes():
    base = tree()
    ours, theirs = without_first_stream(base), deepcopy(base)
    theirs["translations"]["de"] |= {STREAM(0): "Neu schaffen", STREAM(1): "Vermessen"}
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge(base, one, other)
        assert found.conflicts == ()
        assert streams(found.content) == ["Measure"]
        assert german(found.content) == {STREAM(0): "Vermessen"}


def test_stream_added_in_front_brings_its_translation_and_moves_the_others():
    base = tree()
    ours, theirs = deepcopy(base), deepcopy(base)
    ours["translations"]["de"][STREAM(1)] = "Vermessen"
    theirs["scoring"]["streams"]["gov.strategy"].insert(0, {"title": "New", "questions": ["x"]})
    theirs["translations"]["de"] = {STREAM(0): "Neu", STREAM(1): "Schaffen", STREAM(2): "Messen"}
    found = merge(base, ours, theirs)
    assert (streams(found.content), found.conflicts) == (["New", "Create", "Measure"], ())
    assert german(found.content) == {
        STREAM(0): "Neu",
        STREAM(1): "Schaffen",
        STREAM(2): "Vermessen",
    }


def test_two_translations_of_one_stream_are_asked_about_wherever_it_stands():
    base = tree()
    ours, theirs = without_first_stream(base), deepcopy(base)
    ours["translations"]["de"] = {STREAM(0): "Unsere"}
    theirs["translations"]["de"][STREAM(1)] = "Ihre"
    found = merge(base, ours, theirs)
    (asked,) = found.conflicts
    assert (asked.base, asked.ours, asked.theirs) == ("Messen", "Unsere", "Ihre")
    assert asked.path == ("translations", "de", STREAM(1))
    taken = merge(base, ours, theirs, {asked.key: Side.THEIRS})
    assert german(taken.content) == {STREAM(0): "Ihre"}


def test_which_list_is_chosen_changes_no_question_and_keeps_its_own_translations():
    base = tree()
    ours, theirs = without_first_stream(base), deepcopy(base)
    theirs["scoring"]["streams"]["gov.strategy"][0]["title"] = "Make"
    ours["translations"]["de"] = {STREAM(0): "Unsere"}
    theirs["translations"]["de"][STREAM(1)] = "Ihre"
    keys = {one.key for one in merge(base, ours, theirs).conflicts}
    assert len(keys) == 2
    found = merge(base, ours, theirs, dict.fromkeys(keys, Side.THEIRS))
    assert {one.key for one in found.conflicts} == keys
    assert streams(found.content) == ["Make", "Measure"]
    assert german(found.content) == {STREAM(0): "Schaffen", STREAM(1): "Ihre"}


def test_reworded_example_keeps_what_the_other_side_said_of_it():
    base = content_of(small_bank())
    elements(base)["value.goal"]["examples"] = [{"text": one} for one in ("One", "Two", "Three")]
    base["translations"] = {"de": {EXAMPLE(n): f"{n}" for n in range(3)}}
    ours, theirs = deepcopy(base), deepcopy(base)
    elements(ours)["value.goal"]["examples"][1]["text"] = "Second"
    theirs["translations"]["de"][EXAMPLE(1)] = "Zwei"
    found = merge(base, ours, theirs)
    assert found.conflicts == ()
    assert german(found.content)[EXAMPLE(1)] == "Zwei"


def test_rules_of_a_question_changed_on_both_sides_are_asked_about_as_a_whole():
    base = content_of(small_bank())
    question = elements(base)["value.goal"]
    question["rules"] = [{"when": "a", "risk": "low"}, {"when": "b", "risk": "high"}]
    ours, theirs = deepcopy(base), deepcopy(base)
    del elements(ours)["value.goal"]["rules"][0]
    elements(theirs)["value.goal"]["rules"][1]["risk"] = "none"
    found = merge(base, ours, theirs)
    (asked,) = found.conflicts
    assert asked.path == ("rules",)
    assert elements(found.content)["value.goal"]["rules"] == [{"when": "b", "risk": "high"}]
