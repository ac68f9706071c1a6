"""The pages of scheduled reports: accessible and fitting in every state."""

from collections.abc import Callable
from datetime import date

import pytest

from assessments.answers.models import Assessment
from assessments.reports.models import ReportSchedule, ScheduledRun
from assessments.teams.models import Product, User
from assessments.teams.services import choose_current
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Sit = Callable[..., Desk]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_schedules_are_accessible_and_fit(
    sit_down: Sit, assessment: Assessment, scheme, width
):
    Product.objects.update(name=LONG)
    choose_current(assessment.product)
    factories.person_in(assessment.team, name=LONG, email=f"{'long' * 15}@example.org")
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    User.objects.filter(pk=desk.user.pk).update(name="Ada Lovelace")
    desk.page.goto(assessment.product.get_absolute_url())
    assert_looks_right(desk.page, "the product")
    follow(desk.page.get_by_role("link", name="Scheduled reports"))
    assert_looks_right(desk.page, "nothing scheduled")
    follow(desk.page.get_by_role("link", name="Schedule reports"))
    assert_looks_right(desk.page, "the form")
    for box in desk.page.get_by_role("checkbox").all():
        box.uncheck()
    follow(desk.page.get_by_role("button", name="Schedule the reports"))
    assert_looks_right(desk.page, "the form with a problem")
    for box in desk.page.get_by_role("checkbox").all():
        box.check()
    follow(desk.page.get_by_role("button", name="Schedule the reports"))
    made = ReportSchedule.objects.get()
    ScheduledRun.objects.create(schedule=made, day=date(2026, 11, 2))
    plain = {"product": assessment.product, "format": "pdf", "since": date(2026, 11, 1)}
    ReportSchedule.objects.create(**plain, rhythm="before_due", number=7)
    ReportSchedule.objects.create(
        **plain, rhythm="monthly", number=31, paused_at=made.made_at, has_lost_owner=True
    )
    desk.page.reload()
    follow(desk.page.get_by_role("button", name="Pause Every Monday"))
    assert_looks_right(desk.page, "three schedules")
