"""Answers as a mapping, in every form a file may use, and back."""

from datetime import date
from typing import Any

import pytest

from assessments.scoring.answer_file import (
    AnswersRefused,
    answers_from_mapping,
    mapping_from_answers,
    read_answers,
    thawed,
)
from assessments.scoring.answers import Answer, EvidenceItem, State
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said, small_bank

BANK = small_bank()


@pytest.mark.parametrize(
    ("code", "entry", "answer"),
    [
        ("build.speed", 3, said(3)),
        ("build.speed", {"value": 3}, said(3)),
        ("value.skills", ["a", "~c"], said(("a", "~c"))),
        ("build.speed", "dont_know", DONT_KNOW),
        ("build.speed", {"value": "dont_know", "note": "ask"}, Answer(State.DONT_KNOW, note="ask")),
        ("build.story", "dont_know", DONT_KNOW),
        ("value.segments", {"not_applicable": "there is only one"}, left_out()),
        (
            "value.segments",
            {"not_applicable": "there is only one", "note": "so far"},
            Answer(State.NOT_APPLICABLE, reason="there is only one", note="so far"),
        ),
        ("build.speed", {"note": "later"}, Answer(note="later")),
        (
            "build.speed",
            {"value": 3, "evidence": "a.pdf"},
            said(3, evidence=(EvidenceItem("a.pdf"),)),
        ),
        (
            "build.speed",
            {"value": 3, "evidence": {"link": "https://example.org", "dated": "2026-01-31"}},
            said(3, evidence=(EvidenceItem("https://example.org", date(2026, 1, 31)),)),
        ),
    ],
)
def test_every_form_is_read(code: str, entry: Any, answer: Answer) -> None:
    assert answers_from_mapping(BANK, {code: entry}) == {code: answer}


def test_an_empty_entry_is_blank() -> None:
    assert answers_from_mapping(BANK, {"build.speed": None, "build.way": {}}) == {}


def test_a_mark_may_stand_before_the_answer_that_allows_it() -> None:
    mapping = {"build.reasons": {"not_applicable": "none was agreed"}, "build.speed": 2}
    found = answers_from_mapping(BANK, mapping)
    assert list(found) == ["build.reasons", "build.speed"]
    assert found["build.reasons"].state is State.NOT_APPLICABLE


def test_all_problems_are_listed_at_once() -> None:
    mapping = {
        "build.speed": 7,
        "nope.x": 1,
        "value.skills": [],
        "build.way": {"value": "hand", "evidense": "x"},
        "value.segments": {"not_applicable": "no"},
        "build.reasons": {"not_applicable": "none was agreed", "value": 2},
        "build.users": {"value": 5, "evidence": "ftp://example.org"},
        "value.goal": 3,
    }
    with pytest.raises(AnswersRefused) as refused:
        answers_from_mapping(BANK, mapping)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("build.speed", "value"),
        ("nope.x", "code"),
        ("value.skills", "value"),
        ("build.way", "value"),
        ("build.users", "evidence"),
        ("value.segments", "reason"),
        ("build.reasons", "value"),
    ]
    assert str(refused.value).splitlines()[0] == (
        "build.speed (value): There is no level 7; the levels are 0 to 4."
    )


def test_a_choice_without_its_reason_is_read_with_a_warning() -> None:
    read = read_answers(BANK, {"profile.people": "no"})
    assert read.answers == {"profile.people": said("no")}
    assert [(warning.code, warning.field) for warning in read.warnings] == [
        ("profile.people", "note")
    ]


def test_what_is_written_reads_back_the_same() -> None:
    answers = {
        **FULL,
        "value.segments": left_out(),
        "value.sold": DONT_KNOW,
        "build.way": Answer(State.DONT_KNOW, note="ask Ada"),
        "build.reasons": Answer(note="not yet"),
        "build.speed": said(
            3,
            note="why",
            evidence=(
                EvidenceItem("a.pdf"),
                EvidenceItem("https://example.org", date(2026, 1, 1), date(2027, 1, 1)),
                EvidenceItem("b.pdf", date(2026, 1, 1)),
            ),
        ),
    }
    mapping = mapping_from_answers(answers)
    assert mapping["value.sold"] == "dont_know"
    assert mapping["value.skills"] == ["a", "b", "d"]
    assert mapping["value.segments"] == {"not_applicable": "there is only one"}
    assert answers_from_mapping(BANK, mapping) == thawed(mapping) == answers


def test_a_frozen_copy_is_read_as_it_stands() -> None:
    """What a file may not bring, like a mark the other answers no longer allow, is kept."""
    frozen = {
        "build.speed": said(1, span=(1, 4)),
        "value.skills": said(("a",), span=(("a",), ("a", "b"))),
        "build.reasons": left_out("no need was agreed"),
    }
    mapping = mapping_from_answers(frozen)
    with pytest.raises(AnswersRefused):
        answers_from_mapping(BANK, mapping)
    assert thawed(mapping) == frozen


def test_a_blank_answer_is_not_written() -> None:
    assert mapping_from_answers({"build.speed": Answer()}) == {}
