"""The portfolio looks right in every look, with and without rows, on a phone and in the dark."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answers.first_rows import MOST_SORTED
from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.teams.services import choose_current
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.browser
PAGES = [
    "/portfolio/",
    "/portfolio/?level=-1&gates=fail",
    "/portfolio/?level=99",
    "/portfolio/?gates=fail:value.fairness&order=trend-up",
]


def fill(assessment: Assessment) -> None:
    """Give the organisation an empty, a begun, a blind and six complete products."""
    choose_current(assessment.product)
    _made(assessment, LONG, {"value.goal": 4}, due_date=timezone.localdate())
    _made(assessment, "Blind one", {}, mode="blind")
    for number in range(6):
        team = factories.TeamFactory(organisation=assessment.organisation)
        _made(assessment, f"Product {number}", FULL, team=team)
    earlier = Assessment.objects.get(product__name="Product 0")
    Assessment.objects.filter(pk=earlier.pk).update(created_at=timezone.now() - timedelta(days=60))
    _made(assessment, "Product 0", {"value.goal": 3}, product=earlier.product)


def _made(assessment: Assessment, name: str, said: dict, **more: object) -> None:
    team = more.pop("team", assessment.team)
    product = more.pop("product", None) or factories.ProductFactory(team=team, name=name)
    made = factories.AssessmentFactory(
        product=product, bank_version=assessment.bank_version, name=f"Review of {name}", **more
    )
    factories.make_answers(made, said)
    refresh_summary(made.pk)
    choose_current(product)


def make_too_many(row: Assessment) -> None:
    """Have more of its kind than are sorted by what changes."""
    alike = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    copies = (Assessment(**{**alike, "id": None}) for _ in range(MOST_SORTED))
    Assessment.objects.bulk_create(copies)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_portfolio_pages_are_accessible_and_fit(
    sit_down: Callable[..., Desk], assessment, scheme, width
):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    factories.MemberFactory._meta.model.objects.filter(user=desk.user).update(role="admin")
    fill(assessment)
    for page in PAGES:
        desk.page.goto(page)
        assert_looks_right(desk.page, page)
    make_too_many(Assessment.objects.get(product__name=LONG))
    desk.page.goto(PAGES[-1])
    assert desk.page.get_by_text("More than five hundred products fail this gate.").is_visible()
    assert_looks_right(desk.page, "too many to sort by trend")
