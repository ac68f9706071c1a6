"""A small bank with every kind, two gates, switches and asides, for tests that need no content."""

from copy import deepcopy
from typing import Any

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank

LEVELS = ["Nothing yet.", "Talked about.", "Written once.", "Agreed by all.", "Kept up in use."]

SCORING: dict[str, Any] = {
    "method": "weighted_mean",
    "levels": [
        {"code": "exploring", "name": "Exploring", "sentence": "We have an idea."},
        {"code": "framed", "name": "Framed"},
        {"code": "proven", "name": "Proven"},
        {"code": "launch_ready", "name": "Launch-ready"},
        {"code": "scale_ready", "name": "Scale-ready"},
    ],
    "floors": {
        "value": {"framed": 40, "proven": 45, "launch_ready": 60, "scale_ready": 75},
        "build": {"framed": 0, "proven": 20, "launch_ready": 60, "scale_ready": 75},
    },
    "not_applicable_limit": {"share": 25, "caps_at": "proven"},
    "wanted": {"framed": 2, "proven": 2, "launch_ready": 3, "scale_ready": 4},
}


def rubric(code: str, weight: int = 1, **more: Any) -> dict[str, Any]:
    """Give one rubric question; the level texts differ from question to question."""
    return {
        "code": code,
        "kind": "rubric",
        "title": f"How far is {code}?",
        "weight": weight,
        "levels": [f"{code}: {text}" for text in LEVELS],
        "effort": [0.5, 1, 2, 4],
        "improvement": f"Improve {code}.",
        "answered_by": "product_management",
        **more,
    }


CONTENT: dict[str, Any] = {
    "slug": "small",
    "title": "A small bank",
    "scoring": SCORING,
    "asides": [
        {
            "opens": "before launch",
            "show_if": {"question": "profile.stage", "any_of": ["idea", "pilot"]},
        }
    ],
    "profile": [
        {
            "code": "profile.stage",
            "kind": "single",
            "title": "Where does it stand?",
            "choices": [
                {"code": "idea", "text": "An idea"},
                {"code": "pilot", "text": "In trial"},
                {"code": "live", "text": "In use"},
            ],
        },
        {
            "code": "profile.people",
            "kind": "single",
            "title": "Are people affected?",
            "choices": [
                {"code": "yes", "text": "Yes"},
                {"code": "no", "text": "No", "needs_reason": True},
            ],
            "ask_again_if": {"question": "value.goal", "at_least": 3},
        },
        {
            "code": "profile.route",
            "kind": "multiple",
            "title": "Which way?",
            "at_least_one": True,
            "choices": [
                {"code": "own", "text": "Own work"},
                {"code": "market", "text": "A market"},
                {"code": "none", "text": "Neither", "exclusive": True},
            ],
        },
    ],
    "parts": [
        {
            "code": "value",
            "title": "Value of the product",
            "short_title": "Value",
            "sections": [
                {
                    "code": "value.core",
                    "title": "Core",
                    "questions": [
                        rubric(
                            "value.goal",
                            3,
                            gate={
                                "fails_below": 2,
                                "caps_at": "exploring",
                                "exactly": {"level": 2, "caps_at": "launch_ready"},
                            },
                        ),
                        rubric(
                            "value.fairness",
                            2,
                            gate={"fails_below": 2, "caps_at": "framed"},
                            show_if={"question": "profile.people", "equals": "yes"},
                        ),
                        {
                            "code": "value.skills",
                            "kind": "multiple",
                            "title": "Which skills are there?",
                            "weight": 2,
                            "effort": 5,
                            "improvement": "Borrow or hire.",
                            "choices": [
                                {"code": "a", "text": "Domain"},
                                {"code": "b", "text": "Data"},
                                {"code": "c", "text": "Design", "not_applicable": "nobody looks"},
                                {"code": "d", "text": "Judging"},
                                {"code": "none", "text": "None of these", "exclusive": True},
                            ],
                        },
                    ],
                },
                {
                    "code": "value.market",
                    "title": "Market",
                    "show_if": {"question": "profile.route", "includes": "market"},
                    "questions": [
                        rubric("value.segments", 2, not_applicable={"when": "if there is one"}),
                        {
                            "code": "value.sold",
                            "kind": "boolean",
                            "partly": True,
                            "title": "Is it sold?",
                            "weight": 1,
                        },
                    ],
                },
            ],
        },
        {
            "code": "build",
            "title": "Building it",
            "sections": [
                {
                    "code": "build.work",
                    "title": "Work",
                    "questions": [
                        rubric("build.speed", 3),
                        rubric(
                            "build.reasons",
                            2,
                            not_applicable={
                                "when": "if no need was agreed",
                                "allowed_if": {"question": "build.speed", "at_least": 2},
                                "closed_if": {"question": "profile.stage", "equals": "live"},
                            },
                            examples=[
                                {"text": "Always shown"},
                                {
                                    "text": "Shown while it is an idea",
                                    "show_if": {"question": "profile.stage", "equals": "idea"},
                                },
                            ],
                        ),
                        {
                            "code": "build.way",
                            "kind": "single",
                            "title": "Which way is it released?",
                            "weight": 1,
                            "effort": 3,
                            "choices": [
                                {"code": "hand", "text": "By hand", "score": 0},
                                {"code": "script", "text": "By script", "score": 0.3},
                                {"code": "staged", "text": "In stages", "score": 1},
                            ],
                        },
                        {
                            "code": "build.users",
                            "kind": "number",
                            "title": "How many users?",
                            "unit": "people",
                            "minimum": 0,
                            "maximum": 1000000,
                        },
                        {
                            "code": "build.story",
                            "kind": "text",
                            "title": "What else?",
                            "max_length": 500,
                        },
                        {"code": "build.since", "kind": "date", "title": "Since when?"},
                    ],
                }
            ],
        },
    ],
}


def small_content() -> dict[str, Any]:
    """Give a copy of the content that a test may change."""
    return deepcopy(CONTENT)


def small_bank(**changes: Any) -> Bank:
    """Give the small bank; keywords replace whole top-level keys."""
    return Bank.model_validate({**small_content(), **changes})


def rubric_bank(*weights: int, levels: int = 5, **changes: Any) -> Bank:
    """Give a bank of one part `only` with the questions `only.q0`, `only.q1` and so on."""
    questions = [rubric(f"only.q{index}", weight) for index, weight in enumerate(weights)]
    for question in questions:
        question["levels"] = question["levels"][:levels]
        question["effort"] = question["effort"][: levels - 1]
    section = {"code": "only.all", "title": "All", "questions": questions}
    content = {
        "slug": "rubrics",
        "title": "Rubrics",
        "scoring": {**SCORING, "floors": {"only": SCORING["floors"]["value"]}},
        "parts": [{"code": "only", "title": "Only part", "sections": [section]}],
    }
    return Bank.model_validate({**content, **changes})


def said(value: Any, **more: Any) -> Answer:
    """Give an answered question."""
    return Answer(state=State.ANSWERED, value=value, **more)


DONT_KNOW = Answer(state=State.DONT_KNOW)


def left_out(reason: str = "there is only one") -> Answer:
    """Give a question called not applicable."""
    return Answer(state=State.NOT_APPLICABLE, reason=reason)


FULL: dict[str, Answer] = {
    "profile.stage": said("pilot"),
    "profile.people": said("yes"),
    "profile.route": said(("own", "market")),
    "value.goal": said(3, note="Agreed by the sponsor in March."),
    "value.fairness": said(3, note="Compared for two groups of users."),
    "value.skills": said(("a", "b", "d")),
    "value.segments": said(2),
    "value.sold": said(True),
    "build.speed": said(3),
    "build.reasons": said(2),
    "build.way": said("staged"),
    "build.users": said(120),
    "build.story": said("It began as a spreadsheet."),
    "build.since": said("2026-02-01"),
}
