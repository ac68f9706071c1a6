"""PostgreSQL reads each order of the portfolio from an index made for it, and sorts no group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.answers.extent import extent_of
from assessments.answers.places import place_of, read_place
from assessments.answers.portfolio import portfolio_page
from assessments.answers.wanted import LEVEL, LEVEL_NAME, Filters
from assessments.teams.services import choose_current
from tests import factories

pytestmark = pytest.mark.django_db

ORDERS = (LEVEL, "score", "trend", "name", "age", "due")


@pytest.fixture
def row():
    made = factories.AssessmentFactory()
    choose_current(made.product)
    made.refresh_from_db()
    return made


def plan(extent, bank_id, wanted, after=None):
    """Say how the statement that finds a page's rows is run where what can be avoided is.

    The tables are too small for costs to say anything.
    """
    with CaptureQueriesContext(connection) as captured:
        portfolio_page(extent, bank_id, wanted, after)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {captured.captured_queries[0]['sql']}")
        return "\n".join(line for (line,) in cursor.fetchall())


def extent_within(row, scope):
    actor = factories.actor_of(factories.admin_of(row.organisation))
    return extent_of(actor, row.organisation, row.team_id if scope == "team" else None)


@pytest.mark.parametrize("scope", ["organisation", "team"])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("goes_on", [True, False])
def test_each_order_is_read_from_its_index(row, scope, order, descending, goes_on):
    place = read_place(order, place_of(order, row)) if goes_on else None
    found = plan(
        extent_within(row, scope), row.bank_id, Filters(order=order, descending=descending), place
    )
    index = "score" if order == LEVEL else order
    assert f"using portfolio_{scope}_{index} on" in found
    assert found.count("Sort Key") == 1  # of the groups together; each is read in order
    assert "Seq Scan" not in found


@pytest.mark.parametrize("scope", ["organisation", "team"])
@pytest.mark.parametrize("order", ["name", "due", LEVEL_NAME])
@pytest.mark.parametrize("goes_on", [True, False])
def test_one_gate_is_read_in_order_from_what_the_database_keeps_of_it(row, scope, order, goes_on):
    place = read_place(order, place_of(order, row)) if goes_on else None
    wanted = Filters(order=order, gate="value.goal")
    found = plan(extent_within(row, scope), row.bank_id, wanted, place)
    index = "due" if order == "due" else "name"
    assert f"using failing_gate_{scope}_{index} on" in found
    assert found.count("Sort Key") <= 1  # past all levels but the last there is one group alone
    assert "Seq Scan" not in found
