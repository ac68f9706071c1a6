"""The path of banks that tie very much together: proven or with a bound, in bounded work."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.errors import NoCompletions
from assessments.scoring.outlook.completions import reach_of
from assessments.scoring.outlook.deciding import outlook
from assessments.scoring.outlook.path import (
    Ways,
    best_and_second,
    effort_curve,
    least_effort,
)
from tests.scoring.costly_banks import (
    chain,
    each_option_shows_one,
    many_weights,
    nine_switches,
    one_number,
    twenty_parts,
)
from tests.scoring.every_plan import reaches
from tests.scoring.exhaustive import least, least_in_chain, least_in_options
from tests.scoring.method_banks import additive, mean_tree, minimum, risk_rules, staged, two_scores
from tests.scoring.small_bank import said
from tests.steps import within

MOST = 8_000_000


def off(bank: Bank) -> dict[str, Answer]:
    """Answer every switch with no, and every other question that no switch shows with level 1."""
    asked = {code: q for code, q in bank.questions.items() if code in bank.section_of}
    return {
        code: said(False) if question.kind == "boolean" else said(1)
        for code, question in asked.items()
        if question.kind == "boolean" or question.show_if is None
    }


PROVEN = [
    (lambda: nine_switches(80), off),
    (lambda: nine_switches(80), lambda _bank: {}),
    (lambda: twenty_parts(6), off),
    (lambda: one_number(120), lambda _bank: {"profile.n": said(60)}),
    (lambda: many_weights(120), off),
]


@pytest.mark.parametrize(("made", "said_in"), PROVEN)
def test_the_path_of_entangled_banks_is_the_least_in_bounded_work(
    made: Callable[[], Bank], said_in: Callable[[Bank], dict[str, Answer]]
) -> None:
    bank = made()
    answers = said_in(bank)
    found = within(MOST, lambda: best_and_second(bank, answers, "proven"))
    assert (found.best.effort, found.best.is_proven) == (least(bank, answers, "proven"), True)
    assert reaches(bank, answers, found.best)
    assert found.second is not None
    assert reaches(bank, answers, found.second)


SMALLER = [
    lambda: nine_switches(24),
    lambda: twenty_parts(2),
    lambda: one_number(20),
    lambda: many_weights(20),
]


@pytest.mark.parametrize("made", SMALLER)
@pytest.mark.parametrize("target", ["proven", "launch_ready"])
def test_the_second_best_of_entangled_banks_is_the_least_that_spares_a_question(
    made: Callable[[], Bank], target: str
) -> None:
    bank = made()
    answers = off(bank) | ({"profile.n": said(12)} if "profile.n" in bank.questions else {})
    found = best_and_second(bank, answers, target)
    sparing = (least(bank, answers, target, {move.code}) for move in found.best.moves)
    assert found.second is not None
    assert found.second.effort == min(effort for effort in sparing if effort is not None)
    assert found.second.is_proven


def no(bank: Bank) -> dict[str, Answer]:
    return {code: said(False) for code in bank.questions}


@pytest.mark.parametrize(
    ("bank", "answers", "fewest"),
    [
        (each_option_shows_one(10), {}, least_in_options(10, 45)),
        (each_option_shows_one(), {}, least_in_options(25, 45)),
        (chain(20), no(chain(20)), least_in_chain(20, 45)),
        (chain(300), no(chain(300)), least_in_chain(300, 45)),
    ],
)
def test_where_not_all_is_tried_a_way_comes_with_a_bound(
    bank: Bank, answers: dict[str, Answer], fewest: Fraction
) -> None:
    path = within(MOST, lambda: least_effort(bank, answers, "proven"))
    assert (path.is_proven, path.bound) == (False, 0)
    assert path.effort is not None
    assert path.effort >= fewest
    assert reaches(bank, answers, path)


def test_what_all_cases_of_are_tried_costs_the_least_in_chains_and_options() -> None:
    paths = [
        least_effort(each_option_shows_one(8), {}, "proven"),
        least_effort(chain(9), no(chain(9)), "proven"),
    ]
    fewest = [least_in_options(8, 45), least_in_chain(9, 45)]
    assert [(path.effort, path.is_proven) for path in paths] == [(each, True) for each in fewest]


def test_all_paths_of_a_chain_of_two_thousand_take_bounded_work() -> None:
    bank = chain()
    ways = Ways(bank, {})
    curve, second = within(MOST, lambda: (ways.curve(), ways.second("proven")))
    # What is open hides nothing: so many of 2,000 have to be answered, and some others can be.
    found = [(path.effort, path.is_proven) for path in (*curve, second)]
    assert found == [(effort, True) for effort in (400, 900, 1200, 1500, 900)]
    answered = Ways(bank, no(bank))
    for path in within(MOST, answered.curve):
        assert reaches(bank, no(bank), path)
        assert not path.is_proven


def test_nine_switches_over_four_hundred_questions_have_a_proven_path() -> None:
    bank = nine_switches()
    found = best_and_second(bank, off(bank), "launch_ready")
    assert (found.best.effort, found.best.is_proven) == (
        least(bank, off(bank), "launch_ready"),
        True,
    )
    assert found.second is not None
    assert reaches(bank, off(bank), found.second)


@pytest.mark.parametrize("ask", [reach_of, outlook, effort_curve])
def test_a_method_without_completions_is_refused_by_name(ask: Callable[..., object]) -> None:
    for made in (minimum, additive, staged, two_scores, risk_rules, mean_tree):
        with pytest.raises(NoCompletions, match="not for"):
            ask(made(), {})
