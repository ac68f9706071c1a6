"""Random pairs of moments on tiny banks, the same for the same seed."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from assessments.scoring.answers import Answer, EvidenceItem, State
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Moment
from tests.scoring.small_bank import SCORING, rubric

NOTES = ("", "short", "a note that is long enough to count")
DAYS = (date(2026, 1, 10), date(2026, 7, 10), date(2027, 3, 10))


def random_pair(chance: Random) -> tuple[Moment, Moment]:
    """Give two moments, of the same bank, of two versions of it, or of two unlike banks."""
    content = _content(chance)
    before = Bank.model_validate(content)
    after = before if chance.random() < 0.3 else Bank.model_validate(_edited(chance, content))
    return _moment(chance, before), _moment(chance, after)


def _moment(chance: Random, bank: Bank) -> Moment:
    asked = ((code, _answer(chance, question)) for code, question in bank.questions.items())
    answers = {code: said for code, said in asked if chance.random() < 0.85}
    return Moment(bank, answers, chance.choice(DAYS))


def unanswered(chance: Random, question: Any) -> Answer | None:
    """Now and then give a don't know, or not applicable where that may be said."""
    kind = chance.random()
    if kind < 0.15:
        return Answer(State.DONT_KNOW)
    if kind < 0.35 and question.not_applicable:
        return Answer(State.NOT_APPLICABLE, reason="there is only one")
    return None


def dated_evidence(chance: Random) -> EvidenceItem:
    return EvidenceItem("plan", dated=chance.choice(DAYS), expires_on=chance.choice(DAYS))


def _answer(chance: Random, question: Any) -> Answer:
    open_or_out = unanswered(chance, question)
    if open_or_out:
        return open_or_out
    evidence = dated_evidence(chance)
    shown = (evidence,) if chance.random() < 0.5 else ()
    value = _value(chance, question)
    return Answer(State.ANSWERED, value, note=chance.choice(NOTES), evidence=shown)


def _value(chance: Random, question: Any) -> Any:
    if question.kind == "rubric":
        return chance.randrange(len(question.levels))
    if question.kind == "boolean":
        return chance.choice((True, False))
    codes = [choice.code for choice in question.choices]
    if question.kind == "single":
        return chance.choice(codes)
    return tuple(sorted(chance.sample(codes, chance.randint(1, len(codes)))))


def _content(chance: Random) -> dict[str, Any]:
    codes = [f"q{index}" for index in range(chance.randint(3, 6))]
    questions = [_question(chance, code) for code in codes]
    profile = {
        "code": "profile.wide",
        "kind": "single",
        "title": "Is it wide?",
        "choices": [{"code": "yes", "text": "Yes"}, {"code": "no", "text": "No"}],
    }
    cut = chance.randint(1, len(questions) - 1)
    parts = [
        _part(f"p{index}", some) for index, some in enumerate((questions[:cut], questions[cut:]))
    ]
    floors = {part["code"]: SCORING["floors"]["value"] for part in parts}
    return {
        "slug": "random",
        "title": "Random",
        "scoring": {**SCORING, "floors": floors, "part_weights": {"p0": chance.randint(1, 3)}},
        "profile": [profile],
        "parts": parts,
    }


def _part(code: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    section = {"code": f"{code}.all", "title": "All", "questions": questions}
    return {"code": code, "title": code, "sections": [section]}


def _question(chance: Random, code: str) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if chance.random() < 0.4:
        more["not_applicable"] = {"when": "if there is none"}
    if chance.random() < 0.3:
        more["gate"] = {
            "fails_below": chance.randint(1, 2),
            "caps_at": chance.choice(("framed", "proven")),
        }
    if chance.random() < 0.3:
        more["show_if"] = {"question": "profile.wide", "equals": "yes"}
    weight = chance.randint(1, 4)
    if chance.random() < 0.6:
        return rubric(code, weight, **more)
    kind = chance.choice(("boolean", "multiple", "single"))
    if kind == "boolean":
        return {"code": code, "kind": kind, "title": code, "weight": weight, **more}
    choices = [{"code": one, "text": one} for one in "abc"[: chance.randint(2, 3)]]
    if kind == "single":
        more.pop("gate", None)
        choices = [{**one, "score": index / 2} for index, one in enumerate(choices)]
    return {"code": code, "kind": kind, "title": code, "weight": weight, "choices": choices, **more}


def rework(
    lists: list[list[Any]], chance: Random, make: Callable[[str], Any], *, odds: float
) -> None:
    """Make some questions anew in place, and move, drop and add one now and then."""
    for questions in lists:
        for index, question in enumerate(questions):
            if chance.random() < odds:
                questions[index] = make(question["code"])
    giver, taker = chance.sample(lists, 2)
    if len(giver) > 1 and chance.random() < 0.5:
        taker.append(giver.pop())
    if len(giver) > 1 and chance.random() < 0.4:
        giver.pop(0)
    if chance.random() < 0.5:
        taker.append(make("new"))


def _edited(chance: Random, content: dict[str, Any]) -> dict[str, Any]:
    """Give a later version: questions reworked, removed, added and moved to another part."""
    parts = [list(part["sections"][0]["questions"]) for part in content["parts"]]
    rework(parts, chance, lambda code: _question(chance, code), odds=0.4)
    weights = {"p1": chance.randint(1, 3)}
    scoring = {**content["scoring"], "part_weights": weights, "evidence_months": 6}
    sections = [_part(f"p{index}", questions) for index, questions in enumerate(parts)]
    return {**content, "version": "2.0", "scoring": scoring, "parts": sections}
