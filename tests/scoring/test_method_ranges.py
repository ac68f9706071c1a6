"""Ranges of every method over small random banks: what trying every open answer finds."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Figure, Range, Scorecard
from tests.scoring import method_banks as banks

ON = date(2026, 3, 31)
CASES = 25


def question(code: str, chance: random.Random, **more: Any) -> dict[str, Any]:
    """Give a question with an answer worth nothing, so that the worst is as good as silence."""
    kind = chance.choice(("points", "ticks", "yes", "rubric"))
    weight = chance.randint(1, 3)
    if kind == "points":
        worth = [0, *(chance.choice((1, 2, 0.5)) for _ in range(chance.randint(1, 2)))]
        return banks.pointed(code, worth, weight=weight, **more)
    if kind == "ticks":
        made = banks.pointed(code, [chance.choice((0, 1, 2)) for _ in "ab"], "multiple", **more)
        none = {"code": "z", "text": f"{code}: none", "points": 0, "exclusive": True}
        return {**made, "choices": [*made["choices"], none]}
    made = banks.yes_no(code, **more) if kind == "yes" else banks.tested(code, **more)
    return {**made, "weight": weight}


def parts_of(chance: random.Random, *, stages: bool) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = {}
    for part in "pq":
        count = chance.randint(1, 2)
        found[part] = {
            f"{part}.s": [
                question(
                    f"{part}.{n}",
                    chance,
                    **({"stage": chance.choice(("l1", "l2"))} if stages else {}),
                )
                for n in range(count)
            ]
        }
    return found


def some_bank(method: str, chance: random.Random) -> Bank:
    scoring: dict[str, Any] = {"method": method}
    if method == "minimum_of_parts":
        scoring["levels"] = banks.BANDS
    elif method == "staged":
        scoring["levels"] = [{"code": f"l{n}", "name": str(n)} for n in range(3)]
        scoring["fulfilled_from"] = chance.choice((50, 100))
    elif method == "two_scores":
        scoring |= {"raw": ["p"], "mitigation": ["q"], "levels": banks.BANDS}
        scoring |= {"gate": chance.choice((40, 80)), "variants": chance.choice((1, 2))}
    elif method == "mean_tree":
        scoring["scale"] = 3
    return banks.bank(scoring, parts_of(chance, stages=method == "staged"))


def values_of(asked: Question) -> list[Any]:
    if asked.kind == "rubric":
        return list(range(len(asked.levels)))
    if asked.kind == "boolean":
        return [False, True]
    codes = [choice.code for choice in asked.choices]
    return [["z"], ["a"], ["b"], ["a", "b"]] if asked.kind == "multiple" else codes


def completions(bank: Bank, said: dict[str, Answer]) -> Iterator[Scorecard]:
    open_ones = [code for code in bank.questions if code not in said]
    for chosen in product(*(values_of(bank.questions[code]) for code in open_ones)):
        more = {
            code: Answer(State.ANSWERED, value)
            for code, value in zip(open_ones, chosen, strict=True)
        }
        yield score(bank, said | more, ON)


def bounds(card: Scorecard) -> dict[str, Figure]:
    return {figure.code: figure for figure in card.figures if figure.low is not None}


@pytest.mark.parametrize(
    "method", ["minimum_of_parts", "additive", "staged", "two_scores", "mean_tree"]
)
def test_low_and_high_are_what_trying_every_open_answer_finds(method: str) -> None:
    chance = random.Random(f"{method} 28")  # noqa: S311 -- the same banks every time
    for _ in range(CASES):
        bank = some_bank(method, chance)
        said = {
            code: Answer(State.ANSWERED, chance.choice(values_of(asked)))
            for code, asked in bank.questions.items()
            if chance.random() < 0.4
        }
        card, every = score(bank, said, ON), list(completions(bank, said))
        for code, figure in bounds(card).items():
            found = [bounds(one)[code].value for one in every]
            assert (figure.low, figure.high) == (min(found), max(found)), code
        if isinstance(card.overall, Range):
            shares = [one.overall.score for one in every if isinstance(one.overall, Range)]
            assert (card.overall.low, card.overall.high) == (min(shares), max(shares))
            assert isinstance(card.overall.score, Fraction)
