"""Every figure of the results page leads to its ledger; the ledger says who, when, what and why."""

import re
from datetime import UTC, datetime

import pytest

from assessments.answers.models import Answer
from assessments.answers.services import refresh_summary
from assessments.reports.explained import FIGURES
from assessments.reports.rule_words import RULES
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, rubric_bank, said
from tests.scoring.test_scoring_doc import rule_texts
from tests.web.conftest import World


@pytest.fixture
def filled(world: World) -> World:
    answers = {
        **FULL,
        "profile.people": said("no", note="Only machines are concerned."),
        "value.goal": said(2, note="<b>Agreed</b> by the sponsor in March."),
        "value.segments": left_out("there is <i>one</i> segment"),
        "build.way": DONT_KNOW,
    }
    factories.make_answers(world.assessment, answers, world.contributor)
    Answer.objects.filter(assessment=world.assessment).update(
        at=datetime(2026, 3, 5, 9, tzinfo=UTC)
    )
    refresh_summary(world.assessment.pk)
    return world


def address(world: World, figure: str, code: str = "") -> str:
    of = f"/of/{code}" if code else ""
    return f"/assessments/{world.assessment.pk}/results/explain/{figure}{of}"


def test_every_figure_of_the_results_leads_to_a_page_that_shows_it(filled):
    client = filled.client("viewer")
    page = client.get(f"/assessments/{filled.assessment.pk}/results").content.decode()
    links = re.findall(r'<a class="explains" href="([^"]+)">([^<]+)<', page)

    assert len(links) >= 5 + 6 * 2 + 1
    assert {re.search(r"explain/(\w+)", link)[1] for link, _ in links} == set(FIGURES) - {
        "not_applicable"
    }
    for link, _shown in links:
        assert client.get(link).status_code == 200, link


def test_a_part_score_shows_its_sum_its_inputs_and_what_is_left_out(filled):
    page = filled.client("viewer").get(address(filled, "score", "value")).content.decode()

    # goal 3 x 1/2, skills 2 x 3/4, sold 1 x 1: 4 of 6
    assert "4 ÷ 6 = 2/3 = 66.6667\u00a0%, shown as 67\u00a0%" in page
    assert "Con Tributor, 5 March 2026" in page
    assert "Not asked, because of the answer to P.2 Are people affected?" in page
    assert "Not applicable: there is &lt;i&gt;one&lt;/i&gt; segment" in page
    assert "S10" in page
    assert "<i>" not in page


def test_a_range_shows_both_ends(filled):
    page = filled.client("viewer").get(address(filled, "range", "build")).content.decode()

    # speed 3 x 3/4 and reasons 2 x 1/2 are 13/4 of 6; the way of release could add 1
    assert "Low: 13/4 ÷ 6 = 13/24" in page
    assert "High: 17/4 ÷ 6 = 17/24" in page


def test_what_may_still_come_shows_every_open_question_and_both_ends(filled):
    page = filled.client("viewer").get(address(filled, "outlook"))
    shown, html = page.context["explained"], page.content.decode()

    # value is at 2/3 whatever comes; build lies from 13/24 to 17/24
    assert "Lowest of all completions: 29/48 = 60.4167\u00a0%" in html
    assert "Highest of all completions: 11/16 = 68.7500\u00a0%" in html
    assert [(row.code, row.cells) for row in shown.rows] == [
        ("build.way", ("Don't know", "1", "8.3\u00a0points"))
    ]
    assert shown.notes == (
        "1 Value: 67\u00a0% (2/3 to 2/3)",
        "2 Building it: 54\u00a0% to 71\u00a0% (13/24 to 17/24)",
    )


def test_a_gate_shows_its_tests_and_the_level_it_allows(filled):
    page = filled.client("viewer").get(address(filled, "gate", "value.goal")).content.decode()

    assert "Allows up to Launch-ready" in page
    assert "Is the answer exactly level 2?" in page
    assert "It holds the result at Launch-ready or below." in page


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ("nothing", ""),
        ("floor", ""),
        ("gate", ""),
        ("score", "nowhere"),
        ("gate", "value.skills"),
        ("gate", "value.fairness"),  # not asked
        ("coverage", "value.core"),
        ("level", "value"),
    ],
)
def test_what_is_no_figure_is_not_found(filled, figure, code):
    assert filled.client("viewer").get(address(filled, figure, code)).status_code == 404


@pytest.mark.parametrize("figure", ["level", "score", "range", "coverage", "confidence"])
def test_an_empty_assessment_is_explained_too(world, figure):
    assert world.client("viewer").get(address(world, figure)).status_code == 200


def test_the_rules_named_are_those_of_the_scoring_document():
    assert {int(number[1:]) for number in RULES} <= set(rule_texts())


@pytest.mark.parametrize("questions", [1, 3])
def test_a_ledger_costs_five_statements(world, questions):
    version = factories.version_of(rubric_bank(*[1] * questions))
    made = factories.AssessmentFactory(product=world.assessment.product, bank_version=version)
    factories.make_answers(made, {f"only.q{n}": 2 for n in range(questions)}, world.lead)
    client = world.client("viewer")
    ledger = f"/assessments/{made.pk}/results/explain/score/of/only"
    client.get(ledger)

    # session, user, roles, assessment; answers with evidence
    assert statements(lambda: client.get(ledger)) == 5


def test_joined_sheets_name_nobody(db):
    team = factories.TeamFactory()
    made = factories.AssessmentFactory(product=factories.ProductFactory(team=team), mode="blind")
    ada = factories.person_in(team, name="Ada")
    made.sheets.create(respondent=ada)
    factories.make_answers(made, {"value.goal": 2}, ada)
    Answer.objects.filter(assessment=made).update(respondent=ada)
    made.revealed_at = made.created_at
    made.save()
    client = World(team, made, ada, ada, ada, ada).client("viewer")

    page = client.get(f"/assessments/{made.pk}/results/explain/score/of/value").content.decode()
    shown = page.partition("<main")[2]
    assert "Joined from all sheets" in shown
    assert "Ada" not in shown
