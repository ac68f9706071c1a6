"""The portfolio: who sees which products, in which order, over pages, and as a file."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from assessments.answers.extent import MOST_TEAMS
from assessments.answers.models import Assessment
from assessments.answers.portfolio import ROWS
from assessments.answers.services import refresh_summary
from assessments.audit.models import AuditEvent
from assessments.cells import unguarded
from assessments.scoring.display import rounded
from assessments.teams.services import choose_current
from tests import factories
from tests.scoring.method_banks import risk_rules
from tests.scoring.small_bank import FULL
from tests.web.test_budgets import statements

pytestmark = pytest.mark.django_db

HERE = "/portfolio/"


@pytest.fixture
def version():
    return factories.BankVersionFactory()


@pytest.fixture
def team():
    return factories.TeamFactory(name="Forecasting")


@pytest.fixture
def make(version):
    """Return a function that makes a product with its current assessment."""

    def make_one(team, called, said=None, **more):
        product = more.pop("product", None) or factories.ProductFactory(team=team, name=called)
        changes = {key: more.pop(key) for key in ("touched_at", "created_at") if key in more}
        made = factories.AssessmentFactory(
            **{"product": product, "bank_version": version, "name": f"Review of {called}", **more}
        )
        factories.make_answers(made, said or {})
        refresh_summary(made.pk)
        choose_current(product)
        if changes:
            Assessment.objects.filter(pk=made.pk).update(**changes)
        return made

    return make_one


@pytest.fixture
def seen(client, team):
    """Return a function that reads the page as an admin, and gives it."""
    client.force_login(factories.admin_of(team.organisation), backend="mlpm.signing_in.Backend")

    def read(**asked):
        reply = client.get(HERE, asked)
        assert reply.status_code == 200
        return reply

    return read


def names(reply):
    return [one.assessment.product_name for one in reply.context["rows"]]


def walked(seen, **asked):
    """Read page after page and give all products."""
    found, after = [], ""
    while True:
        reply = seen(**asked, after=after)
        found += names(reply)
        if not reply.context["later"]:
            return found
        (after,) = parse_qs(reply.context["later"][1:])["after"]


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


NONE, MEDIUM, HIGH = ["one", "two"], ["one"], ["two"]
RISKS = {
    "Most": {"ops.alarm": HIGH, "ops.review": HIGH},
    "Much": {"ops.alarm": HIGH, "ops.review": NONE},
    "Some": {"ops.alarm": MEDIUM, "ops.review": MEDIUM},
    "Less": {"ops.alarm": MEDIUM, "ops.review": NONE},
    "Least": {"ops.alarm": NONE, "ops.review": NONE},
}


@pytest.fixture
def risky(team, make):
    """Make products on a bank with risks instead of levels, from the most risk to the least."""
    version = factories.version_of(risk_rules())
    for name, said in {**RISKS, "Nothing": {}}.items():
        make(team, name, said, bank_version=version)


@pytest.mark.parametrize("order", ["level", "score"])
def test_products_of_a_bank_with_risks_sort_by_the_greatest_one_and_how_much_is_at_it(
    seen, risky, order
):
    least_first = ["Least", "Less", "Some", "Much", "Most", "Nothing"]
    assert names(seen(order=f"{order}-high")) == least_first
    assert names(seen(order=f"{order}-low")) == least_first[::-1]


def test_products_of_a_bank_with_risks_filter_by_the_greatest_one(seen, risky):
    page = seen().content.decode()
    assert re.findall(r'<option value="(-?\d)".*?>([A-Z].*?)</option>', page) == [
        *(("2", "No risk"), ("1", "Medium risk"), ("0", "High risk"), ("-1", "No result yet"))
    ]
    for words in ("Greatest risk", "Risk, least first", "Risk, greatest first"):
        assert words in page
    found = [names(seen(level=rank)) for rank in (0, 1, 2, -1)]
    assert found == [["Much", "Most"], ["Less", "Some"], ["Least"], ["Nothing"]]


def test_pages_of_a_bank_with_risks_follow_each_other(seen, risky, monkeypatch):
    monkeypatch.setattr("assessments.answers.portfolio.ROWS", 2)
    for order in ("level-high", "level-low", "score-high", "score-low"):
        assert sorted(walked(seen, order=order)) == sorted([*RISKS, "Nothing"])
        assert walked(seen, order=order) in (
            ["Least", "Less", "Some", "Much", "Most", "Nothing"],
            ["Nothing", "Most", "Much", "Some", "Less", "Least"],
        )


ORDERS = {
    "level-high": lambda row: (-rank(row), -score(row), -row.pk),
    "level-low": lambda row: (rank(row), score(row), row.pk),
    "score-high": lambda row: (-score(row), -row.pk),
    "score-low": lambda row: (score(row), row.pk),
    "trend-up": lambda row: (-trend(row), -row.pk),
    "name": lambda row: (row.product_name, row.pk),
    "oldest": lambda row: (row.touched_at, row.pk),
    "due": lambda row: (row.due_date or date.max, row.pk),
}
BACK = {"trend-down": "trend-up", "name-back": "name", "newest": "oldest", "due-last": "due"}


def rank(row):
    return -1 if row.level_rank is None else row.level_rank


def score(row):
    return -1 if row.score is None else row.score


def trend(row):
    known = row.score is not None and row.score_before is not None
    return row.score - row.score_before if known else 0


@pytest.fixture
def many(team, make):
    """Make three pages of products, some alike in everything but their id."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = make(team, "Row 00")
    product = made.product
    rows = [made]
    for number in range(1, ROWS * 2 + 5):
        copy = Assessment.objects.get(pk=made.pk)
        copy.pk = None
        copy.product = factories.ProductFactory(team=team, name=f"Row {number // 2:02}")
        copy.product_name = copy.product.name
        rows.append(copy)
        copy.save()
        Assessment.objects.filter(pk=copy.pk).update(
            level_rank=(None, 0, 1, 1, 3)[number % 5],
            score=None if number % 5 == 0 else 100_000 * (number % 7),
            score_before=None if number % 3 == 0 else 50_000 * (number % 8),
            fails_gate=number % 5 != 0 and number % 3 == 0,
            touched_at=start + timedelta(days=number % 11),
            due_date=date(2027, 1, 1 + number % 9) if number % 4 else None,
        )
    assert product.assessments.count() == 1
    return Assessment.objects.all()


@pytest.mark.parametrize("order", [*ORDERS, *BACK])
@pytest.mark.parametrize("narrow", [{}, {"gates": "fail"}, {"level": "1"}])
def test_pages_follow_each_other_without_a_gap_in_every_order(seen, many, order, narrow):
    key = ORDERS[BACK.get(order, order)]
    wanted = [
        row
        for row in many
        if (not narrow.get("gates") or row.fails_gate)
        and (not narrow.get("level") or row.level_rank == 1)
    ]
    expected = [row.product_name for row in sorted(wanted, key=key, reverse=order in BACK)]

    assert walked(seen, order=order, **narrow) == expected
    assert len(expected) >= (ROWS * 2 if not narrow else 10)


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


def test_the_file_holds_every_product_of_the_filter_and_no_formula(client, seen, team, make):
    hostile = '=HYPERLINK("https://example.org")'
    make(team, hostile, FULL)
    make(team, "Begun", {"value.goal": 4})
    for number in range(ROWS):
        make(team, f"Row {number:02}")

    reply = client.get(f"{HERE}export", {"order": "level-high"})

    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [unguarded(line["product"]) for line in lines[:2]] == [hostile, "Begun"]
    assert len(lines) == ROWS + 2
    assert not any(cell.startswith("=") for line in lines for cell in line.values())
    full = Assessment.objects.get(product_name=hostile).summary
    assert lines[0]["score"] == full["overall"]["value"]
    assert lines[0]["level"] == full["level_name"]
    assert {line["score_before"] for line in lines} == {""}
    event = AuditEvent.objects.get(verb="portfolio.exported")
    assert (event.object_name, event.detail) == (str(team.organisation), {"order": "level-high"})


def test_page_and_file_sort_by_the_trend_since_the_score_before(client, seen, team, make):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    for name, before, now in (("Fell", 4, 2), ("Rose", 0, 4), ("Other", 1, 2)):
        bank = {"bank_version": factories.BankVersionFactory()} if name == "Other" else {}
        first = make(team, name, {"value.goal": before}, created_at=then, **bank)
        make(team, name, {"value.goal": now}, product=first.product)

    reply = client.get(f"{HERE}export", {"order": "trend-up"})

    lines = list(csv.DictReader(io.StringIO(b"".join(reply.streaming_content).decode("utf-8-sig"))))
    assert [line["product"] for line in lines] == ["Rose", "Other", "Fell"]
    before = [line["score_before"] for line in lines]
    assert before[1] == ""
    assert float(before[0]) < float(lines[0]["score"])
    earlier = Assessment.objects.get(product_name="Fell", is_current=False)
    assert before[2] == earlier.summary["overall"]["value"]
    assert names(seen(order="trend-up")) == ["Rose", "Other", "Fell"]
    assert names(seen(order="trend-down")) == ["Fell", "Other", "Rose"]


def test_the_file_keeps_to_the_filter(client, seen, team, make):
    make(team, "Full", FULL)
    make(team, "Begun", {"value.goal": 4})

    reply = client.get(f"{HERE}export", {"gates": "fail"})

    lines = list(csv.DictReader(io.StringIO(b"".join(reply.streaming_content).decode("utf-8-sig"))))
    assert [line["product"] for line in lines] == ["Begun"]
    assert lines[0]["gates_failing"]


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
