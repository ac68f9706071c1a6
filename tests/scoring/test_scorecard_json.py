"""The stable JSON shape, its schema, and the printed form."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json
from assessments.scoring.scorecard_text import binding_words, scorecard_text
from tests.scoring.small_bank import (
    DONT_KNOW,
    FULL,
    SCORING,
    left_out,
    rubric_bank,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
BANK = small_bank()
SCHEMA = json.loads(Path("docs/scorecard-schema.json").read_text(encoding="utf-8"))
HIDDEN_PART = {"profile.route": said(["own"]), "profile.people": said("no")}


def as_json(answers: dict[str, Answer], bank: Bank = BANK) -> dict[str, Any]:
    found = scorecard_json(bank, score(bank, answers, ON))
    loaded: dict[str, Any] = json.loads(json.dumps(found))
    return loaded


def nothing_scored() -> Bank:
    tree = small_content()
    question = {"code": "extra.x", "kind": "text", "title": "Anything else?"}
    section = {"code": "extra.all", "title": "Extra", "questions": [question]}
    tree["parts"] = [{"code": "extra", "title": "Extra", "sections": [section]}]
    tree["scoring"]["floors"] = {}
    tree["profile"][1].pop("ask_again_if")
    return Bank.model_validate(tree)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        FULL,
        {**FULL, "value.segments": left_out(), "build.reasons": left_out()},
        {**FULL, "value.goal": DONT_KNOW},
        HIDDEN_PART,
    ],
)
def test_every_scorecard_fits_the_schema(answers: dict[str, Answer]) -> None:
    Draft202012Validator(SCHEMA).validate(as_json(answers))


def test_a_scorecard_without_any_score_fits_the_schema() -> None:
    found = as_json({}, nothing_scored())
    Draft202012Validator(SCHEMA).validate(found)
    assert (found["level"], found["level_code"]) == (None, None)
    assert found["overall"] == {
        "score": None,
        "low": None,
        "high": None,
        "reason": "No part has a score yet.",
    }
    assert found["parts"]["extra"]["sections"]["extra.all"]["reason"]


def test_the_schema_is_sound_and_closed() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = as_json(FULL) | {"more": 1}
    assert [error.validator for error in Draft202012Validator(SCHEMA).iter_errors(found)] == [
        "additionalProperties"
    ]


def test_scores_are_exact_and_named() -> None:
    found = as_json({**FULL, "value.goal": DONT_KNOW})
    assert (found["level"], found["level_code"]) == ("Exploring", "exploring")
    assert (found["next_level"], found["target_level"]) == ("Framed", "Framed")
    assert found["parts"]["value"]["score"] == {"value": "50.0000", "exact": "50"}
    assert found["parts"]["value"]["high"] == {"value": "80.0000", "exact": "80"}
    assert found["parts"]["value"]["coverage"] == {"value": "70.0000", "exact": "70"}
    assert found["parts"]["value"]["confidence"] == {"value": "0.3900", "exact": "39/100"}
    assert found["open_points"] == [{"code": "value.goal", "state": "dont_know"}]
    assert found["binding"] == [
        {
            "kind": "gate",
            "code": "value.goal",
            "now": None,
            "needs": {"value": "2.0000", "exact": "2"},
            "caps_at": "Exploring",
            "caps_at_code": "exploring",
        }
    ]


def test_a_hidden_section_is_null_with_its_reason() -> None:
    found = as_json({**FULL, "profile.route": said(["own"])})
    section = found["parts"]["value"]["sections"]["value.market"]
    assert section == {
        "score": None,
        "low": None,
        "high": None,
        "reason": "Nothing of this is asked, because of other answers.",
        "coverage": None,
        "answered": 0,
        "shown": 0,
    }


def test_the_printed_form_says_level_constraints_parts_and_next_steps() -> None:
    answers = {**FULL, "build.speed": said(1), "build.way": DONT_KNOW}
    assert scorecard_text(BANK, score(BANK, answers, ON)).splitlines() == [
        "A small bank 1.0",
        "Level: Proven",
        "To reach Launch-ready:",
        "  Building it 29.2 % → 60 %",
        "Overall: 1 open point: 50.8 % now, 59.2 % at best",
        "Coverage: 93.8 % · Confidence: Medium (0.53)",
        "",
        "Value: 72.5 % · supports Launch-ready",
        "Building it: 29.2 % now, 45.8 % at best · supports Proven",
        "",
        "Next:",
        "  1. build.speed (1 → 3, +25.0 points, 3 person-days)",
        "  2. build.way (find out → 3, +12.5 points, 3 person-days)",
        "  3. build.reasons (2 → 3, +8.3 points, 2 person-days)",
        "  4. value.segments (2 → 3, +5.0 points, 2 person-days)",
    ]


def test_labels_stand_beside_the_level() -> None:
    text = scorecard_text(BANK, score(BANK, {}, ON))
    assert "Level: Exploring (provisional, draft)\n  Only 0 % of Value is answered.\n" in text
    assert "Overall: 8 open points: 0 % now, 100 % at best\n" in text
    assert "Confidence: Low (0.00)" in text
    assert "gate value.goal open → 2 or higher" in text


def test_a_bank_without_scores_prints_the_reasons() -> None:
    text = scorecard_text(nothing_scored(), score(nothing_scored(), {}, ON))
    assert "Level: No level\nOverall: No part has a score yet.\n" in text
    assert "Extra: No question here is scored.\n" in text


def test_every_kind_of_constraint_is_said_in_words() -> None:
    answers = {**FULL, "build.reasons": left_out(), "value.goal": said(1, note="not yet")}
    card = score(BANK, answers, ON)
    assert [binding_words(BANK, one) for one in card.binding] == ["gate value.goal 1 → 2 or higher"]
    left = score(BANK, {**FULL, "build.reasons": left_out(), "build.speed": said(4)}, ON)
    assert [binding_words(BANK, one) for one in left.binding] == [
        "Building it: 33.3\u00a0% of the weight is not applicable, at most 25\u00a0% may be"
    ]
    top = rubric_bank(1, scoring={**SCORING, "floors": {}, "highest_level": "proven"})
    highest = score(top, {"only.q0": said(4)}, ON)
    assert [binding_words(top, one) for one in highest.binding] == [
        "this bank goes no higher than Proven"
    ]


def test_a_hidden_part_is_not_printed() -> None:
    tree = BANK.model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"][1]["show_if"] = {"question": "profile.stage", "equals": "live"}
    bank = Bank.model_validate(tree)
    text = scorecard_text(bank, score(bank, {"profile.stage": said("idea")}, ON))
    assert "Building it" not in text
    assert "Value: 0 % now" in text
