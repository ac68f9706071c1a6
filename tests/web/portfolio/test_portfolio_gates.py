"""The portfolio of the products that fail one certain gate: every order, over pages, as a file."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.audit.models import AuditEvent
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import statements
from tests.scoring.small_bank import FULL
from tests.web.portfolio.orders import ORDERS, in_order
from tests.web.portfolio.reading import HERE, lines_of, walked

pytestmark = pytest.mark.django_db

GOAL, FAIRNESS = "value.goal", "value.fairness"
SAID = (
    {GOAL: 0, FAIRNESS: 0},
    {GOAL: 4, FAIRNESS: 0},
    {GOAL: 0, FAIRNESS: 4},
    FULL,
)
BY_LEVEL_AND_NAME = {
    "level-high": lambda row: (-row.level_rank, row.product_name, row.pk),
    "level-low": lambda row: (row.level_rank, row.product_name, row.pk),
}


@pytest.fixture
def rows(team):
    """Make twelve products, some alike in everything but their id, one in another team."""
    version = factories.BankVersionFactory()
    other = factories.TeamFactory(organisation=team.organisation)
    for number in range(12):
        owner = other if number == 0 else team
        product = factories.ProductFactory(team=owner, name=f"<b>Row {number // 2:02}")
        made = factories.AssessmentFactory(product=product, bank_version=version)
        factories.make_answers(made, SAID[number % 4])
        refresh_summary(made.pk)
        choose_current(product)
        Assessment.objects.filter(pk=made.pk).update(
            level_rank=number % 3,
            score=100_000 * (number % 5),
            score_before=None if number % 3 else 50_000 * (number % 7),
            touched_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number % 4),
            due_date=date(2027, 1, 1 + number % 4) if number % 5 else None,
        )
    return Assessment.objects.all()


@pytest.fixture(autouse=True)
def three_rows_a_page(monkeypatch):
    monkeypatch.setattr("assessments.answers.portfolio.ROWS", 3)


def failing(rows, code):
    return [row for row in rows if row.fails_gate and code in row.summary["gates_failing"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("code", [GOAL, FAIRNESS])
@pytest.mark.parametrize("narrow", [{}, {"level": "1"}, {"team": True}])
def test_one_gate_is_asked_for_in_every_order(seen, rows, team, order, code, narrow):
    asked = {**narrow, **({"team": team.pk} if "team" in narrow else {})}
    wanted = [
        row
        for row in failing(rows, code)
        if ("level" not in narrow or row.level_rank == 1)
        and ("team" not in narrow or row.team_id == team.pk)
    ]

    assert walked(seen, gates=f"fail:{code}", order=order, **asked) == in_order(wanted, order)
    assert len(wanted) >= (2 if "level" in narrow else 5)


@pytest.mark.parametrize("order", ORDERS)
def test_too_many_to_sort_by_what_changes_come_by_level_and_name_and_the_page_says_so(
    seen, rows, monkeypatch, order
):
    monkeypatch.setattr("assessments.answers.first_rows.MOST_SORTED", 5)
    wanted = failing(rows, GOAL)
    stays = order in {"name", "name-back", "due", "due-last"}
    if stays:
        wanted = in_order(wanted, order)
    else:
        down = order in {"level-high", "score-high", "trend-up", "newest"}
        wanted.sort(key=BY_LEVEL_AND_NAME["level-high" if down else "level-low"])

    assert walked(seen, gates=f"fail:{GOAL}", order=order) == wanted
    page = seen(gates=f"fail:{GOAL}", order=order).content.decode()
    assert ("More than five hundred products fail this gate." in page) is not stays
    assert f'<option value="{order}" selected>' in page


def test_as_many_as_can_be_sorted_are(seen, rows, monkeypatch):
    monkeypatch.setattr("assessments.answers.first_rows.MOST_SORTED", 6)
    assert len(failing(rows, GOAL)) == 6
    assert "More than five hundred" not in seen(gates=f"fail:{GOAL}").content.decode()


# As for any portfolio; where the order is by what saves change, also how many there are.
@pytest.mark.parametrize(("order", "cost"), [("name", 11), ("due", 11), ("level-high", 12)])
@pytest.mark.parametrize("count", [1, 3])
def test_one_gate_costs_one_statement_more_at_most(seen, rows, order, cost, count):
    kept = [row.pk for row in failing(rows, GOAL)[:count]]
    rows.exclude(pk__in=kept).delete()
    asked = {"gates": f"fail:{GOAL}", "order": order}
    assert len(seen(**asked).context["rows"]) == count
    assert statements(lambda: seen(**asked)) == cost


def test_each_gate_of_the_bank_can_be_chosen(seen, rows):
    page = seen(gates=f"fail:{FAIRNESS}").content.decode()
    bank = rows[0].bank_version.content
    titles = {
        q["code"]: q["title"] for p in bank["parts"] for s in p["sections"] for q in s["questions"]
    }
    assert page.count('<option value="fail:') == 2
    assert f'<option value="fail:{GOAL}">Fails: {titles[GOAL]}</option>' in page
    assert f'<option value="fail:{FAIRNESS}" selected>Fails: {titles[FAIRNESS]}</option>' in page


@pytest.mark.parametrize("bad", ["fail:", "fail:value.skills", "fail:x' OR 1=1", "value.goal"])
def test_what_is_no_gate_is_said_at_its_field_and_left_out(seen, rows, bad):
    page = seen(gates=bad)
    assert set(page.context["form"].errors) == {"gates"}
    assert len(walked(seen, gates=bad)) == 12


def test_the_next_page_and_the_first_keep_the_gate(seen, rows):
    context = seen(gates=f"fail:{GOAL}", order="trend-up").context
    for address in (context["later"], context["first"]):
        asked = parse_qs(address[1:])
        assert (asked["gates"], asked["order"]) == ([f"fail:{GOAL}"], ["trend-up"])


def test_the_file_holds_the_products_that_fail_the_gate_in_the_order_asked_for(client, seen, rows):
    asked = {"gates": f"fail:{FAIRNESS}", "order": "trend-down"}

    reply = client.get(f"{HERE}export", asked)

    lines = lines_of(reply)
    wanted = in_order(failing(rows, FAIRNESS), "trend-down")
    assert [line["assessment"] for line in lines] == [row.name for row in wanted]
    assert all(FAIRNESS in line["gates_failing"].split(", ") for line in lines)
    assert AuditEvent.objects.get(verb="portfolio.exported").detail == asked
