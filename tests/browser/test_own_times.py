"""Times are the reader's own where a script runs, and say that they are in UTC where none does."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from tests import factories
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]
LATE = datetime(2026, 9, 3, 20, 3, tzinfo=UTC)


@pytest.fixture
def answered(assessment: Assessment) -> Assessment:
    factories.make_answers(assessment, {"value.goal": 3}, factories.person_in(assessment.team))
    assessment.answers.update(at=LATE)
    return assessment


def test_a_reader_in_tokyo_sees_the_next_morning(sit_down: Sit, answered: Assessment):
    desk = sit_down(timezone_id="Asia/Tokyo")
    desk.page.goto(desk.section())
    state = desk.state("value.goal")
    expect(state.locator("time")).to_have_text("4 Sep 2026, 05:03")

    # What comes into the page later is treated alike.
    desk.page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
             '<p id="late"><time datetime="2026-09-03T20:03:00+00:00">3 Sep 2026, 20:03 UTC</time>')"""
    )
    expect(desk.page.locator("#late")).to_have_text("4 Sep 2026, 05:03")


def test_a_save_is_told_by_the_same_clock(sit_down: Sit, answered: Assessment):
    desk = sit_down(timezone_id="Asia/Tokyo")
    desk.page.goto(desk.section())
    desk.page.locator('input[name="value.goal"][value="v:1"]').click()
    expect(desk.state("value.goal")).to_contain_text("by you")
    told = desk.state("value.goal").inner_text()

    desk.page.reload()

    expect(desk.state("value.goal")).to_have_text(told)


def test_without_a_script_the_time_says_that_it_is_utc(sit_down: Sit, answered: Assessment):
    desk = sit_down(timezone_id="Asia/Tokyo", java_script_enabled=False)
    desk.page.goto(desk.section())

    expect(desk.state("value.goal").locator("time")).to_have_text("3 Sep 2026, 20:03 UTC")
