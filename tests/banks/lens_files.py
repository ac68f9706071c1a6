"""Lenses of our own making: a plain one, and one with all that public lenses get wrong."""

import json
from typing import Any


def link(words: str, page: str = "") -> dict[str, str]:
    return {"displayText": words, **({"url": f"https://example.org/{page}"} if page else {})}


def practice(ref: str, title: str, **more: Any) -> dict[str, Any]:
    plan = {"improvementPlan": link(f"Begin with {title.lower()}.", f"plan-{ref}")}
    return {
        "id": ref,
        "title": title,
        "helpfulResource": link(f"About {title}.", ref),
        **plan,
        **more,
    }


def rules(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"condition": condition, "risk": f"{risk}_RISK"} for condition, risk in pairs]


MORE = [
    {"type": "HELPFUL_RESOURCE", "content": [link("A talk", "talk"), link("A paper")]},
    {"type": "IMPROVEMENT_PLAN", "content": [link("A course", "course")]},
]


def plain_lens() -> dict[str, Any]:
    """Give a lens that keeps every rule of the format."""
    backups = {
        "id": "REL_1",
        "title": "How do you keep copies?",
        "description": "Copies that nobody restored are hopes.",
        "helpfulResource": link("On copies", "copies"),
        "choices": [
            practice("REL_1_1", "Copies are made"),
            practice("REL_1_2", "Copies are tried", additionalResources=MORE),
            {"id": "REL_1_no", "title": "None of these"},
        ],
        "riskRules": rules(
            ("REL_1_2 && !REL_1_no || (REL_1_1 && REL_1_2)", "NO"),
            ("REL_1_1", "MEDIUM"),
            ("default", "HIGH"),
        ),
    }
    alarms = {
        "id": "REL_2",
        "title": "How do you hear of faults?",
        "description": "Before your customers tell you.",
        "choices": [practice("REL_2_1", "Alarms ring"), practice("REL_2_2", "Somebody comes")],
        "riskRules": rules(("REL_2_1 && REL_2_2", "NO"), ("default", "HIGH")),
    }
    doors = {
        "id": "SEC_1",
        "title": "Who may come in?",
        "description": "Doors.",
        "choices": [practice("SEC_1_1", "Keys are counted")],
        "riskRules": rules(("(!SEC_1_1)", "HIGH"), ("SEC_1_1", "NO"), ("default", "MEDIUM")),
    }
    return {
        "schemaVersion": "2021-11-01",
        "name": "Small lens",
        "description": "Three questions.",
        "pillars": [
            {"id": "reliability", "name": "Reliability", "questions": [backups, alarms]},
            {"id": "security", "name": "Security", "questions": [doors]},
        ],
    }


def odd_lens() -> dict[str, Any]:
    """Give a lens with what the format has no place for, and with what it forbids."""
    lens = plain_lens() | {"_version": "3.2", "ready": True}
    first, second = lens["pillars"][0]["questions"]
    first |= {"url": "https://example.org/first", "_note": "ask again"}
    first["choices"][0] |= {"id": "REL-1 a", "description": "In short."}
    first["riskRules"] = rules(
        ("default", "HIGH"),
        ("REL-1 a && REL_1_2", "NO"),
        ("default", "MEDIUM"),
        ("REL_1_2", "SOME"),
    )
    second |= {"id": "REL_1", "title": None}
    second["choices"] = [
        {"id": "REL_2_1", "title": "Alarms ring"},
        {"id": "REL_2_1", "title": "They ring again"},
        {"id": "REL_2_3", "title": "None of the above", "helpfulResource": {"Url": "no address"}},
        "a word",
    ]
    second["riskRules"] = rules(("REL_2_1 && !REL_2_1", "NO"), ("REL_2_1", "MEDIUM"))
    lens["pillars"].append({"id": "empty", "name": "Empty", "questions": []})
    return lens


def raw(tree: Any) -> bytes:
    return json.dumps(tree).encode()
