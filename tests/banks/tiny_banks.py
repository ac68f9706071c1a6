"""Seeded tiny banks whose every set of answers can be tried, with gates and switches on scores."""

from itertools import product
from math import prod
from random import Random
from typing import Any

from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from tests.scoring.random_banks import LEVELS, _condition, _gate, all_values
from tests.scoring.small_bank import said

MOST = 120


def tiny_bank(chance: Random) -> Bank:
    """Give a bank of one or two parts with two to five questions, few enough to try everything."""
    while True:
        bank = Bank.model_validate(_content(chance))
        if prod(len(all_values(question)) for question in bank.questions.values()) <= MOST:
            return bank


def every_answer(bank: Bank) -> list[dict[str, Answer]]:
    """Give every way to answer every question, hidden ones included."""
    values = [all_values(question) for question in bank.questions.values()]
    return [
        {code: said(value) for code, value in zip(bank.questions, some, strict=True)}
        for some in product(*values)
    ]


def _content(chance: Random) -> dict[str, Any]:
    made: list[dict[str, Any]] = []
    profile = [_question(chance, "profile.q", made)] if chance.random() < 0.3 else []
    for question in profile:
        for key in ("gate", "weight", "show_if"):
            question.pop(key, None)
    parts = []
    for code in ("a", "b")[: chance.choice((1, 2, 2))]:
        questions = [
            _question(chance, f"{code}.q{index}", made) for index in range(chance.choice((1, 2, 3)))
        ]
        section = {"code": f"{code}.s", "title": code, "questions": questions}
        part: dict[str, Any] = {"code": code, "title": code, "sections": [section]}
        if made and code == "b" and chance.random() < 0.2:
            part["show_if"] = _condition(chance, parts[0]["sections"][0]["questions"])
        parts.append(part)
    return {
        "slug": "tiny",
        "title": "Tiny",
        "scoring": _scoring(chance, parts),
        "profile": profile,
        "parts": parts,
    }


def _scoring(chance: Random, parts: list[dict[str, Any]]) -> dict[str, Any]:
    scoring: dict[str, Any] = {
        "method": "weighted_mean",
        "levels": [{"code": code, "name": code.title()} for code in LEVELS],
        "floors": {
            part["code"]: dict(
                zip(LEVELS[1:], sorted(chance.choices(range(0, 101, 10), k=3)), strict=True)
            )
            for part in parts
        },
        "part_weights": {part["code"]: chance.choice((1, 1, 3)) for part in parts},
    }
    if chance.random() < 0.15:
        scoring["highest_level"] = chance.choice(LEVELS[1:])
    return scoring


def _question(chance: Random, code: str, made: list[dict[str, Any]]) -> dict[str, Any]:
    kind = chance.choice(("rubric", "rubric", "rubric", "boolean", "single", "multiple"))
    weight = chance.choice((1, 1, 2, 3))
    question: dict[str, Any] = {"code": code, "kind": kind, "title": code, "weight": weight}
    top = 4
    if kind == "rubric":
        top = chance.choice((1, 2, 2, 3))
        question["levels"] = [f"Level {index}" for index in range(top + 1)]
    if kind in {"single", "multiple"}:
        question["choices"] = [{"code": one, "text": one} for one in "abc"[: chance.choice((2, 3))]]
    if kind == "single":
        for choice in question["choices"]:
            choice["score"] = chance.choice((0, 0.25, 0.5, 0.8, 1))
    if chance.random() < 0.35:
        question["gate"] = _gate(chance, top)
    if made and chance.random() < 0.4:
        question["show_if"] = _condition(chance, made)
    made.append(question)
    return question
