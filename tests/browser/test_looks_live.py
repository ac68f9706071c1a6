"""Every state of working side by side: no axe violation, no sideways scrolling, words that say it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.answers.services import save_answer
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


def _save(assessment: Assessment, who: Any, value: int, base: int, note: str) -> None:
    save_answer(
        actor=factories.actor_of(who), assessment_id=assessment.pk, code="value.goal", base=base,
        operation_id=factories.uuid.uuid4(), state="answered", value=value, note=note,
    )  # fmt: skip


def _look(desk: Desk) -> None:
    desk.page.evaluate("dispatchEvent(new Event('online'))")


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_of_a_shared_page_is_accessible_and_fits(sit_down: Sit, scheme, width):
    cache.clear()
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    desk = sit_down(**look)
    other = factories.person_in(desk.assessment.team, name="Maria " + LONG[:60])
    there = sit_down("viewer")
    there.page.goto(there.section())
    desk.page.goto(desk.section())
    expect(desk.page.locator("#present")).to_contain_text("is on this page")
    assert_looks_right(desk.page, "somebody here")

    _save(desk.assessment, other, 2, 0, "Agreed " + LONG)
    _look(desk)
    expect(desk.state("value.goal")).to_contain_text("changed this")
    assert_looks_right(desk.page, "changed by another")

    desk.page.route(re.compile("/(save|changes)"), lambda route: route.abort())
    desk.page.locator('input[name="value.goal"][value="v:4"]').click()
    expect(desk.state("value.goal")).to_contain_text("Not saved: retrying")
    assert_looks_right(desk.page, "offline")
    _save(desk.assessment, other, 3, 1, "Agreed again " + LONG)
    desk.page.unroute(re.compile("/(save|changes)"))
    panel = desk.page.locator(".conflict")
    expect(panel).to_contain_text("Yours, not saved")
    assert_looks_right(desk.page, "conflict")
    panel.get_by_role("button", name="Take theirs").click()
    expect(panel).to_have_count(0)

    history = f"/assessments/{desk.assessment.pk}/answers/value.goal/history"
    desk.page.goto(history)
    expect(desk.page.get_by_role("button", name="Restore this")).to_have_count(1)
    assert_looks_right(desk.page, "history with restore")
    desk.page.get_by_role("button", name="Restore this").click()
    expect(desk.page.get_by_text("Version 1 is restored")).to_be_visible()
    assert_looks_right(desk.page, "restored")

    desk.page.goto(desk.section())
    Session.objects.all().delete()
    _look(desk)
    expect(desk.page.locator("#page-notice")).to_contain_text("You are signed out")
    desk.page.locator('input[name="value.goal"][value="v:1"]').click()
    expect(desk.state("value.goal")).to_contain_text("sign in again")
    assert_looks_right(desk.page, "signed out")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_way_back_after_an_ended_session_is_accessible_and_fits(sit_down: Sit, width):
    desk = sit_down(viewport={"width": width, "height": 800})
    desk.page.goto("/signed-in")
    assert_looks_right(desk.page, "signed in beside")
    desk.page.route("**/*.js", lambda route: route.abort())
    desk.page.goto(desk.section())
    desk.page.locator('[data-question="value.goal"] summary', has_text="Note").click()
    desk.page.locator('textarea[name="value.goal:note"]').fill(LONG)
    Session.objects.all().delete()
    desk.page.get_by_role("button", name="Save", exact=True).last.click()
    expect(desk.page.locator("h1")).to_contain_text("Not saved yet")
    desk.page.locator("summary", has_text="Show what will be sent").click()
    assert_looks_right(desk.page, "kept text")


def test_a_report_is_asked_for_and_downloaded_by_keyboard_alone(
    sit_down: Sit, celery_worker: Any, tmp_path: Any
):
    desk = sit_down()
    factories.make_answers(desk.assessment, {"value.goal": 3})
    page = desk.page
    page.goto(f"/assessments/{desk.assessment.pk}/reports")
    _tab_to(page, "button[type=submit].button-primary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=60_000)
    _tab_to(page, "a[href$='/file']")

    with page.expect_download() as started:
        page.keyboard.press("Enter")

    kept = tmp_path / "report"
    started.value.save_as(kept)
    assert kept.read_bytes()[:5] == b"%PDF-"


def _tab_to(page: Any, selector: str) -> None:
    """Press Tab until something that fits has the focus."""
    page.locator("body").evaluate("() => document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way by keyboard to {selector}")
