"""The path of banks that tie very much together: proven or with a bound, in bounded work."""

from collections.abc import Callable
from datetime import date

import pytest

from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.errors import NoCompletions
from assessments.scoring.outlook.completions import reach_of
from assessments.scoring.outlook.deciding import outlook
from assessments.scoring.outlook.path import best_and_second, effort_curve, least_effort
from tests.scoring.costly_banks import (
    chain,
    each_option_shows_one,
    many_weights,
    nine_switches,
    one_number,
    twenty_parts,
)
from tests.scoring.method_banks import additive, mean_tree, minimum, risk_rules, staged, two_scores
from tests.scoring.small_bank import said
from tests.steps import within

MOST = 8_000_000
ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    "made",
    [
        lambda: nine_switches(80),
        lambda: twenty_parts(6),
        lambda: one_number(120),
        lambda: many_weights(120),
    ],
)
def test_the_path_of_entangled_banks_is_proven_in_bounded_work(made: Callable[[], Bank]) -> None:
    bank = made()
    found = within(MOST, lambda: best_and_second(bank, {}, "proven"))
    assert found.best.is_proven
    assert found.second is not None
    assert found.second.effort is not None
    assert found.best.effort is not None
    assert found.second.effort >= found.best.effort


@pytest.mark.parametrize("made", [each_option_shows_one, lambda: chain(500)])
def test_where_not_all_is_tried_a_way_comes_with_a_bound(made: Callable[[], Bank]) -> None:
    bank = made()
    path = within(MOST, lambda: least_effort(bank, {}, "proven"))
    assert (path.is_proven, path.bound) == (False, 0)
    assert path.effort
    after = {move.code: said(move.value) for move in path.moves}
    levels = bank.scoring.level_codes
    assert levels.index(score(bank, after, ON).level) >= levels.index("proven")


def test_nine_switches_over_four_hundred_questions_have_a_proven_path() -> None:
    found = best_and_second(nine_switches(), {}, "launch_ready")
    assert found.best.is_proven
    assert found.second is not None


@pytest.mark.parametrize("ask", [reach_of, outlook, effort_curve])
def test_a_method_without_completions_is_refused_by_name(ask: Callable[..., object]) -> None:
    for made in (minimum, additive, staged, two_scores, risk_rules, mean_tree):
        with pytest.raises(NoCompletions, match="not for"):
            ask(made(), {})
