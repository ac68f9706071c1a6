"""The pages of shared reports: accessible and fitting, for the team and for a stranger."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.models import Report
from assessments.teams.models import Organisation, Product
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]
PASSWORD = "Open sesame 1"


@pytest.fixture
def report(assessment: Assessment) -> Report:
    actor = factories.actor_in(assessment.team, "lead")
    made = services.request_report(actor=actor, assessment_id=assessment.pk)
    services.make_report(made.pk)
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_shared_reports_are_accessible_and_fit(
    sit_down: Sit, make_context: Callable[..., BrowserContext], assessment, scheme, width
):
    Product.objects.update(name=LONG)
    Organisation.objects.update(name="Works of " + LONG)
    actor = factories.actor_in(assessment.team, "lead")
    made = services.request_report(actor=actor, assessment_id=assessment.pk)
    services.make_report(made.pk)
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    desk, stranger = sit_down(**look), make_context(**look).new_page()
    desk.page.goto(f"/reports/{made.pk}")
    assert_looks_right(desk.page, "the report")
    follow(desk.page.get_by_role("link", name="Share it by a link"))
    assert_looks_right(desk.page, "no link yet")
    desk.page.get_by_label("Password").fill("short")
    follow(desk.page.get_by_role("button", name="Make the link"))
    assert_looks_right(desk.page, "the form with a problem")
    desk.page.get_by_label("Who it is for").fill(LONG)
    desk.page.get_by_label("Password").fill(PASSWORD)
    follow(desk.page.get_by_role("button", name="Make the link"))
    assert_looks_right(desk.page, "the link")
    address = desk.page.get_by_role("textbox").input_value()
    desk.page.goto(f"/reports/{made.pk}/links")
    assert_looks_right(desk.page, "one link")
    stranger.goto(address)
    assert_looks_right(stranger, "the password")
    stranger.get_by_label("Password").fill(PASSWORD)
    follow(stranger.get_by_role("button", name="Open the report"))
    assert_looks_right(stranger, "the shared report")
    follow(desk.page.get_by_role("button", name="Take back"))
    assert_looks_right(desk.page, "a link taken back")
    stranger.goto(address)
    assert_looks_right(stranger, "a link that opens nothing")


@pytest.mark.parametrize("script", [True, False])
def test_a_stranger_downloads_with_the_password(
    make_context: Callable[..., BrowserContext], site, report: Report, script
):
    actor = factories.actor_in(report.assessment.team, "lead")
    made = services.share_report(
        actor=actor, report_id=report.pk, name="", days=7, password=PASSWORD
    )
    page = make_context(java_script_enabled=script).new_page()
    page.goto("/" + made.address.split("/", 3)[3])
    page.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    page.goto("/" + made.address.split("/", 3)[3])
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download the report").click()
    assert Path(begun.value.path()).read_bytes().startswith(b"%PDF")
