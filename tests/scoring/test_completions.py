"""The exact range, the levels still possible and the deciding order against trying everything."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest

from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.kinds import rules_of
from assessments.scoring.outlook.completions import reach_of
from assessments.scoring.outlook.deciding import outlook
from assessments.scoring.outlook.path import least_effort
from assessments.scoring.scorecard import Range, Scorecard
from assessments.scoring.visibility import offers_not_applicable, visible
from tests.scoring.costly_banks import bank_of, switch
from tests.scoring.costly_banks import part as part_of
from tests.scoring.random_banks import all_values, random_answers, random_bank
from tests.scoring.small_bank import (
    FULL,
    SCORING,
    left_out,
    rubric,
    said,
    small_bank,
    small_content,
)

ON = date(2026, 3, 1)
CASES = 600
MOST = 200


def all_completions(bank: Bank, answers: Answers) -> Iterator[dict[str, Answer]]:
    """Try every answer to every question that is not final; keep what is complete."""
    free = {code: found for code in bank.questions if (found := tries(bank, answers, code))}
    for picked in product(*free.values()):
        chosen = dict(zip(free, picked, strict=True))
        tried = {**answers, **{code: said(v) for code, v in chosen.items() if v != "kept"}}
        found = visible(bank, tried)
        marks = [c for c in free if "kept" in free[c] and found.shows(c)]
        if all(
            (chosen[code] == "kept") == offers_not_applicable(bank.questions[code], found.values)
            for code in marks
        ):
            yield tried


def tries(bank: Bank, answers: Answers, code: str) -> list[Any]:
    answer, question = answers.get(code, Answer()), bank.questions[code]
    values = all_values(question)
    if answer.state is State.NOT_APPLICABLE:
        return ["kept", *values]
    if answer.state is not State.ANSWERED:
        return values
    if answer.span is None:
        return []
    rules = rules_of(question)
    low, high = (rules.share(question, end) for end in answer.span)
    return [value for value in values if low <= rules.share(question, value) <= high]


@cache
def case(seed: int) -> tuple[Bank, dict[str, Answer], list[tuple[dict[str, Answer], Scorecard]]]:
    chance = Random(seed)  # noqa: S311 -- a seed, no secret
    bank = random_bank(chance)
    answers = random_answers(chance, bank, MOST)
    return bank, answers, scored(bank, answers)


def scored(bank: Bank, answers: Answers) -> list[tuple[dict[str, Answer], Scorecard]]:
    return [(one, score(bank, one, ON)) for one in all_completions(bank, answers)]


def bounds(found: Sequence[Any]) -> tuple[Fraction | None, Fraction | None]:
    scores = [one.score for one in found if isinstance(one, Range)]
    return min(scores, default=None), max(scores, default=None)


def width(cards: Sequence[Scorecard]) -> Fraction:
    low, high = bounds([card.overall for card in cards])
    return Fraction(0) if low is None else high - low


def in_order(bank: Bank, levels: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(code for code in bank.scoring.level_codes if code in set(levels))


def test_range_and_levels_of_six_hundred_banks_are_what_trying_everything_finds():
    tried = 0
    for seed in range(CASES):
        bank, answers, found = case(seed)
        reach = reach_of(bank, answers)
        cards = [card for _, card in found]
        tried += len(cards)
        assert reach.exact
        whole = reach.whole
        assert (whole.low, whole.high) == bounds([c.overall for c in cards]), seed
        assert whole.levels == in_order(bank, [card.level for card in cards]), seed
        assert whole.always_scored == all(card.level is not None for card in cards), seed
        for part in bank.parts:
            extent, here = reach.parts[part.code], [card.parts[part.code] for card in cards]
            assert (extent.low, extent.high) == bounds([one.score for one in here]), seed
            assert extent.levels == in_order(bank, [one.level for one in here]), seed
            scores = [isinstance(one.score, Range) for one in here]
            assert extent.always_scored == all(scores), seed
    assert tried > 10_000


def closes(bank: Bank, answers: Answers, code: str, found: Any) -> Fraction:
    now = width([card for _, card in found])
    left = []
    marked = code in answers and answers[code].state is State.NOT_APPLICABLE
    for value in tries(bank, answers, code):
        if value == "kept":
            continue
        if marked:
            after = scored(bank, {**answers, code: said(value)})
        else:
            after = [one for one in found if one[0][code] == said(value)]
        left.append(width([card for _, card in after]))
    return max(Fraction(0), now - max(left))


def test_the_deciding_order_of_six_hundred_banks_is_what_trying_everything_finds():
    ranked = 0
    for seed in range(CASES):
        bank, answers, found = case(seed)
        deciding = outlook(bank, answers).deciding
        order = list(bank.questions)
        expected = [closes(bank, answers, one.code, found) for one in deciding]
        assert [one.closes for one in deciding] == expected, seed
        by_rank = sorted(deciding, key=lambda d: (-d.closes, -d.weight, order.index(d.code)))
        assert list(deciding) == by_rank, seed
        card = score(bank, answers, ON)
        points = {point.code for point in card.open_points}
        assert points <= {one.code for one in deciding}, seed
        ranked += len(deciding)
    assert ranked > CASES


def tied_bank(switches: int, inside: str = "profile") -> Bank:
    """Give a part that hangs on so many yes-no questions, and one that hangs on nothing."""
    asked = [{"code": f"{inside}.s{i}", "kind": "boolean", "title": "S"} for i in range(switches)]
    tied = rubric("tied.a")
    tied["show_if"] = {"any": [{"question": q["code"], "equals": True} for q in asked]}
    within = {"tied": [tied], "apart": [rubric("apart.a"), *(asked if inside == "apart" else [])]}
    parts = [
        {
            "code": code,
            "title": code,
            "sections": [{"code": f"{code}.all", "title": "All", "questions": questions}],
        }
        for code, questions in within.items()
    ]
    return small_bank(
        profile=asked if inside == "profile" else [],
        parts=parts,
        asides=[],
        scoring={**SCORING, "floors": {"apart": {"framed": 40}}},
    )


def test_a_part_tied_to_too_many_cases_gets_the_outermost_bounds_and_says_so():
    bank = tied_bank(10)
    said_before = {"tied.a": said(2), "apart.a": said(1)}

    found = outlook(bank, said_before)
    reach = found.reach

    assert not reach.exact
    assert [(one.code, one.closes) for one in found.deciding] == [
        (f"profile.s{place}", 0) for place in range(10)
    ]
    assert (reach.parts["tied"].low, reach.parts["tied"].high) == (0, 1)
    assert reach.parts["tied"].levels == bank.scoring.level_codes
    assert (reach.parts["apart"].low, reach.parts["apart"].high) == (Fraction(1, 4), Fraction(1, 4))
    assert (reach.whole.low, reach.whole.high) == (Fraction(1, 8), Fraction(5, 8))


def test_as_many_cases_as_can_be_tried_are_exact():
    reach = reach_of(tied_bank(9), {"tied.a": said(2), "apart.a": said(1)})

    assert reach.exact
    assert (reach.whole.low, reach.whole.high) == (Fraction(1, 4), Fraction(3, 8))


def test_an_open_switch_widens_the_range_where_it_may_hide_a_question():
    bank = small_bank()
    answers = {code: answer for code, answer in FULL.items() if code != "profile.people"}

    found = outlook(bank, answers)
    after = [
        reach_of(bank, {**answers, "profile.people": said(value)}).whole for value in ("yes", "no")
    ]

    assert [one.width for one in after] == [0, 0]
    assert (found.reach.whole.low, found.reach.whole.high) == tuple(
        sorted((after[0].low, after[1].low))
    )
    assert [(one.code, one.closes) for one in found.deciding] == [
        ("profile.people", found.reach.whole.width)
    ]


def test_a_choice_that_starts_above_nought_lifts_the_lowest_completion_above_the_score():
    content = small_content()
    way = content["parts"][1]["sections"][0]["questions"][2]
    way["choices"][0]["score"] = 0.2
    bank = Bank.model_validate(content)

    card = score(bank, {**FULL, "build.way": Answer()}, ON)
    extent = reach_of(bank, {**FULL, "build.way": Answer()}).parts["build"]

    assert extent.low > card.parts["build"].score.low
    assert extent.high == card.parts["build"].score.high


def test_a_question_without_a_valid_answer_stays_open_and_what_it_would_show_unasked():
    content = small_content()
    none = {"code": "none", "text": "None of these", "exclusive": True}
    odd = {"code": "value.odd", "kind": "multiple", "title": "Which holds?", "choices": [none]}
    after = rubric("value.after", show_if={"question": "value.odd", "includes": "none"})
    content["parts"][0]["sections"][0]["questions"] += [odd, after]
    reach = reach_of(Bank.model_validate(content), {})
    assert reach == reach_of(small_bank(), {})


@pytest.mark.parametrize("beside", [[], [part_of("z", [rubric("z.a")])]])
def test_a_mark_that_hangs_on_itself_leaves_no_completion_and_no_range(beside: list[Any]):
    # What allows the mark on p.q is shown only once p.q has an answer, which the mark takes away.
    rule = {"when": "if so", "allowed_if": {"question": "p.r", "equals": True}}
    marked = rubric("p.q", not_applicable=rule)
    allows = switch("p.r", show_if={"question": "p.q", "answered": True})
    bank = bank_of([part_of("p", [marked, allows]), *beside])
    answers = {"p.q": left_out(), "p.r": said(True)}

    assert list(all_completions(bank, answers)) == []
    found = outlook(bank, answers)
    assert (found.reach.whole.low, found.reach.whole.high) == (None, None)
    assert {one.closes for one in found.deciding} == {0}
    assert least_effort(bank, answers, "framed").effort is None
