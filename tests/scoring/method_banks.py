"""One small bank for every scoring method, two parts each, for tests of scores, pages and reports."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from assessments.scoring.bank import Bank

BANDS = [
    {"code": "research", "name": "Research project", "up_to": 0},
    {"code": "some", "name": "Some testing", "up_to": 1},
    {"code": "first_pass", "name": "First pass at production", "up_to": 2},
    {"code": "reasonable", "name": "Reasonably tested", "up_to": 3},
    {"code": "strong", "name": "Strong automation", "up_to": 5},
    {"code": "exceptional", "name": "Exceptional"},
]
NA = {"when": "The product has nothing of the kind."}


def tested(code: str, **more: Any) -> dict[str, Any]:
    """Give a question of the ML Test Score: by hand half a point, automatic a whole one."""
    levels = [f"{code} is not done.", f"{code} is done by hand.", f"{code} runs by itself."]
    return _asked(code, "rubric", levels=levels, effort=[1, 2], **more)


def pointed(
    code: str, points: Sequence[float], kind: str = "single", **more: Any
) -> dict[str, Any]:
    """Give a question with choices a, b, c … that are worth these points."""
    choices = [
        {"code": letter, "text": f"{code} {letter}", "points": worth}
        for letter, worth in zip("abcdefgh", points, strict=False)
    ]
    return _asked(code, kind, choices=choices, **more)


def yes_no(code: str, **more: Any) -> dict[str, Any]:
    return _asked(code, "boolean", **more)


def quarter(code: str, **more: Any) -> dict[str, Any]:
    """Give a question answered 0, .25, .5 or 1, as OWASP SAMM does."""
    choices = [
        {"code": letter, "text": f"{code} {letter}", "score": score}
        for letter, score in zip("abcd", (0, 0.25, 0.5, 1), strict=True)
    ]
    return _asked(code, "single", choices=choices, **more)


def practice(
    code: str, ids: Sequence[str], rules: list[dict[str, str]], **more: Any
) -> dict[str, Any]:
    """Give a question of practices to tick, with "none of these" and its rules."""
    choices: list[dict[str, Any]] = [{"code": one, "text": f"{code} {one}"} for one in ids]
    choices.append({"code": "none_of", "text": f"{code}: none of these", "exclusive": True})
    return _asked(code, "multiple", choices=choices, rules=rules, **more)


def _asked(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "kind": kind,
        "title": f"How is {code}?",
        "improvement": f"Do {code}.",
        "why": "It matters.",
        "evidence_hint": "A record.",
        "not_applicable": NA,
        **more,
    }


def bank(scoring: dict[str, Any], parts: dict[str, dict[str, list[Any]]], **more: Any) -> Bank:
    """Give a bank of these parts: section code by part, questions by section."""
    return Bank.model_validate(content(scoring, parts, **more))


def content(
    scoring: dict[str, Any], parts: dict[str, dict[str, list[Any]]], **more: Any
) -> dict[str, Any]:
    return deepcopy(
        {
            "slug": scoring["method"].replace("_", "-"),
            "title": f"A bank of {scoring['method'].replace('_', ' ')}",
            "scoring": scoring,
            "parts": [
                {
                    "code": part,
                    "title": f"Part {part}",
                    "sections": [
                        {"code": code, "title": f"Section {code}", "questions": questions}
                        for code, questions in sections.items()
                    ],
                }
                for part, sections in parts.items()
            ],
            **more,
        }
    )


def minimum() -> Bank:
    return bank(
        {"method": "minimum_of_parts", "levels": BANDS},
        {
            "data": {"data.tests": [tested("data.schema"), tested("data.cost")]},
            "model": {"model.tests": [tested("model.stale"), tested("model.slices")]},
        },
    )


def additive() -> Bank:
    bands = [{"code": "low", "name": "Low", "below": 3}, {"code": "high", "name": "High"}]
    return bank(
        {"method": "additive", "levels": bands},
        {
            "care": {"care.first": [pointed("care.plan", (0, 2, 5))]},
            "use": {"use.first": [pointed("use.tools", (1, 1, 2), "multiple"), yes_no("use.log")]},
        },
    )


def staged() -> Bank:
    levels = [{"code": f"l{n}", "name": f"Stage {n}"} for n in range(3)]
    return bank(
        {"method": "staged", "levels": levels},
        {
            "plan": {
                "plan.a": [yes_no("plan.a1", stage="l1"), yes_no("plan.a2", stage="l2")],
                "plan.b": [yes_no("plan.b1", stage="l1"), yes_no("plan.b2", stage="l2")],
            },
            "run": {"run.a": [yes_no("run.a1", stage="l1"), yes_no("run.a2", stage="l2")]},
        },
    )


def two_scores() -> Bank:
    levels = [
        {"code": "i", "name": "Impact I", "up_to": 25},
        {"code": "ii", "name": "Impact II", "up_to": 50},
        {"code": "iii", "name": "Impact III", "up_to": 75},
        {"code": "iv", "name": "Impact IV"},
    ]
    only = {"question": "risk.kind", "equals": "b"}
    return bank(
        {
            "method": "two_scores",
            "levels": levels,
            "variants": 2,
            "raw": ["risk"],
            "mitigation": ["ease.design", "ease.live"],
        },
        {
            "risk": {
                "risk.what": [
                    pointed("risk.kind", (0, 4)),
                    pointed("risk.more", (0, 3, 6), show_if=only),
                    pointed("risk.reach", (1, 2, 2), "multiple"),
                ]
            },
            "ease": {
                "ease.design": [pointed("ease.tested", (0, 2)), pointed("ease.asked", (0, 3))],
                "ease.live": [pointed("ease.watched", (0, 2)), pointed("ease.told", (0, 3))],
            },
        },
        direction="risk",
    )


def risk_rules() -> Bank:
    risks = [
        {"code": "none", "name": "No risk"},
        {"code": "medium", "name": "Medium risk"},
        {"code": "high", "name": "High risk"},
    ]
    usual = [
        {"when": "one && two", "risk": "none"},
        {"when": "one", "risk": "medium"},
        {"when": "default", "risk": "high"},
    ]
    mixed = [
        {"when": "NET1_2 && !NET1_1 || NET1_3", "risk": "none"},
        {"when": "NET1_1", "risk": "medium"},
    ]
    return bank(
        {"method": "risk_rules", "risks": risks},
        {
            "ops": {
                "ops.a": [
                    practice("ops.alarm", ("one", "two"), usual),
                    practice("ops.review", ("one", "two"), usual),
                ]
            },
            "net": {"net.a": [practice("net.zones", ("NET1_1", "NET1_2", "NET1_3"), mixed)]},
        },
        direction="risk",
    )


def mean_tree() -> Bank:
    first = [f"gov.{stream}{n}" for stream in "ab" for n in (1, 2, 3)]
    return bank(
        {
            "method": "mean_tree",
            "scale": 3,
            "streams": {
                "gov.strategy": [
                    {"title": "Create", "questions": first[:3]},
                    {"title": "Measure", "questions": first[3:]},
                ]
            },
            "targets": {"gov.a1": "gov.a1_wanted"},
        },
        {
            "gov": {
                "gov.strategy": [quarter(code) for code in first],
                "gov.wanted": [quarter("gov.a1_wanted")],
            },
            "build": {"build.secure": [quarter("build.one"), quarter("build.two")]},
        },
    )


METHOD_BANKS: dict[str, Callable[[], Bank]] = {
    "minimum_of_parts": minimum,
    "additive": additive,
    "staged": staged,
    "two_scores": two_scores,
    "risk_rules": risk_rules,
    "mean_tree": mean_tree,
}
