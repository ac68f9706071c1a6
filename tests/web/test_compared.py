"""What a results page and the portfolio say of other teams: a percentile of six teams, or why not."""

import re

import pytest

from assessments.answers.comparing import MOST, compared_with
from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.teams.services import choose_current
from tests import factories
from tests.scoring.small_bank import FULL, said

pytestmark = pytest.mark.django_db

NOT_SHOWN = "With fewer than 6 teams one could guess"


@pytest.fixture
def organisation():
    return factories.OrganisationFactory()


@pytest.fixture
def version():
    return factories.BankVersionFactory()


@pytest.fixture
def make(organisation, version):
    """Return a function that gives a team of its own a complete assessment."""

    def make_one(goal=3, **more):
        team = more.pop("team", None) or factories.TeamFactory(organisation=organisation)
        answers = more.pop("answers", {**FULL, "value.goal": said(goal)})
        product = factories.ProductFactory(team=team)
        made = factories.AssessmentFactory(**{"product": product, "bank_version": version, **more})
        factories.make_answers(made, answers)
        refresh_summary(made.pk)
        choose_current(product)
        return made

    return make_one


def read(client, assessment, role="viewer"):
    person = factories.person_in(assessment.team, role)
    client.force_login(person, backend="mlpm.signing_in.Backend")
    return client.get(f"/assessments/{assessment.pk}/results")


def test_five_teams_are_too_few_and_six_are_not(client, make):
    mine = make(4)
    for _ in range(4):
        make(0)

    assert NOT_SHOWN in read(client, mine).content.decode()

    make(0)
    shown = read(client, mine).content.decode()
    assert NOT_SHOWN not in shown
    assert "<strong>Percentile 100</strong> among 5 other products of 6 teams" in shown


def test_no_name_and_no_score_of_another_team_is_on_the_page(client, make):
    mine = make(4)
    theirs = [make(goal) for goal in (0, 1, 1, 2, 3)]
    shown = read(client, mine).content.decode()
    assert "Percentile" in shown

    (said_of_others,) = re.findall(r'id="compared-title".*?</section>', shown, re.DOTALL)
    assert re.findall(r"\d+", said_of_others.replace("h2", "")) == ["100", "5", "6"]
    for other in theirs:
        assert other.team.name not in shown
        assert other.product.name not in shown


def test_a_draft_says_that_it_is_compared_once_complete(client, make):
    mine = make(answers={"value.goal": said(2)})
    for _ in range(6):
        make(3)

    assert (
        "Compared once every scored question has an answer" in read(client, mine).content.decode()
    )


@pytest.mark.parametrize("apart", ["draft", "other bank", "other organisation", "older", "blind"])
def test_only_current_complete_assessments_on_the_same_bank_count(client, make, apart):
    mine = make(4)
    for _ in range(4):
        make(0)
    more = {
        "draft": {"answers": {"value.goal": said(2)}},
        "other bank": {"bank_version": factories.BankVersionFactory()},
        "other organisation": {"team": factories.TeamFactory()},
        "older": {},
        "blind": {"mode": "blind"},
    }[apart]
    extra = make(**more)
    if apart == "older":
        Assessment.objects.filter(pk=extra.pk).update(is_current=False)

    assert NOT_SHOWN in read(client, mine).content.decode()


def test_a_second_product_of_the_own_team_is_no_second_team(client, make):
    mine = make(4)
    for _ in range(3):
        make(0)
    make(1, team=mine.team)
    make(1, team=mine.team)

    assert NOT_SHOWN in read(client, mine).content.decode()


def test_a_blind_assessment_is_not_compared_before_its_reveal(client, make):
    for _ in range(6):
        make(0)
    blind = make(mode="blind")

    assert "compared-title" not in read(client, blind).content.decode()


def test_a_lead_of_one_team_learns_a_percentile_in_the_portfolio_and_no_score(client, make):
    mine = make(4)
    theirs = [make(goal) for goal in (0, 1, 1, 2, 3)]
    client.force_login(factories.person_in(mine.team, "lead"), backend="mlpm.signing_in.Backend")

    page = client.get("/portfolio/")

    shown = page.content.decode()
    assert [one.assessment.pk for one in page.context["rows"]] == [mine.pk]
    assert "percentile 100" in shown
    assert "of 6 teams" in shown
    assert not any(row.team.name in shown or row.product.name in shown for row in theirs)


def test_the_comparison_reads_a_bounded_number_of_products(make, django_assert_num_queries):
    mine = make(4)
    with django_assert_num_queries(1) as captured:
        compared_with(mine.organisation_id, mine.bank_id)
    assert captured[0]["sql"].endswith(f"LIMIT {MOST}")
