"""The portfolio in every order, page after page, without a gap."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.answers.models import Assessment
from assessments.answers.portfolio import ROWS
from tests import factories
from tests.web.portfolio.orders import ORDERS, in_order
from tests.web.portfolio.reading import walked

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("narrow", [{}, {"gates": "fail"}, {"level": "1"}])
def test_pages_follow_each_other_without_a_gap_in_every_order(seen, many, order, narrow):
    wanted = [
        row
        for row in many
        if (not narrow.get("gates") or row.fails_gate)
        and (not narrow.get("level") or row.level_rank == 1)
    ]

    assert walked(seen, order=order, **narrow) == in_order(wanted, order)
    assert len(wanted) >= (ROWS * 2 if not narrow else 10)
