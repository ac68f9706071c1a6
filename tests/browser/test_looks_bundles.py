"""The pages of many reports at once: accessible and fitting, and used with a worker of its own."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.models import BundleMember, ReportBundle
from assessments.teams.models import Organisation, Product
from assessments.teams.services import choose_current
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


@pytest.fixture
def portfolio(assessment: Assessment) -> Assessment:
    choose_current(assessment.product)
    other = factories.AssessmentFactory(
        product=factories.ProductFactory(team=assessment.team, name="Arrival times")
    )
    choose_current(other.product)
    return assessment


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_many_reports_are_accessible_and_fit(
    sit_down: Sit, portfolio: Assessment, scheme, width
):
    Product.objects.filter(pk=portfolio.product_id).update(name=LONG)
    Organisation.objects.update(name="Works of " + LONG)
    factories.TeamFactory(organisation=portfolio.organisation, name=LONG)
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    factories.person_in(portfolio.team, "viewer")
    desk.page.goto("/products/")
    assert_looks_right(desk.page, "the products")
    follow(desk.page.get_by_role("link", name="Many reports at once"))
    assert_looks_right(desk.page, "the form")
    for box in desk.page.get_by_role("checkbox").all():
        box.uncheck()
    follow(desk.page.get_by_role("button", name="Make the reports"))
    assert_looks_right(desk.page, "the form with a problem")
    for box in desk.page.get_by_role("checkbox").all():
        box.check()
    follow(desk.page.get_by_role("button", name="Make the reports"))
    desk.page.get_by_text("The reports one by one").click()
    assert_looks_right(desk.page, "being made")
    bundle = ReportBundle.objects.get()
    left_out = BundleMember.objects.filter(bundle=bundle, product_name=LONG)
    left_out.update(reason="You may not see it any more. " + LONG)
    for pk in services.fill_bundle(bundle.pk):
        services.make_report(pk)
    desk.page.goto(bundle.get_absolute_url())
    desk.page.get_by_text("The reports one by one").click()
    assert_looks_right(desk.page, "done")
    desk.page.goto(f"/organisations/{portfolio.organisation_id}/bundles")
    assert_looks_right(desk.page, "the form with a collection")


@pytest.mark.slow
def test_the_page_follows_the_worker_to_the_zip(
    sit_down: Sit, portfolio: Assessment, celery_worker
):
    desk = sit_down()
    desk.page.goto(f"/organisations/{portfolio.organisation_id}/bundles")
    desk.page.get_by_label("Format").select_option("csv")
    follow(desk.page.get_by_role("button", name="Make the reports"))
    desk.page.get_by_text("The reports one by one").click()

    expect(desk.page.get_by_text("All 2 reports are in the file.").first).to_be_visible()
    members = desk.page.locator("#bundle-members > li")
    expect(members).to_have_count(2)
    for member in members.all():
        expect(member).to_contain_text("Ready")
    with desk.page.expect_download() as begun:
        desk.page.get_by_role("link", name="Download the ZIP").click()
    archive = zipfile.ZipFile(Path(begun.value.path()))
    assert [name[:11] for name in sorted(archive.namelist())] == ["Arrival-tim", "Spare-part-"]
