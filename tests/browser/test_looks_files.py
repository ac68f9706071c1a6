"""The pages of evidence: accessible and fitting, and used with and without a script."""

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assessments.answers import services
from assessments.answers.models import Assessment, Evidence
from tests import factories
from tests.answers.upload_files import HTML, pdf, png
from tests.browser.conftest import Desk
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"


@pytest.fixture
def filled(assessment: Assessment) -> Assessment:
    actor = factories.actor_in(assessment.team, "contributor")
    common: dict[str, Any] = {"actor": actor, "assessment_id": assessment.pk}
    for code, name, content, more in (
        ("value.goal", "Recall of the last three releases.pdf", pdf(), {"kind": "measurement"}),
        ("value.goal", f"{LONG}.png", png(), {"dated": date(2024, 2, 1), "kind": "monitoring"}),
        ("value.fairness", "old.pdf", pdf(b"x"), {"dated": date(2024, 2, 1), "title": LONG * 2}),
    ):
        services.add_evidence_file(
            **common, code=code, name=name, content=content, operation_id=uuid.uuid4(), **more
        )
    services.add_evidence(
        **common,
        code="value.skills",
        url="https://example.org/" + "a" * 300,
        operation_id=uuid.uuid4(),
    )
    return assessment


def assert_looks_right(desk: Desk, what: str) -> None:
    found = Axe().run(desk.page).response["violations"]
    reach = desk.page.evaluate("document.documentElement.scrollWidth")
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == [], what
    assert reach <= desk.page.viewport_size["width"], f"{what} reaches {reach} px"


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_evidence_are_accessible_and_fit(sit_down: Sit, filled, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    place = f"/assessments/{filled.pk}"
    for path in ("evidence", "evidence?show=expired", "answers/value.goal/evidence/new"):
        desk.page.goto(f"{place}/{path}")
        assert_looks_right(desk, path)
    desk.page.get_by_role("button", name="Add evidence").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("Choose a file, or type a link.")
    assert_looks_right(desk, "the form with a problem")
    desk.page.goto(desk.section())
    for panel in desk.page.locator("[data-evidence]").all():
        panel.evaluate("panel => panel.open = true")
    assert_looks_right(desk, "the section with its evidence")
    other = factories.AssessmentFactory(product=filled.product)
    desk.page.goto(f"/assessments/{other.pk}/evidence")
    assert_looks_right(desk, "the list without evidence")


@pytest.mark.parametrize("script", [True, False])
def test_file_is_uploaded_and_downloaded_again(sit_down: Sit, tmp_path: Path, script):
    desk = sit_down("contributor", java_script_enabled=script)
    chosen = tmp_path / "plan.pdf"
    chosen.write_bytes(pdf(b"the plan"))
    desk.page.goto(desk.section())
    question = desk.page.locator('[data-question="value.goal"]')
    question.locator("[data-evidence] > summary").click()
    question.get_by_role("link", name="Add a file").click()
    desk.page.get_by_label("File").set_input_files(chosen)
    desk.page.get_by_label("What it shows").fill("The plan for spring")
    desk.page.get_by_label("Kind of evidence").select_option("document")
    desk.page.get_by_label("Date of the evidence").fill("2026-10-01")
    desk.page.get_by_role("button", name="Add evidence").click()

    expect(desk.page.get_by_text("The file was added.")).to_be_visible()
    question.locator("[data-evidence] > summary").click()
    with desk.page.expect_download() as begun:
        question.get_by_role("link", name="The plan for spring").click()
    assert begun.value.suggested_filename == "plan.pdf"
    assert Path(begun.value.path()).read_bytes() == pdf(b"the plan")

    question.get_by_role("button", name="Remove").click()
    expect(question.get_by_role("link", name="The plan for spring")).to_have_count(0)
    assert Evidence.objects.get().removed_at is not None


def test_a_page_named_picture_is_refused_and_the_words_stay(sit_down: Sit, tmp_path: Path):
    desk = sit_down("contributor")
    chosen = tmp_path / "picture.png"
    chosen.write_bytes(HTML)
    desk.page.goto(f"/assessments/{desk.assessment.pk}/answers/value.goal/evidence/new")
    desk.page.get_by_label("What it shows").fill("Typed with care")
    desk.page.get_by_label("File").set_input_files(chosen)
    desk.page.get_by_role("button", name="Add evidence").click()

    expect(desk.page.get_by_role("alert")).to_contain_text("is a web page")
    expect(desk.page.get_by_label("What it shows")).to_have_value("Typed with care")
