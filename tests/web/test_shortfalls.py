"""Where to improve, for methods without recommendations: what falls short, the worst first."""

from datetime import date

import pytest

from assessments.reports.result import scored
from assessments.scoring.engine import score
from assessments.web.shortfalls import shortfalls
from tests.scoring.method_banks import mean_tree, minimum, risk_rules
from tests.scoring.small_bank import FULL, said, small_bank
from tests.web.test_method_pages import assessment_on, lead_of, plain

ON = date(2026, 3, 1)


def test_a_higher_risk_comes_before_a_lower_one_and_none_at_all_is_left_out() -> None:
    bank = risk_rules()
    answers = {
        "ops.alarm": said(["one"]),
        "ops.review": said(["two"]),
        "net.zones": said(["NET1_3"]),
    }
    found = shortfalls(scored(bank, answers, score(bank, answers, ON)))

    assert [(one.code, one.outcome) for one in found] == [
        ("ops.review", "High risk"),
        ("ops.alarm", "Medium risk"),
    ]


def test_missing_points_count_and_open_questions_do_not() -> None:
    bank = minimum()
    answers = {"data.schema": said(1)}
    found = shortfalls(scored(bank, answers, score(bank, answers, ON)))

    assert [one.code for one in found] == ["data.schema"]


def test_where_the_lowest_part_decides_its_answers_come_first() -> None:
    bank = minimum()
    answers = {
        "data.schema": said(0),
        "data.cost": said(2),
        "model.stale": said(1),
        "model.slices": said(0),
    }
    found = shortfalls(scored(bank, answers, score(bank, answers, ON)))

    assert [one.code for one in found] == ["model.slices", "model.stale", "data.schema"]


def test_an_answer_at_its_target_does_not_fall_short() -> None:
    bank = mean_tree()
    answers = {"gov.a1": said("b"), "gov.a2": said("b"), "gov.a1_wanted": said("b")}
    found = shortfalls(scored(bank, answers, score(bank, answers, ON)))

    assert "gov.a1" not in [one.code for one in found]
    assert "gov.a2" in [one.code for one in found]


def test_the_weighted_mean_has_its_recommendations_instead() -> None:
    bank, answers = small_bank(), {**FULL, "build.speed": said(1)}
    assert shortfalls(scored(bank, answers, score(bank, answers, ON))) == []


@pytest.mark.django_db
def test_the_results_page_lists_them_with_the_advice() -> None:
    row = assessment_on(risk_rules(), said={"ops.alarm": ["one"]})
    text = plain(lead_of(row).get(f"/assessments/{row.pk}/results"))
    assert "Where to improve 1" in text
    assert "no list" not in text
    assert "no next steps with gain and effort" in text
