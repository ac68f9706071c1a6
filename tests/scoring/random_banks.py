"""Seeded random small banks with every kind, gates, floors, switches and marks, and answers.

All possible answers stand here a second time, written down without the code under test.
"""

from itertools import product
from random import Random
from typing import Any

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import rules_of
from tests.scoring.small_bank import DONT_KNOW, left_out, said

LEVELS = ("low", "mid", "high", "top")
KINDS = ("rubric", "rubric", "rubric", "single", "multiple", "boolean", "number", "text", "date")
NUMBERS = (-1, 0, 1, 2, 3, 4, 5, 2.5, 3.5, 10)
TEXTS = ("red", "blue", "green")
DAYS = ("2026-01-01", "2026-02-02", "2026-03-03")


def random_bank(chance: Random) -> Bank:
    """Give a bank of one to three parts with one to three questions a section."""
    made: list[dict[str, Any]] = []
    profile = [_question(chance, f"profile.q{i}", made) for i in range(chance.choice((0, 1, 2)))]
    for question in profile:
        for key in ("weight", "gate", "not_applicable"):
            question.pop(key, None)
    parts = [_part(chance, f"p{index}", made) for index in range(chance.choice((1, 2, 2, 3)))]
    content = {
        "slug": "random",
        "title": "Random",
        "scoring": _scoring(chance, [part["code"] for part in parts]),
        "profile": profile,
        "parts": parts,
    }
    return Bank.model_validate(content)


def _scoring(chance: Random, parts: list[str]) -> dict[str, Any]:
    floors = {
        part: dict(zip(LEVELS[1:], sorted(chance.choices(range(0, 101, 5), k=3)), strict=True))
        for part in parts
    }
    scoring: dict[str, Any] = {
        "method": "weighted_mean",
        "levels": [{"code": code, "name": code.title()} for code in LEVELS],
        "floors": floors,
        "part_weights": {part: chance.choice((1, 1, 2)) for part in parts},
        "wanted": {"mid": 2, "high": 3, "top": 4},
    }
    if chance.random() < 0.4:
        limit = {"share": chance.choice((20, 40)), "caps_at": chance.choice(LEVELS[:3])}
        scoring["not_applicable_limit"] = limit
    if chance.random() < 0.1:
        scoring["highest_level"] = chance.choice(LEVELS[1:])
    return scoring


def _part(chance: Random, code: str, made: list[dict[str, Any]]) -> dict[str, Any]:
    part = {"code": code, "title": code, "sections": []}
    if chance.random() < 0.1:
        _maybe_show_if(chance, part, made, 1)
    for index in range(chance.choice((1, 1, 2))):
        section = {"code": f"{code}.s{index}", "title": "S"}
        _maybe_show_if(chance, section, made, 0.2)
        names = [f"{code}.s{index}q{number}" for number in range(chance.choice((1, 2, 3)))]
        section["questions"] = [_question(chance, name, made) for name in names]
        part["sections"].append(section)
    return part


def _question(chance: Random, code: str, made: list[dict[str, Any]]) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    question: dict[str, Any] = {"code": code, "kind": kind, "title": code}
    if kind in {"rubric", "single", "multiple", "boolean"}:
        question["weight"] = chance.choice((1, 2, 3, 5))
    _ADD[kind](chance, question)
    if "weight" in question and chance.random() < 0.35:
        question["gate"] = _gate(chance, len(question.get("levels", range(5))) - 1)
    _maybe_show_if(chance, question, made, 0.3)
    if chance.random() < 0.4:
        rule = {"when": "when it does not apply"}
        if made and chance.random() < 0.5:
            key = chance.choice(("allowed_if", "closed_if"))
            rule[key] = _condition(chance, made)
        question["not_applicable"] = rule
    made.append(question)
    return question


def _gate(chance: Random, top: int) -> dict[str, Any]:
    fails_below = chance.randint(1, min(2, top))
    gate: dict[str, Any] = {"fails_below": fails_below, "caps_at": chance.choice(LEVELS[:3])}
    if chance.random() < 0.5:
        level = chance.randint(fails_below, top)
        gate["exactly"] = {"level": level, "caps_at": chance.choice(LEVELS[:3])}
    return gate


def _add_rubric(chance: Random, question: dict[str, Any]) -> None:
    count = chance.choice((2, 3, 4))
    question["levels"] = [f"Level {index}" for index in range(count)]
    if chance.random() < 0.9:
        question["effort"] = [chance.choice((0.25, 0.5, 1, 2, 3)) for _ in range(count - 1)]


def _add_single(chance: Random, question: dict[str, Any]) -> None:
    question["effort"] = chance.choice((0, 0.5, 2))
    question["choices"] = [{"code": code, "text": code} for code in "abc"]
    if chance.random() < 0.8:
        for choice in question["choices"]:
            choice["score"] = chance.choice((0, 0.25, 0.3, 0.5, 0.8, 1))


def _add_multiple(chance: Random, question: dict[str, Any]) -> None:
    question["effort"] = chance.choice((0, 0.5, 2))
    question["choices"] = [{"code": code, "text": code} for code in "abc"[: chance.choice((2, 3))]]
    if chance.random() < 0.4:
        chance.choice(question["choices"])["not_applicable"] = "nobody needs it"
    if chance.random() < 0.5:
        question["choices"].append({"code": "none", "text": "None", "exclusive": True})


def _add_boolean(chance: Random, question: dict[str, Any]) -> None:
    question["effort"] = chance.choice((0, 0.5, 2))
    question["partly"] = chance.random() < 0.5


def _add_nothing(_chance: Random, _question: dict[str, Any]) -> None:
    """Leave it as it is."""


_ADD = {
    "rubric": _add_rubric,
    "single": _add_single,
    "multiple": _add_multiple,
    "boolean": _add_boolean,
    "number": _add_nothing,
    "text": _add_nothing,
    "date": _add_nothing,
}


def _maybe_show_if(
    chance: Random, held: dict[str, Any], made: list[dict[str, Any]], often: float
) -> None:
    if made and chance.random() < often:
        held["show_if"] = _condition(chance, made)


def _condition(chance: Random, made: list[dict[str, Any]]) -> dict[str, Any]:
    shape = chance.random()
    if shape < 0.15:
        return {"not": _compare(chance, chance.choice(made))}
    if shape < 0.35:
        key = chance.choice(("all", "any"))
        return {key: [_compare(chance, chance.choice(made)) for _ in range(2)]}
    return _compare(chance, chance.choice(made))


def _compare(chance: Random, question: dict[str, Any]) -> dict[str, Any]:
    compare = _compare_value(chance, question)
    apart = Random(repr(question))  # noqa: S311 -- leaves the other draws as they were
    if apart.random() < 0.06:
        return {"question": question["code"], "answered": apart.random() < 0.7}
    return compare


def _compare_value(chance: Random, question: dict[str, Any]) -> dict[str, Any]:
    kind, compare = question["kind"], {"question": question["code"]}
    if kind == "rubric":
        level = chance.randrange(len(question["levels"]))
        return {**compare, chance.choice(("at_least", "at_most", "equals")): level}
    if kind == "number":
        return {**compare, chance.choice(("at_least", "at_most", "equals")): chance.choice((0, 3))}
    if kind == "multiple":
        return {**compare, "includes": chance.choice(question["choices"])["code"]}
    if kind == "single":
        codes = [choice["code"] for choice in question["choices"]]
        return {**compare, "any_of": chance.sample(codes, chance.choice((1, 2)))}
    values = {"boolean": (True, False), "text": TEXTS[:2], "date": DAYS[:2]}
    return {**compare, "equals": chance.choice(values[kind])}


def all_values(question: Question) -> list[Any]:
    """List every valid answer; of numbers, texts and days a good sample."""
    fixed = {"number": NUMBERS, "text": TEXTS, "date": DAYS, "boolean": (False, "partly", True)}
    if question.kind == "rubric":
        return list(range(len(question.levels)))
    if question.kind == "single":
        return list(question.by_code)
    raw = fixed.get(question.kind) or _subsets(question)
    found = []
    for one in raw:
        try:
            found.append(rules_of(question).parse(question, one))
        except AnswerOutOfRange:
            continue
    return found


def _subsets(question: Any) -> list[tuple[str, ...]]:
    signs = product(("", "tick", "mark"), repeat=len(question.choices))
    return [
        tuple(
            code if sign == "tick" else f"~{code}"
            for code, sign in zip(question.by_code, each, strict=True)
            if sign
        )
        for each in signs
    ]


def random_answers(chance: Random, bank: Bank, most: int) -> dict[str, Answer]:
    """Give answers of every state; trying all that is not final takes at most `most` attempts."""
    answers: dict[str, Answer] = {}
    room = most
    for question in sorted(bank.questions.values(), key=lambda _question: chance.random()):
        values = all_values(question)
        size = len(values) + 1
        state = chance.random()
        if size <= room and state < 0.45:
            room //= size
            open_answer = chance.choice((DONT_KNOW, None))
            if question.not_applicable and state < 0.2:
                open_answer = left_out()
            if open_answer is not None:
                answers[question.code] = open_answer
            continue
        answers[question.code] = said(chance.choice(values))
        if size <= room and state > 0.85:
            answers[question.code] = _apart(chance, question, values)
            room //= size
    return answers


def _apart(chance: Random, question: Question, values: list[Any]) -> Answer:
    rules = rules_of(question)
    picked = chance.sample(values, min(2, len(values)))
    if rules.share(question, picked[0]) is None or len(picked) == 1:
        return said(picked[0])
    low, high = sorted(picked, key=lambda value: rules.share(question, value))
    span = (low, high) if rules.share(question, low) != rules.share(question, high) else None
    return Answer(State.ANSWERED, low, span=span)
