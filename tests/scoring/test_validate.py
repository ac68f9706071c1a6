"""The one gate for a proposed answer."""

from datetime import date
from typing import Any

import pytest

from assessments.scoring.answers import BLANK, Answer, EvidenceItem, State
from assessments.scoring.errors import AnswerOutOfRange, UnknownQuestion
from assessments.scoring.reasons import enough_words
from assessments.scoring.validate import check_answer
from tests.scoring.small_bank import DONT_KNOW, said, small_bank

BANK = small_bank()


def check(code: str, /, **proposed: Any) -> Answer:
    return check_answer(BANK, code, proposed)


def refused(code: str, answers: dict[str, Answer] | None = None, /, **proposed: Any) -> str:
    """Give the field the gate complains about."""
    with pytest.raises(AnswerOutOfRange) as found:
        check_answer(BANK, code, proposed, answers or {})
    assert found.value.code == code
    return found.value.field


def test_a_value_makes_an_answer() -> None:
    assert check("build.speed", value="3") == said(3)


def test_nothing_said_is_blank() -> None:
    assert check("build.speed") == check("build.speed", state="", value=None) == BLANK


def test_every_field_is_cleaned_and_kept() -> None:
    found = check(
        "build.speed",
        state="answered",
        value=3,
        note="  e\u0301\r\n",
        evidence=[
            " https://example.org/a ",
            {"link": "https://example.org/b", "dated": "2026-01-31"},
            {"text": "Report 7", "dated": date(2026, 1, 1), "expires_on": "2026-12-31"},
            EvidenceItem("kept"),
        ],
    )
    assert found == Answer(
        State.ANSWERED,
        3,
        note="é",
        evidence=(
            EvidenceItem("https://example.org/a"),
            EvidenceItem("https://example.org/b", date(2026, 1, 31)),
            EvidenceItem("Report 7", date(2026, 1, 1), date(2026, 12, 31)),
            EvidenceItem("kept"),
        ),
    )


def test_dont_know_drops_the_value_and_keeps_the_note() -> None:
    assert check("build.speed", state="dont_know", value=3, note="Ask Ada") == Answer(
        State.DONT_KNOW, note="Ask Ada"
    )


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownQuestion):
        check("build.nope", value=3)


def test_an_unknown_code_is_named_fit_for_a_terminal() -> None:
    with pytest.raises(UnknownQuestion) as found:
        check("a\x1b[31m\ud800" + "x" * 200, value=3)
    assert found.value.code == "a?[31m?" + "x" * 93
    assert str(found.value) == f"{found.value.code}: The bank has no such question."


@pytest.mark.parametrize(
    ("proposed", "field"),
    [
        ({"value": 9}, "value"),
        ({"state": "answered"}, "value"),
        ({"state": "perhaps", "value": 3}, "state"),
        ({"state": ["answered"], "value": 3}, "state"),
        ({"valu": 3}, "value"),
        ({"value": 3, "note": "x" * 4001}, "note"),
        ({"value": 3, "note": "a\x00b"}, "note"),
        ({"value": 3, "note": "\udfff"}, "note"),
        ({"value": 3, "note": 7}, "note"),
        ({"state": "not_applicable", "reason": "x" * 1001}, "reason"),
        ({"value": 3, "evidence": "ftp://example.org/a"}, "evidence"),
        ({"value": 3, "evidence": "javascript:alert(1)"}, "evidence"),
        ({"value": 3, "evidence": "https://a b"}, "evidence"),
        ({"value": 3, "evidence": {"link": "example.org"}}, "evidence"),
        ({"value": 3, "evidence": {"link": ""}}, "evidence"),
        ({"value": 3, "evidence": {"link": None}}, "evidence"),
        ({"value": 3, "evidence": {"dated": "2026-01-01"}}, "evidence"),
        ({"value": 3, "evidence": {"text": " "}}, "evidence"),
        ({"value": 3, "evidence": {"text": "a\x00"}}, "evidence"),
        ({"value": 3, "evidence": "https://example.org/" + "x" * 1981}, "evidence"),
        ({"value": 3, "evidence": {"text": "a", "dated": "soon"}}, "evidence"),
        ({"value": 3, "evidence": {"text": "a", "expires_on": 7}}, "evidence"),
        ({"value": 3, "evidence": {"text": "a", "colour": "red"}}, "evidence"),
        ({"value": 3, "evidence": 7}, "evidence"),
        ({"value": 3, "evidence": [["a"]]}, "evidence"),
        ({"value": 3, "evidence": ["a"] * 21}, "evidence"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(proposed: dict[str, Any], field: str) -> None:
    assert refused("build.speed", **proposed) == field


def test_texts_at_their_limit_are_kept() -> None:
    assert len(check("build.speed", value=3, note="x" * 4000).note) == 4000
    reason = " a" * 500
    assert check("value.segments", state="not_applicable", reason=reason).reason == reason.strip()
    link = "https://example.org/" + "x" * 1980
    assert check("build.speed", value=3, evidence={"link": link}).evidence[0].text == link


def test_blank_evidence_is_none() -> None:
    found = check("build.speed", value=3, evidence="")
    assert found == check("build.speed", value=3, evidence=[]) == said(3)
    dated = check("build.speed", value=3, evidence={"text": "a", "dated": ""})
    assert dated.evidence == (EvidenceItem("a"),)


def test_not_applicable_needs_the_choice_and_a_reason() -> None:
    mark = {"state": "not_applicable", "reason": "there is one"}
    assert check("value.segments", **mark) == Answer(State.NOT_APPLICABLE, reason="there is one")
    assert refused("build.speed", **mark) == "state"
    assert refused("value.segments", state="not_applicable", reason="no need") == "reason"
    assert refused("value.segments", state="not_applicable") == "reason"


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [
        ({}, False),
        ({"build.speed": said(2)}, True),
        ({"build.speed": said(1)}, False),
        ({"build.speed": DONT_KNOW}, False),
        ({"build.speed": said(2), "profile.stage": said("live")}, False),
        ({"build.speed": said(2), "build.reasons": said(9)}, True),
    ],
)
def test_the_other_answers_allow_not_applicable(
    answers: dict[str, Answer], allowed: object
) -> None:
    mark = {"state": "not_applicable", "reason": "none was agreed"}
    if allowed:
        found = check_answer(BANK, "build.reasons", mark, answers)
        assert found.state is State.NOT_APPLICABLE
    else:
        assert refused("build.reasons", answers, **mark) == "state"


def test_a_choice_that_asks_for_a_reason_needs_a_note() -> None:
    assert refused("profile.people", value="no") == "note"
    assert refused("profile.people", value="no", note="too short") == "note"
    assert check("profile.people", value="no", note="It sorts bolts").value == "no"
    assert check("profile.people", value="yes").value == "yes"
    assert check("profile.people", state="dont_know").state is State.DONT_KNOW


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("one two three", True),
        ("one two", False),
        ("- / . one", False),
        ("n/a", False),
        ("只有一", True),
        ("没有", False),
        ("ข้อมูล", True),
        ("", False),
    ],
)
def test_three_words_in_any_script_are_enough(text: str, enough: object) -> None:
    assert enough_words(text) is enough
