"""Results and reports in a real browser: made by a real worker, readable by anyone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.banks.shipped import named_bank
from assessments.reports import services
from assessments.reports.models import Report
from assessments.scoring.answers import Answer, State
from tests.browser.looks import violations
from tests.factories import (
    AssessmentFactory,
    ProductFactory,
    TeamFactory,
    actor_of,
    make_answers,
    version_of,
)
from tests.reports.documents import inputs_of

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}


@pytest.fixture
def assessment(transactional_db):
    """The big bank with answers of all sorts, so that every piece of the pages is there."""
    bank = named_bank("ml-readiness")
    product = ProductFactory(team=TeamFactory(name="Routing"), name="Arrival times for vans")
    made = AssessmentFactory(product=product, name="Autumn", bank_version=version_of(bank))
    said = {
        code: Answer(State.ANSWERED, one["value"], note=one["note"])
        for code, one in inputs_of(3)["answers"].items()
    }
    codes = [code for code in said if not code.startswith("profile.")]
    said |= {code: Answer(State.DONT_KNOW) for code in codes[2:60:14]}
    free = [code for code in codes if bank.questions[code].not_applicable]
    reason = "We buy the model from outside."
    said |= {code: Answer(State.NOT_APPLICABLE, reason=reason) for code in free[:3]}
    for code in codes[5:70:16]:
        del said[code]
    make_answers(made, said)
    return made


def results(assessment) -> str:
    return f"/assessments/{assessment.pk}/results"


def reports(assessment) -> str:
    return f"/assessments/{assessment.pk}/reports"


def finished(assessment, user) -> Report:
    report = services.request_report(actor=actor_of(user), assessment_id=assessment.pk)
    services.make_report(report.pk)
    return report


def failed(assessment, user) -> Report:
    report = services.request_report(
        actor=actor_of(user), assessment_id=assessment.pk, target="scale_ready"
    )
    Report.objects.filter(pk=report.pk).update(state="failed", reason="It could not be drawn.")
    return report


@pytest.mark.worker
def test_a_report_is_asked_for_watched_and_downloaded(
    sit_down, assessment, celery_worker, tmp_path: Path
):
    page = sit_down().page
    page.goto(results(assessment))
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("button", name="Make the report").click()
    download = page.get_by_role("link", name="Download")
    expect(download).to_be_visible()
    expect(page.locator("#report-news")).to_have_text("The report is ready.")
    with page.expect_download() as taken:
        download.click()
    assert taken.value.suggested_filename.startswith("Arrival-times-for-vans-")
    saved = tmp_path / "report.pdf"
    taken.value.save_as(saved)
    assert saved.read_bytes().startswith(b"%PDF")


@pytest.mark.worker
def test_without_a_script_a_link_looks_again_until_the_report_is_ready(
    sit_down, assessment, celery_worker
):
    page = sit_down(java_script_enabled=False).page
    page.goto(reports(assessment))
    page.get_by_role("button", name="Make the report").click()
    download = page.get_by_role("link", name="Download")
    for _ in range(60):
        if download.count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    expect(download).to_be_visible()


def test_the_results_lead_to_the_question_that_holds_the_level(sit_down, assessment):
    page = sit_down().page
    page.goto(results(assessment))
    gate = page.locator(".gate-list a").first
    target = gate.get_attribute("href").partition("#")[2]
    gate.click()
    expect(page.locator(f"#{target}")).to_be_visible()


def test_another_target_is_shown_without_losing_the_place(sit_down, assessment):
    page = sit_down().page
    page.goto(results(assessment))
    page.get_by_label("Aim at").select_option("Scale-ready")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Towards Scale-ready")).to_be_visible()


def pages_of(assessment, user) -> list[str]:
    ready, broken = finished(assessment, user), failed(assessment, user)
    waiting = services.request_report(
        actor=actor_of(user), assessment_id=assessment.pk, target="framed"
    )
    of_reports = [f"/reports/{one.pk}" for one in (ready, broken, waiting)]
    return [results(assessment), reports(assessment), *of_reports]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_from_reading_a_page(sit_down, assessment, scheme):
    desk = sit_down(color_scheme=scheme)
    found = {}
    for address in pages_of(assessment, desk.user):
        desk.page.goto(address)
        found[address] = violations(desk.page)
    assert {address: said for address, said in found.items() if said} == {}


def test_no_page_scrolls_sideways_on_a_phone(sit_down, assessment):
    desk = sit_down(viewport=PHONE)
    wide = {}
    for address in pages_of(assessment, desk.user):
        desk.page.goto(address)
        wide[address] = desk.page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > PHONE["width"]} == {}
