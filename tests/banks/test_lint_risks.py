"""What the lint says of risk rules is what trying every answer finds."""

from datetime import date
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import pytest

from assessments.banks.formats import BankFile, read_file
from assessments.banks.formats.native import bank_of
from assessments.banks.lint import Finding, lint
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.risk_rules import first_true
from tests.samples import LENS, expected, needs_samples, sample

ON = date(2026, 3, 1)
CASES = 300
RISKS = ("none", "medium", "high")
PATH = "parts[0].sections[0].questions[0]"
RULES = tuple(f"BANK{number:03}" for number in range(35, 43))


def expression(chance: Random, codes: list[str], depth: int = 0) -> str:
    shape = chance.random()
    if depth > 2 or shape < 0.4:
        return chance.choice(("", "", "!")) + chance.choice(codes)
    operator = chance.choice((" && ", " || "))
    joined = operator.join(expression(chance, codes, depth + 1) for _ in range(2))
    return f"!({joined})" if shape < 0.5 else f"({joined})"


def lens(chance: Random) -> Bank:
    """Give a bank of one question with up to four choices and up to four rules."""
    choices: list[dict[str, Any]] = [
        {"code": code, "text": f"{code} is done"} for code in "abc"[: chance.choice((1, 2, 3))]
    ]
    if chance.random() < 0.5:
        choices.append({"code": "no", "text": "Nothing", "exclusive": True})
    if chance.random() < 0.3:
        choices.append({"code": "words", "text": "None of the above"})
    codes = [choice["code"] for choice in choices]
    rules = [
        {"when": expression(chance, codes), "risk": chance.choice(RISKS)}
        for _ in range(chance.choice((1, 2, 3)))
    ]
    if chance.random() < 0.6:
        rules.insert(chance.randrange(len(rules) + 1), {"when": "default", "risk": "high"})
    question = {"code": "p.q", "kind": "multiple", "title": "Q", "choices": choices, "rules": rules}
    section = {"code": "p.s", "title": "S", "questions": [question]}
    scoring = {"method": "risk_rules", "risks": [{"code": code, "name": code} for code in RISKS]}
    parts = [{"code": "p", "title": "P", "sections": [section]}]
    return Bank.model_validate({"slug": "x", "title": "X", "scoring": scoring, "parts": parts})


@cache
def case(seed: int) -> tuple[Any, tuple[Finding, ...], Bank]:
    bank = lens(Random(seed))  # noqa: S311 -- a seed, no secret
    return bank.questions["p.q"], tuple(lint(bank)), bank


def answers(question: Any, *, by_words: bool) -> list[frozenset[str]]:
    """Give every answer: any free choices, or one of the others alone."""
    alone = [c.code for c in question.choices if c.exclusive or (by_words and c.code == "words")]
    free = [c.code for c in question.choices if c.code not in alone]
    sets = [some for size in range(1, len(free) + 1) for some in combinations(free, size)]
    return [*map(frozenset, sets), *(frozenset({code}) for code in alone)]


def risk(question: Any, ticked: frozenset[str]) -> int | None:
    rule = first_true(question.rules, ticked)
    return RISKS.index(rule.risk) if rule else None


def firing(question: Any, *, by_words: bool) -> set[int]:
    return {
        index
        for ticked in answers(question, by_words=by_words)
        for index, rule in enumerate(question.rules)
        if first_true(question.rules, ticked) is rule
    }


def raises(question: Any) -> bool:
    """Say whether one more choice, or one instead of "none", can say a greater risk."""
    honest = answers(question, by_words=True)
    for ticked in honest:
        for code in "abc":
            more = frozenset({code}) if ticked <= {"no", "words"} else ticked | {code}
            if more in honest and code not in ticked:
                before, after = risk(question, ticked), risk(question, more)
                if before is not None and after is not None and after > before:
                    return True
    return False


def tried(question: Any) -> dict[str, set[str]]:
    """Give for each rule the places that trying every answer finds."""
    defaults = {index for index, rule in enumerate(question.rules) if rule.when == "default"}
    others = set(range(len(question.rules))) - defaults
    honest = [risk(question, ticked) for ticked in answers(question, by_words=True)]
    idle = defaults - firing(question, by_words=False)
    return {
        "BANK035": {f"{PATH}.rules"} if not defaults else set(),
        "BANK036": {f"{PATH}.rules[{index}]" for index in idle},
        "BANK037": {f"{PATH}.rules[{i}]" for i in others - firing(question, by_words=True)},
        "BANK038": {f"{PATH}.rules"} if None in honest else set(),
        "BANK039": {f"{PATH}.rules"} if 0 not in honest else set(),
        "BANK040": {f"{PATH}.rules"} if raises(question) else set(),
    }


def test_three_hundred_random_questions_are_judged_as_trying_every_answer_does() -> None:
    counts = dict.fromkeys(tried(case(0)[0]), 0)
    for seed in range(CASES):
        question, found, _ = case(seed)
        for rule, places in tried(question).items():
            said = {finding.path for finding in found if finding.id == rule}
            assert said == places, (seed, rule, question.rules)
            counts[rule] += bool(places)
    assert all(20 < count < CASES - 20 for count in counts.values()), counts


def test_every_witness_shows_what_is_claimed_once_it_is_scored() -> None:
    shown = dict.fromkeys(("BANK038", "BANK039", "BANK040"), 0)
    for seed in range(CASES):
        _, found, bank = case(seed)
        for finding in found:
            if finding.id not in shown:
                continue
            assert finding.witness is not None
            before, after = (
                score(bank, said, ON).questions["p.q"].outcome
                for said in (finding.witness.answers, finding.witness.after)
            )
            if finding.id == "BANK038":
                assert before is None
            elif finding.id == "BANK039":
                assert before != "none"
            else:
                assert RISKS.index(before or "none") < RISKS.index(after or "none")
            shown[finding.id] += 1
    assert min(shown.values()) > 20


def test_a_choice_matters_where_it_changes_the_risk_of_some_answer() -> None:
    idle = 0
    for seed in range(CASES):
        question, found, _ = case(seed)
        said = {f.path for f in found if f.id == "BANK042"}
        every = answers(question, by_words=False)
        for index, choice in enumerate(question.choices):
            if choice.code in {"no", "words"}:
                continue
            changes = any(
                risk(question, ticked) != risk(question, ticked | {choice.code})
                for ticked in every
                if not ticked & {"no", choice.code}
            )
            none = frozenset({"no"})
            if none in every:
                changes |= risk(question, none) != risk(question, frozenset({choice.code}))
            if changes:
                assert f"{PATH}.choices[{index}]" not in said, (seed, choice.code)
            else:
                idle += f"{PATH}.choices[{index}]" in said
    assert idle > 20


@pytest.mark.parametrize("count", [15, 40])
def test_as_many_choices_as_a_lens_may_have_are_tried_and_more_are_not(count: int) -> None:
    tree = lens(Random(1)).model_dump(mode="json", by_alias=True, exclude_none=True)  # noqa: S311
    question = tree["parts"][0]["sections"][0]["questions"][0]
    codes = [f"c{index}" for index in range(count)]
    question["choices"] = [{"code": code, "text": code} for code in codes]
    question["rules"] = [
        {"when": " && ".join(codes), "risk": "none"},
        {"when": " && ".join(codes), "risk": "medium"},
        {"when": "default", "risk": "high"},
    ]
    found = [(f.id, f.path) for f in lint(tree) if f.id in RULES]
    assert found == ([("BANK037", f"{PATH}.rules[1]")] if count == 15 else [])


@needs_samples
def test_the_real_lens_is_judged_as_expected() -> None:
    bank = bank_of(dict(read_file(BankFile(sample(LENS))).content))
    wanted = expected(LENS)
    counts = {rule: sum(found.id == rule for found in lint(bank)) for rule in RULES}
    here, words = wanted["lint"], wanted["lintNoneByTitleToo"]
    assert counts == {
        "BANK035": here["missingDefaultRule"],
        "BANK036": here["unreachableDefault"],
        "BANK037": len(here["unreachableOther"]) + words["unreachableNonDefaultRules"],
        "BANK038": here["undefinedOutcomes"],
        "BANK039": words["bestOutcomeUnreachableCount"],
        "BANK040": len(here["nonMonotoneQuestions"]) + words["nonMonotoneCount"],
        "BANK041": wanted["noneChoicesByTitle"],
        "BANK042": 0,
    }
