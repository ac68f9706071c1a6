"""The plan of a move, by the scenarios written by hand and by what must hold for every pair."""

from datetime import date
from random import Random
from typing import Any

import pytest

from assessments.banks.diff.meaning import Why, asks_the_same, reading
from assessments.banks.diff.moving import Aside, MovePlan, Verdict
from assessments.banks.diff.planning import plan_move
from assessments.scoring.answers import BLANK, Answer, Answers, EvidenceItem
from assessments.scoring.bank import Bank
from assessments.scoring.display import rounded
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Range
from tests.banks.moving_cases import Case, bank_of, case, cases
from tests.scoring.random_pairs import random_pair
from tests.scoring.small_bank import DONT_KNOW, left_out, said

ON = date(2026, 3, 1)


def figures(bank: Bank, answers: Answers) -> dict[str, Any]:
    card = score(bank, answers, ON)
    assert isinstance(card.overall, Range)
    return {"score": float(rounded(100 * card.overall.score, 1)), "level": card.level}


def planned(plan: MovePlan, codes: Any) -> dict[str, list[str]]:
    found = {one.code: [one.verdict.value, one.why.value] for one in plan.entries}
    return {code: found[code] for code in codes}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_plan_and_the_scores_are_those_written_by_hand(case: Case) -> None:
    content = case.content
    old, new = case.bank("old"), case.bank("new")
    plan = plan_move(old, new, case.answers)

    assert planned(plan, content["plan"]) == content["plan"]
    assert {one.code for one in plan.entries} == set(content["plan"])
    assert figures(old, case.answers) == content["before"]
    assert figures(new, plan.answers) == content["after"]
    becomes = content.get("becomes", {})
    assert {code: plan.answers[code].value for code in becomes} == becomes


def test_what_the_lead_decides_otherwise_is_done_where_it_is_valid() -> None:
    found = case("question_split")
    chosen = found.content["chosen"]
    choices = {code: Verdict(verdict) for code, verdict in chosen["choices"].items()}
    plan = plan_move(found.bank("old"), found.bank("new"), found.answers, chosen=choices)
    assert planned(plan, chosen["plan"]) == chosen["plan"]
    assert figures(found.bank("new"), plan.answers) == chosen["after"]

    nonsense = {"a.goal": Verdict.TAKE, "b.quality": Verdict.CARRY, "b.care": Verdict.CARRY}
    assert plan_move(found.bank("old"), found.bank("new"), found.answers, chosen=nonsense) == (
        plan_move(found.bank("old"), found.bank("new"), found.answers)
    )


def test_an_answer_kept_aside_comes_back_with_its_question() -> None:
    found = case("question_returns")
    old, new, later = (found.bank(which) for which in ("old", "new", "later"))
    first = plan_move(old, new, found.answers)
    aside = {"b.fax": (Aside(7, old, found.answers["b.fax"]),)}

    second = plan_move(new, later, first.answers, aside)

    assert planned(second, found.content["plan_later"]) == found.content["plan_later"]
    assert second.answers == found.answers
    assert figures(later, second.answers) == found.content["in_the_end"]
    entry = next(one for one in second.entries if one.code == "b.fax")
    assert (entry.back, entry.needs_look) == ((7,), False)
    asked = plan_move(new, later, first.answers, aside, {"b.fax": Verdict.ASK})
    assert "b.fax" not in asked.answers


@pytest.mark.parametrize(
    ("before", "after", "answer", "why", "is_sure"),
    [
        ("Is it safe?", "Is it not safe?", said(True), Why.MEANING, False),
        ("Is it safe?", "Is it not safe?", DONT_KNOW, Why.MEANING, False),
        ("Is it safe?", "Is it SAFE?", said(True), Why.REWORDED, True),
        ("Is it safe?", "Is it safe?", left_out("there is only one"), Why.MARK_GONE, True),
    ],
)
def test_a_word_can_turn_a_question_round(
    before: str, after: str, answer: Answer, why: Why, *, is_sure: bool
) -> None:
    old, new = (bank_of({"a.x": {"title": t, "boolean": True}}) for t in (before, after))
    found = reading(old.questions["a.x"], new.questions["a.x"], answer)
    assert (found.why, found.is_sure) == (why, is_sure)


def test_another_unit_is_another_number() -> None:
    days, weeks = (
        bank_of(
            {"a.x": {"title": "How long?", "number": unit}, "a.y": {"title": "?", "boolean": 1}}
        )
        for unit in ("days", "weeks")
    )
    found = reading(days.questions["a.x"], weeks.questions["a.x"], said(5))
    assert (found.why, found.is_sure) == (Why.UNIT, False)
    assert not asks_the_same(days.questions["a.x"], weeks.questions["a.x"])


def test_evidence_stays_with_a_question_whose_answer_goes() -> None:
    found = case("level_removed")
    proof = (EvidenceItem("https://example.org/signed"),)
    answers = {**found.answers, "a.goal": said(3, note="Signed in May.", evidence=proof)}
    plan = plan_move(found.bank("old"), found.bank("new"), answers)
    assert plan.answers["a.goal"] == Answer(evidence=proof)


def test_no_move_between_three_hundred_random_pairs_breaks_the_new_bank_or_loses_an_answer() -> (
    None
):
    verdicts = set()
    for seed in range(300):
        before, after = random_pair(Random(seed))  # noqa: S311 -- a seed, no secret
        plan = plan_move(before.bank, after.bank, before.answers)
        score(after.bank, plan.answers, ON)  # takes every answer it is given
        given = {code for code, one in before.answers.items() if one not in (BLANK, Answer())}
        entries = {one.code: one for one in plan.entries}
        for code in given:
            verdicts.add(entries[code].verdict)
            kept = entries[code].after is not None and entries[code].after != BLANK
            assert kept or entries[code].is_parked or _is_bare(before.answers[code]), (seed, code)
    assert {Verdict.CARRY, Verdict.PARK} <= verdicts


def _is_bare(answer: Answer) -> bool:
    return answer.state == BLANK.state and not answer.note
