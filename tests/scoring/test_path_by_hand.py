"""The path on banks small enough to work out by hand, and where it can only give a bound."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.errors import UnknownLevel
from assessments.scoring.outlook.cases import Choice, Row
from assessments.scoring.outlook.effort import figures_of, improvements
from assessments.scoring.outlook.hindrances import HindranceKind
from assessments.scoring.outlook.packing import MOST_STATES, Packer
from assessments.scoring.outlook.path import (
    Path,
    Terms,
    best_and_second,
    effort_curve,
    least_effort,
)
from tests.scoring.small_bank import (
    DONT_KNOW,
    FULL,
    SCORING,
    left_out,
    rubric,
    rubric_bank,
    said,
    small_bank,
    small_content,
)
from tests.scoring.test_completions import tied_bank

ON = date(2026, 3, 1)
NOUGHT = {"only.q0": said(0), "only.q1": said(0)}


def moves(path: Path) -> dict[str, Any]:
    return {move.code: move.value for move in path.moves}


def test_two_questions_are_bettered_as_far_as_the_floor_asks():
    # 40 % of weight 4 are 1.6: q0 at level 2 gives 1.5 for 1.5 days, q1 at 1 a quarter for half one
    paths = best_and_second(rubric_bank(3, 1), NOUGHT, "framed")

    assert (paths.best.effort, moves(paths.best)) == (2, {"only.q0": 2, "only.q1": 1})
    assert paths.second is not None
    assert (paths.second.effort, moves(paths.second)) == (Fraction(7, 2), {"only.q0": 3})


def test_the_curve_has_every_level_but_the_lowest_and_never_falls():
    curve = effort_curve(rubric_bank(3, 1), NOUGHT)

    assert [path.target for path in curve] == ["framed", "proven", "launch_ready", "scale_ready"]
    assert [path.effort for path in curve] == [2, 3, 4, 7]


def test_what_cannot_change_is_left_alone_and_own_figures_count():
    bank = rubric_bank(3, 1)
    own = {"only.q0": (Fraction(1), Fraction(1), Fraction(1), Fraction(20))}

    fixed = least_effort(bank, NOUGHT, "framed", Terms(fixed=frozenset({"only.q1"})))
    dearer = least_effort(bank, NOUGHT, "framed", Terms(efforts=own))

    assert moves(fixed) == {"only.q0": 3}
    assert (dearer.effort, moves(dearer)) == (Fraction(5, 2), {"only.q0": 2, "only.q1": 1})


def test_an_answer_the_level_wants_no_more_of_is_raised_only_when_that_is_allowed():
    # framed wants 2: with q1 fixed only q0 could give the rest
    bank, answers = rubric_bank(3, 1), {"only.q0": said(2), "only.q1": said(0)}
    fixed = frozenset({"only.q1"})

    left_alone = least_effort(bank, answers, "framed", Terms(fixed))
    raised = least_effort(bank, answers, "framed", Terms(fixed, beyond=True))

    assert left_alone.effort is None
    assert [(h.kind, h.code) for h in left_alone.hindrances] == [(HindranceKind.FLOOR, "only")]
    assert (left_alone.hindrances[0].reaches, left_alone.hindrances[0].needs) == (
        Fraction(3, 8),
        Fraction(2, 5),
    )
    assert (raised.effort, moves(raised)) == (2, {"only.q0": 3})


def test_a_level_already_reached_costs_nothing():
    path = least_effort(small_bank(), FULL, "framed")

    assert (path.effort, path.moves, path.is_proven) == (0, (), True)
    assert best_and_second(small_bank(), FULL, "framed").second is None


def test_a_gate_that_holds_is_a_move_and_named_as_such():
    answers = {**FULL, "value.goal": said(1)}

    path = least_effort(small_bank(), answers, "framed")

    assert [(move.code, move.before, move.value, move.for_gate) for move in path.moves] == [
        ("value.goal", 1, 2, True)
    ]


def test_a_gate_that_holds_is_raised_beyond_what_the_level_wants_of_its_answer():
    content = small_content()
    gate = {"fails_below": 3, "caps_at": "exploring"}
    content["parts"][0]["sections"][0]["questions"][0]["gate"] = gate

    path = least_effort(Bank.model_validate(content), {**FULL, "value.goal": said(2)}, "framed")

    assert moves(path) == {"value.goal": 3}


def test_what_stands_in_the_way_is_named():
    bank = small_bank()
    gate = least_effort(
        bank, {**FULL, "value.goal": DONT_KNOW}, "framed", Terms(frozenset({"value.goal"}))
    )
    content = small_content()
    content["scoring"] = {**SCORING, "highest_level": "proven"}
    highest = least_effort(Bank.model_validate(content), FULL, "scale_ready")
    marked = {**FULL, "value.segments": left_out(), "value.fairness": said(3)}
    del marked["value.skills"]
    content["scoring"] = {**SCORING, "not_applicable_limit": {"share": 10, "caps_at": "framed"}}
    too_much = least_effort(Bank.model_validate(content), marked, "proven")

    assert [(h.kind, h.code) for h in gate.hindrances] == [(HindranceKind.GATE, "value.goal")]
    assert [h.kind for h in highest.hindrances] == [HindranceKind.HIGHEST_LEVEL]
    assert [(h.kind, h.code) for h in too_much.hindrances] == [
        (HindranceKind.NOT_APPLICABLE, "value")
    ]


def test_where_everything_is_not_applicable_there_is_no_way():
    content = small_content()
    question = rubric("only.q", not_applicable={"when": "if there is none"})
    section = {"code": "only.s", "title": "S", "questions": [question]}
    content["parts"] = [{"code": "only", "title": "Only", "sections": [section]}]
    content["scoring"] = {**SCORING, "floors": {}}
    del content["scoring"]["not_applicable_limit"]
    content |= {"asides": [], "profile": []}

    path = least_effort(Bank.model_validate(content), {"only.q": left_out()}, "framed")

    assert [h.kind for h in path.hindrances] == [HindranceKind.NO_SCORE]


def test_an_unknown_level_is_refused():
    with pytest.raises(UnknownLevel):
        least_effort(small_bank(), FULL, "perfect")


def test_effort_goes_by_step_by_option_and_once():
    bank = small_bank()
    skills, way = bank.questions["value.skills"], bank.questions["build.way"]
    sold, goal = bank.questions["value.sold"], bank.questions["value.goal"]

    assert list(improvements(goal, 2, figures_of(goal))) == [(3, 2), (4, 6)]
    assert list(improvements(skills, ("none",), figures_of(skills))) == [
        (("a",), 5),
        (("a", "b"), 10),
        (("a", "b", "d"), 15),
        (("a", "b", "c", "d"), 20),
    ]
    assert list(improvements(skills, ("a", "~c"), figures_of(skills))) == [
        (("a", "b", "~c"), 5),
        (("a", "b", "~c", "d"), 10),
    ]
    assert list(improvements(way, None, figures_of(way))) == [("script", 3), ("staged", 3)]
    assert list(improvements(sold, False, figures_of(sold))) == [("partly", 1), (True, 1)]
    assert figures_of(sold).assumed
    assert list(improvements(bank.questions["build.users"], 3, figures_of(sold))) == []


def test_past_the_budget_the_best_known_comes_with_a_bound_below_it():
    menu = tuple(Choice(points, 4, cost, points) for points, cost in ((0, 0), (3, 5), (4, 9)))
    rows = [Row(f"q{index}", 1, menu) for index in range(5)]

    proven = Packer(rows, 0).cheapest(rows, 13)
    spent = Packer(rows, 0)
    spent.states.spend(MOST_STATES)
    cut = spent.cheapest(rows, 13)

    assert proven is not None
    assert cut is not None
    assert (proven.cost, proven.bound) == (24, 24)
    assert cut.bound <= proven.cost <= cut.cost
    assert sum(choice.points for choice in cut.choices) >= 13


def test_a_bank_tied_in_too_many_cases_gets_a_way_and_a_bound_below_it():
    bank = tied_bank(10, inside="apart")
    answers = {code: said(0 if code.endswith(".a") else False) for code in bank.section_of}

    path = least_effort(bank, answers, "framed")
    after = {**answers, **{code: said(value) for code, value in moves(path).items()}}

    assert path.effort is not None
    assert (path.is_proven, path.bound) == (False, 0)
    assert score(bank, after, ON).level != "exploring"


def test_as_many_cases_as_can_be_tried_are_proven():
    bank = tied_bank(9, inside="apart")
    answers = {code: said(0 if code.endswith(".a") else False) for code in bank.section_of}

    path = least_effort(bank, answers, "framed")

    assert (path.is_proven, path.bound) == (True, path.effort)
