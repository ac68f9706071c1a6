"""The sandbox of answers: accessible and fitting, at once with a script, and by its button without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS
from tests.scoring.small_bank import DONT_KNOW, FULL, said

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


@pytest.fixture
def filled(assessment: Assessment) -> Assessment:
    factories.make_answers(assessment, {**FULL, "value.goal": said(1), "build.way": DONT_KNOW})
    refresh_summary(assessment.pk)
    return assessment


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_sandbox_is_accessible_and_fits(sit_down: Sit, filled, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    desk.page.goto(f"/assessments/{filled.pk}/what-if")
    assert_looks_right(desk.page, "nothing tried")
    desk.page.locator("summary", has_text="Value of the product").click()
    desk.page.locator("summary", has_text="Building it").click()
    desk.page.get_by_label("How far is value.goal?").select_option("v:4")
    expect(desk.page.locator("#what-if-news")).to_contain_text("With these answers")
    desk.page.get_by_label("Domain").uncheck()
    expect(desk.page.locator("#compared")).to_contain_text("2 answers tried")
    assert_looks_right(desk.page, "two tried")
    follow(desk.page.get_by_role("button", name="Keep as a scenario"))
    assert_looks_right(desk.page, "a name is missing")
    desk.page.get_by_label("Name of the scenario").fill(LONG)
    follow(desk.page.get_by_role("button", name="Keep as a scenario"))
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(LONG)
    filled.answers.filter(question_code="value.fairness").update(value=0)
    desk.page.reload()
    expect(desk.page.get_by_text("1 present answer has changed since.")).to_be_visible()
    assert_looks_right(desk.page, "a scenario")


def test_the_sandbox_works_by_keyboard_without_a_script(sit_down: Sit, filled):
    desk = sit_down(java_script_enabled=False)
    desk.page.goto(f"/assessments/{filled.pk}/what-if")
    desk.page.locator("summary", has_text="Value of the product").press("Enter")
    desk.page.get_by_label("How far is value.goal?").press("End")
    desk.page.get_by_role("button", name="Show the result").press("Enter")
    expect(desk.page.locator("#compared")).to_contain_text("1 answer tried differently")
    expect(desk.page.locator("#q-value-goal")).to_be_visible()
