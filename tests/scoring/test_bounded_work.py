"""Range and deciding questions of banks that tie very much together: exact or a bound, in bounded work.

Work is counted in calls, so that a machine's speed decides nothing.
"""

from collections.abc import Callable
from fractions import Fraction

import pytest

from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.deciding import Outlook, outlook
from assessments.scoring.outlook.possible import possible_values, size_of
from tests.scoring.costly_banks import (
    bank_of,
    chain,
    each_option_shows_one,
    many_weights,
    nine_switches,
    one_number,
    part,
    switched,
    twenty_parts,
)
from tests.scoring.random_banks import all_values
from tests.scoring.small_bank import left_out, rubric, said, small_bank
from tests.steps import within

MOST = 5_000_000
EXACT = [nine_switches, twenty_parts, one_number, many_weights]
BOUND = [each_option_shows_one, chain]


def looked_at(bank: Bank, answers: dict[str, Answer] | None = None) -> Outlook:
    return within(MOST, lambda: outlook(bank, answers or {}))


@pytest.mark.parametrize(
    "made", [lambda: nine_switches(80), lambda: twenty_parts(6), lambda: one_number(120)]
)
def test_work_stays_within_a_count_of_steps(made: Callable[[], Bank]) -> None:
    assert looked_at(made()).reach.exact


@pytest.mark.parametrize("made", EXACT)
def test_what_can_be_tried_in_bounded_work_is_exact(made: Callable[[], Bank]) -> None:
    bank = made()
    found = outlook(bank, {})
    assert found.reach.exact
    assert (found.reach.whole.low, found.reach.whole.high) == (0, 1)
    assert found.reach.whole.levels == bank.scoring.level_codes
    assert len(found.deciding) == len(bank.questions)


def test_sums_of_very_many_points_are_narrowed_as_by_hand() -> None:
    # All but p.a and p.b (50 each) is answered with half of its weight. Least is p.a at nought,
    # which hides p.b: half of the others over those and p.a. Most is the whole of both.
    bank = many_weights()
    others = {code: said(2) for code in bank.questions if code not in {"p.a", "p.b"}}
    weight = sum(bank.questions[code].weight for code in others)
    found = looked_at(bank, others)
    assert found.reach.exact
    ends = (Fraction(weight, 2 * (weight + 50)), Fraction(weight + 200, 2 * (weight + 100)))
    assert (found.reach.whole.low, found.reach.whole.high) == ends
    assert 0 < ends[0] < ends[1] < 1
    assert found.reach.whole.levels == ("proven",)
    assert found.deciding[0].code == "p.a"
    assert found.deciding[0].closes > 0


def test_one_number_that_shows_what_is_answered_is_narrowed_as_by_hand() -> None:
    # At nought it shows p.q0 alone, at three quarters; at one p.q1 too, at a quarter, so that both
    # come to a half, and every further one is at a half. Nothing lies at the level from 60 to 75.
    bank = one_number(120)
    answers = {code: said(2) for code in bank.questions if code != "profile.n"}
    found = looked_at(bank, {**answers, "p.q0": said(3), "p.q1": said(1)})
    assert found.reach.exact
    assert (found.reach.whole.low, found.reach.whole.high) == (Fraction(1, 2), Fraction(3, 4))
    assert found.reach.whole.levels == ("proven", "scale_ready")
    assert [one.code for one in found.deciding] == ["profile.n"]
    assert found.deciding[0].closes > 0


@pytest.mark.parametrize("made", BOUND)
def test_what_cannot_has_the_outermost_bounds_and_lists_what_is_open(
    made: Callable[[], Bank],
) -> None:
    bank = made()
    found = looked_at(bank)
    assert not found.reach.exact
    assert (found.reach.whole.low, found.reach.whole.high) == (0, 1)
    assert [one.code for one in found.deciding] == sorted(
        bank.questions, key=lambda code: -bank.questions[code].weight
    )
    assert {one.closes for one in found.deciding} == {0}


def test_nine_switches_and_one_open_question_are_worked_out_by_hand() -> None:
    # d0 (weight 1) alone is open; it shows q0 (weight 1), answered 4. All else is answered nought.
    bank = nine_switches(9)
    answers = {code: said(False) for code in bank.questions if ".d" in code}
    answers |= {code: said(4) for code in bank.questions if ".q" in code}
    del answers["p.d0"]
    found = looked_at(bank, answers)
    assert found.reach.exact
    assert (found.reach.whole.low * 45, found.reach.whole.high * 46) == (0, 2)
    assert [(one.code, one.closes) for one in found.deciding] == [("p.d0", found.reach.whole.width)]


def test_what_costs_little_is_exact_beside_what_costs_too_much() -> None:
    tied, apart = part("p", switched("p", 12, 12)), part("q", switched("q", 3, 3))
    found = looked_at(bank_of([tied, apart]), {"q.q0": said(0)})
    assert not found.reach.exact
    assert (found.reach.parts["p"].low, found.reach.parts["p"].high) == (0, 1)
    assert found.reach.parts["q"].high < 1


def test_marks_that_lapsed_are_answered_anew_only_while_there_is_room() -> None:
    questions = switched("p", 8, 12)
    rule = {"when": "if so", "allowed_if": {"question": "profile.yes", "equals": True}}
    marked = [rubric(f"p.m{place}", not_applicable=rule) for place in range(90)]
    profile = [{"code": "profile.yes", "kind": "boolean", "title": "Yes?"}]
    bank = bank_of([part("p", [*questions, *marked])], profile)
    answers = {question["code"]: left_out() for question in marked}
    found = outlook(bank, {**answers, "profile.yes": said(False)})
    assert found.reach.exact
    lapsed = [one for one in found.deciding if one.state is State.NOT_APPLICABLE]
    assert len(lapsed) == 90
    assert {bool(one.closes) for one in lapsed} == {True, False}


def test_the_size_of_a_question_is_no_less_than_its_answers() -> None:
    for question in small_bank().questions.values():
        assert len(list(possible_values(question))) <= size_of(question)
        assert len(set(possible_values(question))) <= len(all_values(question))
