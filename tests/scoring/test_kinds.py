"""What each kind accepts, scores and says."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.bank import Bank, Kind, Question
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import KINDS, rules_of
from tests.scoring.small_bank import SCORING, rubric, small_bank

BANK = small_bank()
ALL_MAY_BE_LEFT_OUT = {
    "code": "value.skills",
    "kind": "multiple",
    "title": "Which?",
    "choices": [
        {"code": "a", "text": "A", "not_applicable": "never"},
        {"code": "1", "text": "B", "not_applicable": "never"},
    ],
}


def question_of(tree: dict[str, Any]) -> Question:
    section = {"code": "value.core", "title": "Core", "questions": [tree]}
    part = {"code": "value", "title": "Value", "sections": [section]}
    scoring = {**SCORING, "floors": {}}
    bank = Bank.model_validate({"slug": "x", "title": "X", "scoring": scoring, "parts": [part]})
    return bank.questions[tree["code"]]


def parse(code: str, raw: Any) -> Any:
    question = BANK.questions[code]
    return rules_of(question).parse(question, raw)


def test_every_kind_has_its_rules() -> None:
    assert set(KINDS) == set(Kind)


def test_the_small_bank_has_every_kind() -> None:
    assert {question.kind for question in BANK.questions.values()} == {kind.value for kind in Kind}


@pytest.mark.parametrize(
    ("code", "raw", "value"),
    [
        ("build.speed", 3, 3),
        ("build.speed", "3", 3),
        ("build.speed", " 0 ", 0),
        ("build.speed", 3.0, 3),
        ("build.way", "staged", "staged"),
        ("build.way", " staged ", "staged"),
        ("value.skills", ["b", "a"], ("a", "b")),
        ("value.skills", ("a", "~c", "a"), ("a", "~c")),
        ("value.skills", {"none"}, ("none",)),
        ("value.skills", ["none", "~c"], ("~c", "none")),
        ("value.sold", True, True),
        ("value.sold", "no", False),
        ("value.sold", "Partly", "partly"),
        ("build.users", "120", 120),
        ("build.users", 1.5, 1.5),
        ("build.users", 0, 0),
        ("build.story", "  e\u0301 \r\n x ", "é \n x"),
        ("build.story", 2024, "2024"),
        ("build.since", "2026-02-01", "2026-02-01"),
        ("build.since", date(2026, 2, 1), "2026-02-01"),
    ],
)
def test_what_forms_and_files_give_is_read(code: str, raw: Any, value: Any) -> None:
    parsed = parse(code, raw)
    assert (parsed, type(parsed)) == (value, type(value))


@pytest.mark.parametrize(
    ("code", "raw"),
    [
        ("build.speed", 5),
        ("build.speed", -1),
        ("build.speed", "-1"),
        ("build.speed", 2.5),
        ("build.speed", True),
        ("build.speed", None),
        ("build.speed", "٣"),
        ("build.speed", ""),
        ("build.way", "nowhere"),
        ("build.way", True),
        ("build.way", ["staged"]),
        ("value.skills", []),
        ("value.skills", "a"),
        ("value.skills", ["~c"]),
        ("value.skills", ["e"]),
        ("value.skills", ["~a", "b"]),
        ("value.skills", ["~e", "b"]),
        ("value.skills", ["c", "~c"]),
        ("value.skills", ["a", "none"]),
        ("value.skills", [None]),
        ("value.skills", [["a"]]),
        ("value.sold", 1),
        ("value.sold", "perhaps"),
        ("value.sold", None),
        ("build.users", "many"),
        ("build.users", -1),
        ("build.users", 1_000_001),
        ("build.users", "nan"),
        ("build.users", "1e999"),
        ("build.users", 10**400),
        ("build.users", "1_000"),
        ("build.users", "٣"),
        ("build.users", True),
        ("build.users", None),
        ("build.story", ""),
        ("build.story", "  "),
        ("build.story", "x" * 501),
        ("build.story", "a\x00"),
        ("build.story", "\ud800"),
        ("build.story", True),
        ("build.story", ["x"]),
        ("build.since", "2026-02-31"),
        ("build.since", "20260201"),
        ("build.since", datetime(2026, 2, 1, 10, 0)),  # noqa: DTZ001 -- refused for its time
        ("build.since", 2026),
    ],
)
def test_what_does_not_fit_is_refused_with_code_and_field(code: str, raw: Any) -> None:
    with pytest.raises(AnswerOutOfRange) as refused:
        parse(code, raw)
    assert (refused.value.code, refused.value.field) == (code, "value")


def test_partly_is_refused_where_the_question_has_only_yes_and_no() -> None:
    question = question_of({"code": "value.ok", "kind": "boolean", "title": "OK?"})
    with pytest.raises(AnswerOutOfRange, match="is yes or no, not"):
        rules_of(question).parse(question, "partly")


def test_options_cannot_all_be_marked_as_not_applying() -> None:
    question = question_of(ALL_MAY_BE_LEFT_OUT)
    with pytest.raises(AnswerOutOfRange, match="call the question not applicable"):
        rules_of(question).parse(question, ["~a", "~1"])


def test_a_whole_number_stands_for_the_code_written_so() -> None:
    question = question_of(ALL_MAY_BE_LEFT_OUT)
    assert rules_of(question).parse(question, [1]) == ("1",)
    single = question_of(
        {
            "code": "value.one",
            "kind": "single",
            "title": "Which?",
            "choices": [{"code": "1", "text": "One", "score": 0.5}],
        }
    )
    assert rules_of(single).parse(single, 1) == "1"


@pytest.mark.parametrize(
    ("code", "raw", "share", "shown"),
    [
        ("build.speed", 3, Fraction(3, 4), 3),
        ("build.way", "hand", Fraction(0), 0),
        ("build.way", "script", Fraction(3, 10), 1),
        ("build.way", "staged", Fraction(1), 4),
        ("value.skills", ["a"], Fraction(1, 4), 1),
        ("value.skills", ["a", "~c"], Fraction(1, 3), 1),
        ("value.skills", ["a", "b", "~c"], Fraction(2, 3), 2),
        ("value.skills", ["a", "b", "c", "d"], Fraction(1), 4),
        ("value.skills", ["none"], Fraction(0), 0),
        ("value.sold", True, Fraction(1), 4),
        ("value.sold", "partly", Fraction(1, 2), 2),
        ("value.sold", False, Fraction(0), 0),
        ("build.users", 5, None, None),
        ("build.story", "x", None, None),
        ("build.since", "2026-02-01", None, None),
        ("profile.stage", "idea", None, None),
    ],
)
def test_share_and_shown_level_are_exact(
    code: str, raw: Any, share: Fraction | None, shown: int | None
) -> None:
    question = BANK.questions[code]
    rules = rules_of(question)
    value = rules.parse(question, raw)
    assert (rules.share(question, value), rules.shown_level(question, value)) == (share, shown)
    if share is not None:
        assert (share * rules.denominator(question)).denominator == 1
        assert share <= rules.best(question) == 1


@pytest.mark.parametrize(
    ("code", "raw", "words"),
    [
        ("build.speed", 1, ("build.speed: Talked about.",)),
        ("build.way", "hand", ("By hand",)),
        ("value.skills", ["b", "a", "~c"], ("Domain", "Data", "Does not apply: Design")),
        ("value.skills", ["none"], ("None of these",)),
        ("value.sold", False, ("No",)),
        ("value.sold", "partly", ("Partly",)),
        ("build.users", 120, ("120 people",)),
        ("build.story", "x", ("x",)),
        ("build.since", "2026-02-01", ("2026-02-01",)),
    ],
)
def test_answers_are_said_in_the_words_of_the_bank(
    code: str, raw: Any, words: tuple[str, ...]
) -> None:
    question = BANK.questions[code]
    rules = rules_of(question)
    assert rules.words(question, rules.parse(question, raw)) == words


@pytest.mark.parametrize(
    ("code", "value", "wanted", "steps", "effort"),
    [
        ("build.speed", 1, 3, ("build.speed: Written once.",), 3),
        ("build.speed", None, 2, ("build.speed: Talked about.", "build.speed: Written once."), 1.5),
        ("build.speed", 4, 4, (), 0),
        ("value.skills", ("a", "~c"), 3, ("Data", "Judging"), 10),
        ("value.skills", None, 2, ("Domain", "Data", "Design", "Judging"), 10),
        ("value.skills", ("a", "b", "c"), 2, ("Judging",), 0),
        ("build.way", "hand", 4, ("By script",), 3),
        ("build.way", "staged", 4, (), 3),
        ("build.way", None, 2, ("In stages",), 3),
        ("build.way", None, 9, ("In stages",), 3),
        ("value.sold", False, 4, ("Is it sold?",), None),
        ("build.users", 5, 4, (), None),
    ],
)
def test_the_definition_of_done_is_the_next_step(
    code: str, value: Any, wanted: int, steps: tuple[str, ...], effort: float | None
) -> None:
    question = BANK.questions[code]
    rules = rules_of(question)
    assert rules.next_steps(question, value, wanted) == steps
    assert rules.effort(question, value, wanted) == effort


def test_effort_is_unknown_where_the_bank_states_none() -> None:
    plain = question_of({**rubric("value.x"), "effort": []})
    assert rules_of(plain).effort(plain, 1, 3) is None
    skills = question_of(ALL_MAY_BE_LEFT_OUT)
    assert rules_of(skills).effort(skills, ("a",), 3) is None


def test_the_best_choice_may_score_less_than_one() -> None:
    tree = {
        "code": "value.one",
        "kind": "single",
        "title": "Which?",
        "choices": [
            {"code": "a", "text": "A", "score": 0},
            {"code": "b", "text": "B", "score": 0.8},
        ],
    }
    question = question_of(tree)
    rules = rules_of(question)
    assert rules.best(question) == Fraction(4, 5)
    assert rules.next_steps(question, None, 4) == ("B",)


def test_a_choice_without_a_score_leaves_the_question_unscored() -> None:
    choices = [{"code": "a", "text": "A", "score": 1}, {"code": "b", "text": "B"}]
    question = question_of(
        {"code": "value.one", "kind": "single", "title": "Which?", "choices": choices}
    )
    assert not rules_of(question).scored(question)


@pytest.mark.parametrize("code", ["build.users", "build.story", "build.since"])
def test_a_kind_that_scores_nothing_keeps_the_defaults(code: str) -> None:
    question = BANK.questions[code]
    rules = rules_of(question)
    assert not rules.scored(question)
    assert (rules.denominator(question), rules.best(question), rules.top(question)) == (1, 1, 4)
