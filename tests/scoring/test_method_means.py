"""OWASP SAMM: a mean of means, percentage to target and progress to date."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.answers import State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import (
    Range,
    Scorecard,
    Unscored,
)
from tests.scoring import method_banks as banks
from tests.scoring.method_scores import ON, figures, said, scored


def samm() -> Bank:
    parts, streams = {}, {}
    for function in ("f1", "f2", "f3", "f4", "f5"):
        parts[function] = {}
        for number in (1, 2, 3):
            practice = f"{function}.p{number}"
            codes = {stream: [f"{practice}.{stream}{n}" for n in (1, 2, 3)] for stream in "ab"}
            parts[function][practice] = [banks.quarter(c) for held in codes.values() for c in held]
            streams[practice] = [
                {"title": s.upper(), "questions": held} for s, held in codes.items()
            ]
    return banks.bank({"method": "mean_tree", "scale": 3, "streams": streams}, parts)


def practices(bank: Bank, shares: list[str]) -> dict[str, str]:
    """Give each practice in turn one answer for its six questions."""
    sections = [section for _, section in bank.iter_sections()]
    return {
        question.code: shares[index % len(shares)]
        for index, section in enumerate(sections)
        for question in section.questions
    }


def means(card: Scorecard) -> list[Any]:
    return [figures(part)["mean"] for part in card.parts.values()]


def test_six_equal_answers_a_practice_give_the_published_functions() -> None:
    bank = samm()
    card = scored(bank, practices(bank, ["d", "a", "b", "c"]))
    assert means(card) == [Fraction(n, 100) for n in (125, 150, 175, 75, 125)]
    assert figures(card)["mean"] == Fraction(13, 10)
    assert card.overall == Range(*[Fraction(13, 30)] * 3)


def test_a_quarter_everywhere_is_three_quarters_and_level_one_alone_is_one() -> None:
    bank = samm()
    card = scored(bank, practices(bank, ["b"]))
    assert (means(card), figures(card)["mean"]) == ([Fraction(3, 4)] * 5, Fraction(3, 4))
    first = {code: "d" if code.endswith("1") else "a" for code in bank.questions}
    card = scored(bank, first)
    assert (means(card), figures(card)["mean"]) == ([1] * 5, 1)
    practice = card.parts["f1"].sections["f1.p1"]
    assert figures(practice) == {"mean": 1, "stream.1": 1, "stream.2": 1}


def with_target() -> Bank:
    codes = [f"one.{stream}{n}" for stream in "ab" for n in (1, 2, 3)]
    streams = [{"title": s, "questions": [c for c in codes if c[4] == s]} for s in "ab"]
    stated = {
        "targets": {code: f"aim.{code[4:]}" for code in codes},
        "baselines": {code: f"past.{code[4:]}" for code in codes},
    }
    return banks.bank(
        {"method": "mean_tree", "scale": 3, "streams": {"one.s": streams}, **stated},
        {
            "one": {"one.s": [banks.quarter(code) for code in codes]},
            "aim": {"aim.s": [banks.quarter(code) for code in stated["targets"].values()]},
            "past": {"past.s": [banks.quarter(code) for code in stated["baselines"].values()]},
        },
    )


ORDER = ("a1", "a2", "a3", "b1", "b2", "b3")


def posture(part: str, letters: str) -> dict[str, str]:
    return {f"{part}.{place}": letter for place, letter in zip(ORDER, letters, strict=True)}


def test_percentage_to_target_and_progress_to_date_of_the_worked_example() -> None:
    """Letters a to d stand for 0, .25, .5 and 1."""
    bank = with_target()
    start, aim = posture("past", "baadaa"), posture("aim", "ddadca")
    before = scored(bank, {**posture("one", "baadaa"), **aim, **start})
    assert figures(before)["mean"] == Fraction(5, 8)
    assert figures(before)["to_target"] == 1 - Fraction(225, 350)
    assert figures(before)["to_date"] == 0
    after = scored(bank, {**posture("one", "dcadaa"), **aim, **start})
    assert figures(after)["mean"] == Fraction(5, 4)
    assert figures(after)["to_date"] == Fraction(5, 9)
    assert figures(after.parts["one"])["to_date"] == Fraction(5, 9)
    assert figures(after.parts["one"].sections["one.s"])["to_target"] == 1 - Fraction(
        1, 3 + Fraction(1, 2)
    )
    assert "aim.a1" not in {point.code for point in before.open_points}


def test_what_is_not_defined_is_said_in_words() -> None:
    bank = with_target()
    now, nought = posture("one", "baadaa"), posture("aim", "aaaaaa")
    found = figures(scored(bank, {**now, **nought, **posture("past", "aaaaaa")}))
    assert found["to_target"] == Unscored("Not defined: the target is 0 everywhere.")
    assert found["to_date"] == Unscored("Not defined: the target is where it began.")
    found = figures(scored(bank, now))
    assert found["to_target"] == found["to_date"] == Unscored("No target has been stated here.")
    found = figures(scored(bank, {**now, **posture("aim", "dddddd")}))
    assert found["to_date"] == Unscored("No beginning has been stated here.")


@pytest.mark.parametrize(
    ("now", "aim", "level", "wanted", "done"),
    [
        ("b", "d", 1, 4, "one.q d"),
        ("b", "c", 1, 2, "one.q c"),
        (State.DONT_KNOW, "c", None, 2, "one.q c"),
    ],
)
@pytest.mark.parametrize("stated", ["points", "score"])
def test_the_gap_of_a_single_choice_ends_with_the_choice_that_reaches_the_target(
    stated: str, now: Any, aim: str, level: int | None, wanted: int, done: str
) -> None:
    made = [
        banks.quarter(code) if stated == "score" else banks.pointed(code, (0, 1, 2, 4))
        for code in ("one.q", "one.aim")
    ]
    scoring = {"method": "mean_tree", "targets": {"one.q": "one.aim"}}
    bank = banks.bank(scoring, {"one": {"one.s": made}})
    card = scored(bank, {"one.q": now, "one.aim": aim})
    found = [(one.level, one.wanted, one.done) for one in card.recommendations]
    assert found == [(level, wanted, (done,))]
    silent = score(bank, said({"one.q": now, "one.aim": aim}), ON, advise=False)
    assert silent == replace(card, recommendations=())
