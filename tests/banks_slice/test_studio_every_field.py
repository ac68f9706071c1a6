"""Every field of a bank file can be edited in the studio, or says why it is edited elsewhere."""

from copy import deepcopy
from typing import get_args

import pytest

from assessments.banks.draft_tree import BANK, SCORING
from assessments.banks.formats.canonical import content_of
from assessments.scoring.bank import Bank, Part, Question, Section
from assessments.scoring.bank_scoring import ScoringConfig
from tests.banks_slice.every_field import ELSEWHERE, fields_of, reached
from tests.scoring.method_banks import BANDS, METHOD_BANKS
from tests.scoring.small_bank import small_bank

STAGE = {"question": "profile.stage", "equals": "idea"}
RESOURCE = {
    "kind": "improvement",
    "text": "A guide",
    "url": "https://a.example",
    "additional": True,
}
HELP = {
    "why": "It matters.",
    "answered_by": "ux",
    "show_if": STAGE,
    "ask_again_if": STAGE,
    "not_applicable": {
        "when": "if alone",
        "allowed_if": STAGE,
        "closed_if": STAGE,
        "suggested_if": STAGE,
    },
    "improvement": "Do it.",
    "evidence_hint": "A record.",
    "examples": [{"text": "Like this", "show_if": STAGE}],
    "resources": [RESOURCE],
    "origin": "own",
    "ref": "q-1",
    "source": "A book",
}
SCORED = {
    "weight": 2,
    "gate": {
        "fails_below": 2,
        "caps_at": "framed",
        "exactly": {"level": 3, "caps_at": "proven"},
    },
    "stage": "framed",
}
CHOICE = {
    "text": "This",
    "exclusive": True,
    "needs_reason": True,
    "not_applicable": "if alone",
    "score": 0.5,
    "points": 2,
    "resources": [RESOURCE],
    "ref": "c-1",
}
CHOSEN = {
    "choices": [{"code": "a", **CHOICE}, {"code": "b", **CHOICE}],
    "rules": [{"when": "a", "risk": "high"}],
    "effort": 2,
}
OWN = {
    "rubric": {"levels": ["None", "Some", "Most", "All"], "effort": [1, 2, 3]},
    "single": CHOSEN,
    "multiple": {**CHOSEN, "at_least_one": True},
    "boolean": {"partly": True, "effort": 2},
    "number": {"unit": "people", "minimum": 1, "maximum": 5},
    "text": {"max_length": 300},
    "date": {},
}
QUESTIONS = {
    get_args(one.model_fields["kind"].annotation)[0]: one for one in get_args(get_args(Question)[0])
}
METHODS = {
    get_args(one.model_fields["method"].annotation)[0]: one
    for one in get_args(get_args(ScoringConfig)[0])
}
BANKS = {"weighted_mean": small_bank, **METHOD_BANKS}


def _content(method="weighted_mean"):
    return {"profile": [], **deepcopy(content_of(BANKS[method]()))}


def _with_question(kind, place):
    content = _content()
    content["scoring"]["risks"] = [{"code": one, "name": one.title()} for one in ("low", "high")]
    scored = SCORED if "weight" in QUESTIONS[kind].model_fields else {}
    question = {"code": "its.own", "kind": kind, "title": "What?", **HELP, **scored, **OWN[kind]}
    sections = content["parts"][0]["sections"]
    held = content["profile"] if place == "profile" else sections[0]["questions"]
    held.append(deepcopy(question))
    return content


def _missing(kind, found):
    """List the fields nothing has reached; what a mapping holds by code counts for the mapping."""
    there = {".".join(name.split(".")[:n]) for name in found for n in range(1, 9)}
    return [name for name in fields_of(kind) if name not in there and name not in ELSEWHERE]


def test_every_kind_and_method_is_looked_at():
    assert set(QUESTIONS) == set(OWN)
    assert set(METHODS) == set(BANKS)


@pytest.mark.parametrize("place", ["section", "profile"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_field_of_a_question_is_edited(kind, place):
    found = reached(_with_question(kind, place), "its.own")

    assert _missing(QUESTIONS[kind], found) == []


@pytest.mark.parametrize(("code", "kind"), [("value", Part), ("value.core", Section), (BANK, Bank)])
def test_every_field_of_what_holds_questions_is_edited(code, kind):
    assert _missing(kind, reached(_content(), code)) == []


@pytest.mark.parametrize("method", METHODS)
def test_every_field_of_the_scoring_is_edited(method):
    content = _content(method)
    content["scoring"].setdefault("levels", BANDS)
    found = reached(content, SCORING)
    found = {name.replace("streams.gov.strategy", "streams") for name in found}

    assert _missing(METHODS[method], found) == []


def test_each_field_edited_elsewhere_is_there():
    kinds = (*QUESTIONS.values(), *METHODS.values(), Part, Section, Bank)

    assert {name for kind in kinds for name in fields_of(kind)} >= set(ELSEWHERE)
