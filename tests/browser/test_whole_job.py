"""The whole job through the pages: with a script, without one, and by keyboard alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessments.answers.models import Answer, Assessment
from assessments.reports.models import Report
from assessments.teams.models import Product
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

ANSWERS = {
    "profile": {"profile.stage": "v:pilot", "profile.people": "v:yes", "profile.route": "market"},
    "value.core": {"value.goal": "v:3", "value.fairness": "s:dont_know", "value.skills": "a"},
    "value.market": {"value.segments": "v:2", "value.sold": "v:partly"},
    "build.work": {"build.speed": "v:2", "build.reasons": "v:1", "build.way": "v:staged"},
}
TYPED = {
    "build.users": "120",
    "build.story": "It began as a spreadsheet.",
    "build.since": "2026-02-01",
}
STORED = {
    "profile.stage": ("answered", "pilot"),
    "profile.people": ("answered", "yes"),
    "profile.route": ("answered", ["market"]),
    "value.goal": ("answered", 3),
    "value.fairness": ("dont_know", None),
    "value.skills": ("answered", ["a"]),
    "value.segments": ("answered", 2),
    "value.sold": ("answered", "partly"),
    "build.speed": ("answered", 2),
    "build.reasons": ("answered", 1),
    "build.way": ("answered", "staged"),
    "build.users": ("answered", 120),
    "build.story": ("answered", "It began as a spreadsheet."),
    "build.since": ("answered", "2026-02-01"),
}


def _stored(assessment: Assessment) -> dict[str, tuple[str, object]]:
    rows = Answer.objects.filter(assessment=assessment)
    return {row.question_code: (row.state, row.value) for row in rows}


def _make_product(page: Page) -> None:
    page.get_by_role("link", name="Products").click()
    page.get_by_role("link", name="New product").click()
    page.get_by_label("Name").fill("Door fault triage")
    page.get_by_role("button", name="Create product").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Door fault triage")


def _start(page: Page) -> Assessment:
    page.get_by_role("link", name="Start the first one").click()
    page.get_by_label("Name").fill("First look")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Begin").click()
    page.wait_for_url("**/sections/profile*")
    return Assessment.objects.get(name="First look")


def _fill_in(page: Page, *, waits_for_saved: bool) -> None:
    for section, answers in ANSWERS.items():
        expect(page).to_have_url(re.compile(rf"/sections/{section}(#|$)"))
        for code, value in answers.items():
            page.locator(f'input[name="{code}"][value="{value}"]').check()
            if waits_for_saved:
                expect(page.locator(f'[data-question="{code}"] [data-state]')).to_contain_text(
                    "Saved"
                )
        if section == "build.work":
            for code, text in TYPED.items():
                page.locator(f'[name="{code}"]').fill(text)
        page.get_by_role("button", name=re.compile("Save and")).click()


def _submit_and_report(page: Page, tmp_path: Path) -> bytes:
    page.wait_for_url("**/review")
    page.get_by_label("Note").fill("Our first result")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/results")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(page.url.replace("/results", "/reports"))
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_url(re.compile(r"/reports/\d+"))
    download = page.get_by_role("link", name="Download")
    for _ in range(60):
        if download.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as got:
        download.click()
    path = tmp_path / got.value.suggested_filename
    got.value.save_as(path)
    return path.read_bytes()


@pytest.mark.worker
@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_the_whole_job(sit_down: Sit, celery_worker, tmp_path, script):
    desk = sit_down(java_script_enabled=script)
    _make_product(desk.page)
    made = _start(desk.page)

    _fill_in(desk.page, waits_for_saved=script)
    content = _submit_and_report(desk.page, tmp_path)

    assert _stored(made) == STORED
    made.refresh_from_db()
    assert made.state == "submitted"
    assert content.startswith(b"%PDF")
    assert Report.objects.get(assessment=made).state == "ready"


def _tab_to(page: Page, wanted: Callable[[dict[str, str]], bool], most: int = 120) -> None:
    """Press Tab until the control in focus is the wanted one; every stop has to be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const at = document.activeElement, box = (at.closest('label') || at).getBoundingClientRect();
                 return {tag: at.tagName, name: at.name || '', value: at.value || '', id: at.id,
                         text: (at.innerText || '').trim(), width: box.width, height: box.height,
                         top: box.top, bottom: box.bottom, view: innerHeight}; }"""
        )
        assert focus["tag"] != "BODY" or most, "the focus was lost"
        if focus["tag"] != "BODY":
            assert focus["width"] > 0, f"focus on something invisible: {focus}"
            assert focus["height"] > 0, f"focus on something invisible: {focus}"
            assert focus["bottom"] > 0, f"focus outside the view: {focus}"
            assert focus["top"] < focus["view"], f"focus outside the view: {focus}"
        if wanted(focus):
            return
    pytest.fail("Tab never reached it")


def _text(*texts: str) -> Callable[[dict[str, str]], bool]:
    return lambda focus: focus["text"] in texts


def _named(name: str) -> Callable[[dict[str, str]], bool]:
    return lambda focus: focus["name"] == name


def _press(page: Page, wanted: Callable[[dict[str, str]], bool], key: str = "Enter") -> None:
    _tab_to(page, wanted)
    page.keyboard.press(key)


def test_the_whole_job_by_keyboard_alone(sit_down: Sit):
    desk = sit_down()
    page = desk.page
    _press(page, _text("Products"))
    page.wait_for_url("**/products/")
    _press(page, _text("New product"))
    page.wait_for_url("**/products/new")
    _tab_to(page, _named("name"))
    page.keyboard.type("Door fault triage")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/products/\d+/$"))
    _press(page, _text("Start the first one"))
    page.wait_for_url("**/assessments/new")
    _tab_to(page, _named("name"))
    page.keyboard.type("First look")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/assessments/\d+/$"))
    made = Assessment.objects.get(product=Product.objects.get(name="Door fault triage"))
    _press(page, _text("Begin"))
    page.wait_for_url("**/sections/profile*")

    for section in ("value.core", "build.work"):
        page.goto(f"/assessments/{made.pk}/sections/{section}")
        for code in [*ANSWERS[section], *(TYPED if section == "build.work" else {})]:
            _tab_to(page, _named(code))
            _answer(page, code)
            expect(page.locator(f'[data-question="{code}"] [data-state]')).to_contain_text("Saved")

    page.goto(f"/assessments/{made.pk}/review")
    _press(page, lambda focus: focus["tag"] == "BUTTON" and focus["text"] == "Submit")
    page.wait_for_url("**/results")
    made.refresh_from_db()
    assert made.state == "submitted"
    stored = _stored(made)
    assert stored["value.goal"] == ("answered", 3)
    assert stored["value.skills"] == ("answered", ["a"])
    assert stored["build.way"] == ("answered", "script")
    assert stored["build.story"] == ("answered", "It began as a spreadsheet.")
    assert stored["build.since"] == ("answered", "2026-02-01")


def _answer(page: Page, code: str) -> None:
    keys = {"value.goal": "3", "value.fairness": "2", "build.speed": "2", "build.reasons": "1"}
    if code in keys:
        page.keyboard.press(keys[code])
    elif code == "value.skills":
        page.keyboard.press("Space")
    elif code == "build.way":
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    elif code == "build.since":
        page.keyboard.type("02012026")
    else:
        page.keyboard.type(TYPED[code])
