"""What is typed while a save is under way is sent next, whatever became of the save."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests import factories
from tests.browser.conftest import Desk
from tests.patience import nothing_more_is_sent, until

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


def _radio(desk: Desk, code: str, value: str) -> Any:
    return desk.page.locator(f'input[name="{code}"][value="{value}"]')


@contextmanager
def _held_save(page: Page) -> Iterator[Callable[[], None]]:
    """Hold the first save; the yielded function waits until it is under way."""
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright cannot mark a built-in method
        held.append(route)

    page.route(re.compile(r"/answers/value\.goal/save$"), hold, times=1)

    def wait() -> None:
        until(lambda: held, page)

    yield wait
    held[0].continue_()


def test_newer_text_is_sent_when_another_person_saved_the_same_before(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    with _held_save(desk.page) as under_way:
        _radio(desk, "value.goal", "v:3").click()
        under_way()
        _radio(desk, "value.goal", "v:4").click()
        factories.make_answers(desk.assessment, {"value.goal": 3}, desk.user)

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 4)


def test_newer_text_is_sent_when_the_older_was_refused(sit_down: Sit):
    desk = sit_down()
    desk.page.clock.install()
    desk.page.goto(desk.section())
    card = desk.page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Note").click()
    with _held_save(desk.page) as under_way:
        card.locator("textarea").first.fill("x" * 4001)
        under_way()
        card.locator("textarea").first.fill("Short enough")
        desk.page.clock.run_for(1000)  # its turn comes while the older is under way

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(card.locator("[data-problem]")).to_have_count(0)
    assert desk.stored("value.goal") == ("unanswered", None)


@pytest.mark.parametrize("status", [400, 413])
def test_a_refusal_without_words_is_told_and_not_tried_for_ever(sit_down: Sit, status: int):
    desk = sit_down()
    desk.page.clock.install()
    desk.page.goto(desk.section())
    sent: list[Route] = []

    def refuse(route: Route) -> None:
        sent.append(route)
        route.fulfill(status=status, content_type="text/html", body="<h1>No</h1>")

    desk.page.route(re.compile(r"/answers/value\.goal/save$"), refuse)
    _radio(desk, "value.goal", "v:3").click()

    expect(desk.state("value.goal")).to_contain_text("Not saved: This could not be read")
    nothing_more_is_sent(desk.page, 1800)
    assert len(sent) == 1
