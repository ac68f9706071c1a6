"""Random pairs of moments on tiny banks of every other method, the same for the same seed."""

from copy import deepcopy
from random import Random
from typing import Any

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Moment
from tests.scoring import method_banks as banks
from tests.scoring.random_pairs import DAYS, dated_evidence, rework, unanswered

Parts = dict[str, dict[str, list[Any]]]
RISKS = [{"code": code, "name": code.title()} for code in ("none", "medium", "high")]
RULES = (
    [{"when": "a && b", "risk": "none"}, {"when": "default", "risk": "high"}],
    [{"when": "a", "risk": "medium"}, {"when": "b", "risk": "none"}],
)
PROFILE = {
    "code": "profile.wide",
    "kind": "single",
    "title": "Is it wide?",
    "choices": [{"code": "yes", "text": "Yes"}, {"code": "no", "text": "No"}],
}
LEVELS = [{"code": f"l{n}", "name": str(n)} for n in range(3)]


def random_method_pair(method: str, chance: Random) -> tuple[Moment, Moment]:
    """Give two moments, of one bank of the method or of two versions of it."""
    parts = _parts(method, chance)
    before = _bank(method, chance, parts)
    after = (
        before if chance.random() < 0.3 else _bank(method, chance, _edited(method, chance, parts))
    )
    return _moment(chance, before), _moment(chance, after)


def _bank(method: str, chance: Random, parts: Parts) -> Bank:
    scoring: dict[str, Any] = {"method": method}
    if method in {"minimum_of_parts", "two_scores"}:
        scoring["levels"] = banks.BANDS
    if method == "staged":
        scoring |= {"levels": LEVELS, "fulfilled_from": chance.choice((50, 100))}
    elif method == "two_scores":
        # a part may count for neither side, a section for another side than its part
        scoring |= {"raw": ["p"], "mitigation": [chance.choice(("q", "q.s"))]}
        scoring |= {"gate": chance.choice((40, 80)), "discount": chance.choice((10, 15))}
    elif method == "risk_rules":
        scoring["risks"] = RISKS
    elif method == "mean_tree":
        scoring |= _tree(chance, parts)
    return banks.bank(scoring, parts, profile=[PROFILE], version=f"{chance.randint(1, 9)}.0")


def _tree(chance: Random, parts: Parts) -> dict[str, Any]:
    """Give a scale, streams of some sections, and a question that states what another aims at."""
    streams = {}
    for sections in parts.values():
        for code, questions in sections.items():
            names = [question["code"] for question in questions]
            if len(names) > 1 and chance.random() < 0.6:
                cut = chance.randint(1, len(names))
                halves = (names[:cut], names[cut:]) if chance.random() < 0.7 else (names[:cut],)
                streams[code] = [
                    {"title": f"Stream {n}", "questions": half}
                    for n, half in enumerate(halves)
                    if half
                ]
    first = parts["p"]["p.s"][0]["code"]
    aims = {"targets": {first: "p.aim"}} if "p.aims" in parts["p"] else {}
    return {"scale": chance.choice((1, 3)), "streams": streams, **aims}


def _parts(method: str, chance: Random) -> Parts:
    counter = iter(range(100))
    found: Parts = {
        part: {
            f"{part}.{section}": [
                _question(method, chance, f"{part}.{next(counter)}")
                for _ in range(chance.randint(1, 3))
            ]
            for section in "st"[: chance.randint(1, 2)]
        }
        for part in "pq"
    }
    if method == "mean_tree" and chance.random() < 0.5:
        found["p"]["p.aims"] = [banks.quarter("p.aim")]
    return found


def _question(method: str, chance: Random, code: str) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if chance.random() < 0.3:
        more["show_if"] = {"question": "profile.wide", "equals": "yes"}
    if method == "risk_rules":
        return banks.practice(code, ("a", "b"), chance.choice(RULES), **more)
    if method == "staged":
        more["stage"] = chance.choice(("l1", "l2"))
    kind = chance.choice(("points", "ticks", "yes", "rubric"))
    if kind in {"points", "ticks"}:
        lowest = -1 if method in {"additive", "minimum_of_parts"} else 0
        points = [chance.choice((lowest, 0, 1, 2.5)), *(chance.choice((0.5, 1, 3)) for _ in "ab")]
        made = banks.pointed(code, points, "multiple" if kind == "ticks" else "single", **more)
    else:
        made = banks.yes_no(code, **more) if kind == "yes" else banks.tested(code, **more)
    return {**made, "weight": chance.randint(1, 3)}


def _edited(method: str, chance: Random, parts: Parts) -> Parts:
    """Give a later version: questions reworked, removed, added and moved elsewhere."""
    later = deepcopy(parts)
    aims = later["p"].pop("p.aims", None)
    lists = [questions for sections in later.values() for questions in sections.values()]
    rework(lists, chance, lambda code: _question(method, chance, code), odds=0.3)
    if aims:
        later["p"]["p.aims"] = aims
    return later


def _moment(chance: Random, bank: Bank) -> Moment:
    asked = ((code, _answer(chance, question)) for code, question in bank.questions.items())
    # now and then a whole part does not apply, so that figures are missing at one end
    gone = chance.choice("pq") if chance.random() < 0.15 else ""
    answers = {
        code: Answer(State.NOT_APPLICABLE, reason="there is only one")
        if gone and code.startswith(f"{gone}.")
        else said
        for code, said in asked
        if chance.random() < 0.85
    }
    return Moment(bank, answers, chance.choice(DAYS))


def _answer(chance: Random, question: Any) -> Answer:
    open_or_out = unanswered(chance, question)
    if open_or_out:
        return open_or_out
    evidence = dated_evidence(chance)
    shown = (evidence,) if chance.random() < 0.2 else ()
    return Answer(State.ANSWERED, _value(chance, question), evidence=shown)


def _value(chance: Random, question: Any) -> Any:
    if question.kind == "rubric":
        return chance.randrange(len(question.levels))
    if question.kind == "boolean":
        return chance.choice((True, False))
    codes = [choice.code for choice in question.choices if not choice.exclusive]
    if question.kind == "single":
        return chance.choice(codes)
    return tuple(sorted(chance.sample(codes, chance.randint(1, len(codes)))))
