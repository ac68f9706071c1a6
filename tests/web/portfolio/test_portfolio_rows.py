"""The portfolio: who sees which products, what a row says, and what is filtered."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from assessments.answers.extent import MOST_TEAMS
from assessments.answers.models import Assessment
from assessments.scoring.display import rounded
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import FULL
from tests.web.portfolio.reading import HERE, names

pytestmark = pytest.mark.django_db


def sign_in(client, user):
    client.force_login(user, backend="mlpm.signing_in.Backend")


def test_a_lead_sees_the_products_of_the_teams_they_lead_alone(client, team, make):
    other = factories.TeamFactory(organisation=team.organisation)
    foreign = factories.TeamFactory()
    for which, name in ((team, "Ours"), (other, "Theirs"), (foreign, "Foreign")):
        make(which, name, {"value.goal": 2})
    lead = factories.person_in(team, "lead")
    factories.TeamMemberFactory(team=other, user=lead, role="viewer")
    sign_in(client, lead)

    page = client.get(HERE)

    assert names(page) == ["Ours"]
    assert names(client.get(HERE, {"team": other.pk})) == ["Ours"]
    assert names(client.get(HERE, {"organisation": foreign.organisation_id})) == ["Ours"]
    for unseen in ("Theirs", "Foreign"):
        assert unseen not in page.content.decode()


def test_a_lead_of_two_teams_sees_both_in_one_order(client, team, make):
    other = factories.TeamFactory(organisation=team.organisation)
    for number, which in enumerate((team, other, other, team)):
        make(which, f"Row {number}")
    lead = factories.person_in(team, "lead")
    factories.TeamMemberFactory(team=other, user=lead, role="lead")
    sign_in(client, lead)

    assert names(client.get(HERE, {"order": "name"})) == [f"Row {number}" for number in range(4)]
    assert names(client.get(HERE, {"order": "name", "team": other.pk})) == ["Row 1", "Row 2"]


def test_the_header_says_where_the_portfolio_is_and_offers_to_verify_a_report(seen):
    page = seen().content.decode()
    assert '<a href="/" aria-current="true">Assessments</a>' in page
    assert '<a class="menu-item" href="/reports/verify">' in page


def test_an_admin_sees_all_products_of_the_organisation(seen, team, make):
    other = factories.TeamFactory(organisation=team.organisation)
    for which, name in ((team, "Ours"), (other, "Theirs"), (factories.TeamFactory(), "Foreign")):
        make(which, name)

    assert sorted(names(seen())) == ["Ours", "Theirs"]
    assert names(seen(team=other.pk)) == ["Theirs"]


@pytest.mark.parametrize("role", ["contributor", "viewer"])
def test_who_leads_nothing_is_refused(client, team, make, role):
    make(team, "Ours")
    sign_in(client, factories.person_in(team, role))

    assert client.get(HERE).status_code == client.get(f"{HERE}export").status_code == 403


def test_a_row_shows_level_range_trend_age_and_due(seen, team, make):
    then = timezone.now() - timedelta(days=40)
    first = make(team, "Forecast", {"value.goal": 1}, created_at=then, touched_at=then)
    now = timezone.now() - timedelta(days=3)
    due = timezone.localdate() - timedelta(days=1)
    make(
        team,
        "Forecast",
        FULL,
        product=first.product,
        name="<b>Autumn",
        touched_at=now,
        due_date=due,
    )

    reply = seen()

    (one,) = reply.context["rows"]
    before, after = (row.summary["overall"]["value"] for row in Assessment.objects.order_by("pk"))
    assert one.trend.way == "up"
    assert abs(float(one.trend.size) - (float(after) - float(before))) <= 0.05
    assert (one.age, one.failing) == ("3 days ago", 0)
    parts = one.assessment.summary["parts"]
    exact = [Fraction(parts[code]["score"]["exact"]) for code in ("value", "build")]
    assert [cell.score for cell in one.cells] == [rounded(figure) for figure in exact]
    shown = reply.content.decode()
    assert "overdue since" in shown
    assert "<b>Autumn" not in shown
    assert one.row.level in shown


def test_open_answers_leave_a_range_and_failing_gates_are_counted(seen, team, make):
    make(team, "Forecast", {"value.goal": 4})

    (one,) = seen().context["rows"]

    assert one.spread.startswith(f"{one.row.overall}\u2013")
    assert one.cells[0].range
    assert one.failing == len(one.assessment.summary["gates_failing"]) > 0


def test_the_trend_against_another_bank_is_not_told(seen, team, make):
    old = factories.BankVersionFactory()
    then = datetime(2026, 1, 1, tzinfo=UTC)
    first = make(team, "Forecast", {"value.goal": 1}, bank_version=old, created_at=then)
    make(team, "Forecast", {"value.goal": 2}, product=first.product)

    (one,) = seen().context["rows"]

    assert (one.trend, one.has_other_bank) == (None, True)


def test_filters_by_level_and_gates(seen, team, make):
    made = {
        "Nothing": make(team, "Nothing"),
        "Begun": make(team, "Begun", {"value.goal": 4}),
        "Full": make(team, "Full", FULL),
    }
    ranks = {name: Assessment.objects.get(pk=row.pk).level_rank for name, row in made.items()}

    assert names(seen(level="-1")) == ["Nothing"]
    assert names(seen(level=ranks["Full"])) == ["Full"]
    assert names(seen(gates="fail")) == ["Begun"]
    assert names(seen(gates="hold")) == ["Full", "Nothing"]
    assert names(seen(gates="fail", level=ranks["Full"])) == []


@pytest.mark.parametrize("bad", ["x", "99", "-2", "\x00", "9" * 30])
def test_what_cannot_be_read_is_left_out_and_said(seen, team, make, bad):
    make(team, "Forecast")

    reply = seen(level=bad, gates=bad, order=bad, team=bad, bank=bad, organisation=bad, after=bad)

    assert names(reply) == ["Forecast"]
    assert set(reply.context["form"].errors) == {"level", "gates", "order", "team"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_portfolio_costs_eleven_statements(seen, team, make, count):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        first = make(team, f"Row {number}", FULL, created_at=then)
        make(team, first.product.name, FULL, product=first.product)
    seen()

    # session, user, roles; organisations, teams, banks, the newest version; the page's ids, its
    # rows, what was before them; what they are compared with
    assert statements(seen) == 11


def test_a_blind_assessment_tells_nothing_before_its_reveal(seen, team, make):
    made = make(team, "Blind", mode="blind")

    reply = seen()

    (one,) = reply.context["rows"]
    assert (one.row.overall, one.row.level, one.failing, one.spread) == ("", "", 0, "")
    assert {cell.missing for cell in one.cells} == {"no answers yet"}
    assert "Hidden until the reveal" in reply.content.decode()
    assert made.product.name in names(reply)


def test_archived_products_and_older_assessments_have_no_row(seen, team, make):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    first = make(team, "Kept", created_at=then)
    make(team, "Kept", product=first.product, name="Newest")
    gone = make(team, "Archived")
    gone.product.archived_at = timezone.now()
    gone.product.save()
    choose_current(gone.product)

    assert [str(one.assessment) for one in seen().context["rows"]] == ["Newest"]


def test_an_empty_portfolio_says_what_to_do_next(seen, team):
    assert "Start one from a product" in seen().content.decode()


def test_the_list_of_teams_is_escaped_ends_at_a_hundred_and_keeps_the_chosen_one(seen, team, make):
    make(team, "Forecast")
    organisation = team.organisation
    names_ = ["<script>", *(f"Team {number:03}" for number in range(MOST_TEAMS))]
    teams = [factories.TeamFactory(organisation=organisation, name=name) for name in names_]
    last = teams[-1]
    make(last, "Late")

    page = seen(team=last.pk)

    shown = page.content.decode()
    assert "&lt;script&gt;</option>" in shown
    assert shown.count("<option") - shown.count('value="level-') >= MOST_TEAMS
    assert f'<option value="{last.pk}" selected>{last.name}</option>' in shown
    assert "The list of teams shows the first hundred." in shown
    assert names(page) == ["Late"]
