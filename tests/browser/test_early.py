"""What is chosen or typed before the script of the page runs is saved like anything else."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_what_is_done_before_the_script_runs_is_saved(sit_down):
    desk = sit_down()

    def late(route):
        time.sleep(1)
        route.continue_()

    desk.page.route("**/section*.js", late)
    desk.page.goto(desk.section(), wait_until="commit")
    desk.page.locator('input[name="value.goal"][value="v:3"]').click(no_wait_after=True)
    desk.page.locator('input[name="value.skills"]').first.check(no_wait_after=True)

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(desk.state("value.skills")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 3)
    assert desk.stored("value.skills")[0] == "answered"
    assert desk.stored("value.fairness") is None
