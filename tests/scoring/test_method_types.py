"""The seven methods as configuration: what a bank may state, and what is refused, by path."""

from copy import deepcopy
from typing import Any

import pytest

from assessments.banks.diff.versions import diff
from assessments.banks.formats.canonical import content_of, digest
from assessments.scoring.bank import Bank
from assessments.scoring.bank_scoring import METHODS
from assessments.scoring.draft import DraftBank
from assessments.scoring.risk_rules import RuleProblem, first_true, parse_rule
from tests.scoring import method_banks as banks


def problems(made: Bank, change: Any) -> dict[str, str]:
    tree = deepcopy(content_of(made))
    change(tree)
    return {problem.path: problem.message for problem in DraftBank(tree).problems()}


def first_question(tree: dict[str, Any]) -> dict[str, Any]:
    return tree["parts"][0]["sections"][0]["questions"][0]


def test_there_is_a_bank_of_every_method_but_ours() -> None:
    assert {"weighted_mean", *banks.METHOD_BANKS} == set(METHODS)


@pytest.mark.parametrize("method", banks.METHOD_BANKS)
def test_a_bank_of_each_method_comes_back_from_its_plain_form(method: str) -> None:
    made = banks.METHOD_BANKS[method]()
    again = Bank.model_validate(content_of(made))
    assert again == made
    assert digest(again) == digest(made)
    assert DraftBank(content_of(made)).problems() == []


def test_an_unknown_method_and_none_are_named() -> None:
    found = problems(banks.minimum(), lambda tree: tree["scoring"].update(method="mode"))
    assert found["scoring"].startswith("mode is none of the methods 'weighted_mean'")
    found = problems(banks.minimum(), lambda tree: tree["scoring"].pop("method"))
    assert found == {"scoring": "method is missing"}


@pytest.mark.parametrize(
    ("bands", "path", "message"),
    [
        ([{}, {}], "scoring.levels[0]", "states exactly one of up_to and below"),
        ([{"up_to": 1, "below": 2}, {}], "scoring.levels[0]", "states exactly one of"),
        ([{"up_to": 1}, {"up_to": 2}], "scoring.levels[1].up_to", "the last band has no bound"),
        ([{"up_to": 1}, {"up_to": 1}, {}], "scoring.levels[1].up_to", "does not lie above"),
        ([{"up_to": 1}, {"below": 1}, {}], "scoring.levels[1].below", "does not lie above"),
    ],
)
def test_bands_have_one_bound_each_and_rise(
    bands: list[dict[str, Any]], path: str, message: str
) -> None:
    named = [{"code": f"b{n}", "name": f"Band {n}", **band} for n, band in enumerate(bands)]
    found = problems(banks.minimum(), lambda tree: tree["scoring"].update(levels=named))
    assert found[path].startswith(message)


def test_a_band_may_hold_one_figure_only() -> None:
    only_one = [{"below": 1}, {"up_to": 1}, {}]
    named = [{"code": f"b{n}", "name": f"Band {n}", **band} for n, band in enumerate(only_one)]
    assert problems(banks.minimum(), lambda tree: tree["scoring"].update(levels=named)) == {}


def test_all_choices_of_a_question_state_points_or_none() -> None:
    found = problems(
        banks.additive(), lambda tree: first_question(tree)["choices"][1].pop("points")
    )
    path = "parts[0].sections[0].questions[0].choices[1].points"
    assert found == {path: "the other choices state points, this one does not"}


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("gate", {"fails_below": 1, "caps_at": "research"}, "weighted_mean"),
        ("stage", "some", "staged"),
    ],
)
def test_what_belongs_to_another_method_is_named(key: str, value: Any, wanted: str) -> None:
    found = problems(banks.minimum(), lambda tree: first_question(tree).update({key: value}))
    path = f"parts[0].sections[0].questions[0].{key}"
    assert found == {path: f"{key} counts only with the method {wanted}"}


def test_a_stage_is_a_level_above_the_lowest() -> None:
    path = "parts[0].sections[0].questions[0].stage"
    found = problems(banks.staged(), lambda tree: first_question(tree).update(stage="l9"))
    assert found == {path: "there is no level l9; levels are l0, l1, l2"}
    found = problems(banks.staged(), lambda tree: first_question(tree).update(stage="l0"))
    assert found == {path: "l0 is the lowest level, which asks for nothing"}


def test_two_scores_name_what_there_is_and_count_nothing_twice() -> None:
    def both(tree: dict[str, Any]) -> None:
        tree["scoring"]["mitigation"] = ["risk.kind", "nowhere"]

    assert problems(banks.two_scores(), both) == {
        "scoring.mitigation[0]": "the question risk.kind is already counted by risk",
        "scoring.mitigation[1]": "there is no part, section or question nowhere",
    }


@pytest.mark.parametrize(
    ("rules", "key", "message"),
    [
        ([{"when": "one &&", "risk": "high"}], "[0].when", "the end stands where a choice is"),
        ([{"when": "three", "risk": "high"}], "[0].when", "the question has no choice three"),
        ([{"when": "one", "risk": "odd"}], "[0].risk", "there is no risk odd; risks are none"),
        ([{"when": "default", "risk": "none"}] * 2, "[1].when", "the question has more than one"),
    ],
)
def test_a_rule_reads_its_own_choices_and_names_a_risk(
    rules: list[dict[str, str]], key: str, message: str
) -> None:
    found = problems(banks.risk_rules(), lambda tree: first_question(tree).update(rules=rules))
    assert found[f"parts[0].sections[0].questions[0].rules{key}"].startswith(message)


def test_streams_and_targets_name_questions_there_are() -> None:
    def wrong(tree: dict[str, Any]) -> None:
        tree["scoring"]["streams"]["gov.strategy"][1]["questions"] = ["gov.a1", "build.one"]
        tree["scoring"]["streams"]["gone"] = [{"title": "Gone", "questions": ["gov.a1"]}]
        tree["scoring"]["targets"] = {"gov.a1": "gov.a1", "gov.a9": "gov.a2"}

    found = problems(banks.mean_tree(), wrong)
    assert found == {
        "scoring.streams.gov.strategy[1].questions[0]": "the question gov.a1 already stands in a stream",
        "scoring.streams.gov.strategy[1].questions[1]": "the section has no question build.one",
        "scoring.streams.gone": "there is no section gone",
        "scoring.targets.gov.a1": "a question cannot state its own target or baseline",
        "scoring.targets.gov.a9": "there is no question gov.a9",
    }


@pytest.mark.parametrize(
    ("text", "ticked", "holds"),
    [
        ("a && !b || c", "a", True),
        ("a && !b || c", "ab", False),
        ("a && !b || c", "bc", True),
        ("c || a && !b", "c", True),
        ("a && (!b || c)", "c", False),
        ("!!a", "a", True),
        ("!(a || b)", "", True),
        (" a&&b ", "ab", True),
    ],
)
def test_and_binds_tighter_than_or_and_not_tightest(text: str, ticked: str, *, holds: bool) -> None:
    assert parse_rule(text).holds(frozenset(ticked)) is holds
    assert parse_rule(text).codes == {sign for sign in text if sign.isalpha()}


@pytest.mark.parametrize(
    "text", ["", "a &", "a b", "(a", "a)", "&& a", "a || || b", "!", "ä", "(" * 5000 + "a"]
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(RuleProblem):
        parse_rule(text)


def test_the_first_true_rule_counts_and_the_default_only_where_no_other_holds() -> None:
    rules = banks.risk_rules().questions["ops.alarm"].rules
    wrong_way_round = (rules[2], rules[1], rules[0])
    assert first_true(rules, ["one", "two"]) == rules[0]
    assert first_true(rules, ["one"]) == rules[1]
    assert first_true(rules, []) == rules[2]
    assert first_true(wrong_way_round, ["two"]) == rules[2]
    assert first_true(wrong_way_round, ["one", "two"]) == rules[1]
    assert first_true(rules[:2], []) is None


def test_another_bound_or_rule_is_a_major_change_and_another_name_a_minor_one() -> None:
    made = banks.minimum()

    def changed(change: Any) -> Bank:
        tree = deepcopy(content_of(made))
        change(tree["scoring"]["levels"])
        return Bank.model_validate(tree)

    assert not diff(made, changed(lambda levels: levels[1].update(name="A little"))).moves_scores
    assert diff(made, changed(lambda levels: levels[1].update(up_to=1.5))).moves_scores
    assert diff(made, changed(lambda levels: levels[1].update(code="less"))).moves_scores


@pytest.mark.parametrize("junk", [{"a": 1}, ["a"], 1, None])
def test_what_is_no_code_is_named_at_its_place(junk: Any) -> None:
    found = problems(banks.two_scores(), lambda tree: tree["scoring"].update(raw=["risk", junk]))
    assert list(found) == ["scoring.raw[1]"]
    found = problems(
        banks.mean_tree(), lambda tree: tree["scoring"].update(targets={"gov.a1": junk})
    )
    assert list(found) == ["scoring.targets.gov.a1"]
    stream = {"title": "Create", "questions": ["gov.a1", junk]}
    found = problems(
        banks.mean_tree(), lambda tree: tree["scoring"].update(streams={"gov.strategy": [stream]})
    )
    assert list(found) == ["scoring.streams.gov.strategy[0].questions[1]"]
