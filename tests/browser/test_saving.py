"""Saving in a real browser: each answer at once, in words, and never lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from assessments.answers.models import AnswerEvent
from tests import factories
from tests.browser.conftest import Desk
from tests.patience import nothing_more_is_sent, until

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


def _radio(desk: Desk, code: str, value: str) -> Any:
    return desk.page.locator(f'input[name="{code}"][value="{value}"]')


def test_a_click_is_saved_and_says_so_with_time_and_name(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())

    _radio(desk, "value.goal", "v:3").click()

    expect(desk.state("value.goal")).to_have_text(re.compile(r"Saved .*\d\d:\d\d.* by you"))
    assert desk.stored("value.goal") == ("answered", 3)
    expect(desk.page.locator('[data-progress-part="value"]')).to_have_text("1/5")


def test_arrow_keys_through_the_levels_write_one_answer(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    _radio(desk, "value.goal", "v:0").focus()

    for _ in range(3):
        desk.page.keyboard.press("ArrowDown")

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 3)
    assert AnswerEvent.objects.filter(assessment=desk.assessment).count() == 1


def test_a_digit_chooses_the_level_of_the_question_in_focus(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    _radio(desk, "value.fairness", "v:0").focus()

    desk.page.keyboard.press("4")

    expect(desk.state("value.fairness")).to_contain_text("Saved")
    assert desk.stored("value.fairness") == ("answered", 4)
    assert desk.stored("value.goal") is None


def test_typing_a_note_is_saved_after_a_rest_as_one_write(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    card = desk.page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Note").click()

    card.locator("textarea").first.press_sequentially("Agreed in March", delay=20)

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert AnswerEvent.objects.get(assessment=desk.assessment).note == "Agreed in March"


def test_a_space_at_the_end_of_a_note_is_nothing_to_save(sit_down: Sit):
    desk = sit_down()
    desk.page.clock.install()
    desk.page.goto(desk.section())
    card = desk.page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Note").click()
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url))
    card.locator("textarea").first.press_sequentially("Agreed", delay=20)
    expect(desk.state("value.goal")).to_contain_text("Saved")

    card.locator("textarea").first.press_sequentially(" ")
    nothing_more_is_sent(desk.page, 1200)

    assert len([url for url in sent if url.endswith("/save")]) == 1
    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert card.locator("textarea").first.input_value() == "Agreed "


def test_not_applicable_waits_for_its_reason(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section("value.market"))
    _radio(desk, "value.segments", "s:not_applicable").click()

    expect(desk.state("value.segments")).to_contain_text("Say why")
    assert desk.stored("value.segments") is None
    desk.page.locator('textarea[name="value.segments:reason"]').fill("There is only one segment.")

    expect(desk.state("value.segments")).to_contain_text("Saved")
    assert desk.stored("value.segments") == ("not_applicable", None)


def test_clearing_takes_the_answer_back(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    _radio(desk, "value.goal", "v:2").click()
    expect(desk.state("value.goal")).to_contain_text("Saved")

    card = desk.page.locator('[data-question="value.goal"]')
    card.get_by_role("button", name="Clear").click()

    expect(desk.state("value.goal")).to_contain_text("Cleared")
    assert desk.stored("value.goal") == ("unanswered", None)


def test_an_answer_given_while_the_server_is_down_is_saved_when_it_is_back(sit_down: Sit, site):
    desk = sit_down()
    desk.page.goto(desk.section())
    site.stop()

    _radio(desk, "value.goal", "v:2").click()
    note = desk.page.locator('[data-question="value.fairness"]')
    note.locator("summary", has_text="Note").click()
    note.locator("textarea").first.fill("Typed while nobody listened")
    expect(desk.state("value.goal")).to_contain_text("Not saved: retrying")
    expect(desk.state("value.fairness")).to_contain_text("Not saved: retrying")
    site.start()

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(desk.state("value.fairness")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 2)
    assert AnswerEvent.objects.filter(assessment=desk.assessment).count() == 2


def test_two_people_see_each_others_answer_and_choose(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section())
    second.page.goto(second.section())
    _radio(first, "value.goal", "v:1").click()
    expect(first.state("value.goal")).to_contain_text("Saved")

    _radio(second, "value.goal", "v:3").click()

    expect(second.state("value.goal")).to_contain_text(f"{first.user.name} changed this answer")
    expect(second.page.locator(".conflict")).to_contain_text("Talked about")
    expect(second.page.locator(".conflict")).to_be_focused()
    expect(second.page.locator(".conflict")).to_be_in_viewport()
    assert first.stored("value.goal") == ("answered", 1)
    second.page.get_by_role("button", name="Keep mine").click()
    expect(second.state("value.goal")).to_contain_text("Saved")
    assert first.stored("value.goal") == ("answered", 3)


def test_taking_theirs_puts_their_answer_into_the_form(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section())
    second.page.goto(second.section())
    _radio(first, "value.goal", "v:1").click()
    expect(first.state("value.goal")).to_contain_text("Saved")
    _radio(second, "value.goal", "v:3").click()

    second.page.get_by_role("button", name="Take theirs").click()

    expect(_radio(second, "value.goal", "v:1")).to_be_checked()
    assert first.stored("value.goal") == ("answered", 1)


def test_a_session_that_ended_keeps_the_text_until_one_signs_in_beside_it(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    desk.page.context.clear_cookies(name="sessionid")

    _radio(desk, "value.goal", "v:2").click()
    link = desk.state("value.goal").get_by_role("link", name="Sign in, in a new tab")
    with desk.page.context.expect_page() as opened:
        link.click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill(desk.user.email)
    beside.get_by_label("Password").fill(factories.PASSWORD)
    beside.get_by_role("button", name="Sign in").click()
    beside.wait_for_url("**/signed-in")

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 2)


def test_an_answer_that_opens_questions_shows_them_and_keeps_what_is_typed(sit_down: Sit):
    factories_answer = {"profile.route": ("own",)}
    desk = sit_down()
    factories.make_answers(desk.assessment, factories_answer)
    desk.page.goto(desk.section("profile"))
    assert desk.page.locator('[data-progress-section="value.market"]').count() == 0

    desk.page.locator('input[name="profile.route"][value="market"]').click()

    expect(desk.state("profile.route")).to_contain_text("Saved")
    expect(desk.page.locator('[data-progress-part="value"]')).to_have_text("0/5")


def test_evidence_is_added_and_removed_in_place(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    card = desk.page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Evidence").click()

    card.get_by_label("Link").fill("javascript:alert(1)")
    card.get_by_role("button", name="Add link").click()
    expect(card.locator(".field-error")).to_be_visible()
    card.get_by_label("Link").fill("https://example.org/goal")
    card.get_by_role("button", name="Add link").click()

    expect(card.get_by_role("link", name="https://example.org/goal")).to_be_visible()
    card.get_by_role("button", name="Remove").click()
    expect(card.get_by_role("link", name="https://example.org/goal")).to_have_count(0)


def test_the_history_is_offered_from_the_first_save_on(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    history = desk.page.locator('[data-question="value.goal"]').get_by_role("link", name="History")
    expect(history).to_be_hidden()

    _radio(desk, "value.goal", "v:2").click()

    expect(history).to_be_visible()


def test_a_note_that_is_asked_for_moves_nothing_under_the_pointer(sit_down: Sit):
    desk = sit_down(viewport={"width": 1280, "height": 500})
    desk.page.goto(desk.section("profile"))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.page.route(re.compile(r"/profile\.people/save$"), hold, times=1)
    _radio(desk, "profile.people", "v:no").click()
    until(lambda: held, desk.page)
    following = desk.page.locator('[data-question="profile.route"] label').first
    following.hover()
    before = following.bounding_box()
    held[0].continue_()
    note = desk.page.locator('textarea[name="profile.people:note"]')

    expect(note).to_be_visible()
    assert following.bounding_box() == before
    desk.page.mouse.down()
    desk.page.mouse.up()
    expect(following.locator("input")).to_be_checked()
    expect(note).not_to_be_focused()
    assert desk.stored("profile.people") is None


def test_a_note_that_takes_the_focus_is_in_view(sit_down: Sit):
    desk = sit_down(viewport={"width": 1280, "height": 500})
    desk.page.goto(desk.section("profile"))
    choice = _radio(desk, "profile.people", "v:no")
    choice.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().bottom - innerHeight + 8)")
    choice.click()
    note = desk.page.locator('textarea[name="profile.people:note"]')

    expect(note).to_be_focused()
    expect(note).to_be_in_viewport(ratio=1)


def test_a_choice_that_needs_a_note_asks_before_it_complains(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section("profile"))
    card = desk.page.locator('[data-question="profile.people"]')
    note = desk.page.locator('textarea[name="profile.people:note"]')

    _radio(desk, "profile.people", "v:no").click()

    expect(note).to_be_focused()
    expect(card.locator(".field-error")).to_have_count(0)
    note.blur()
    expect(card.locator(".field-error")).to_have_count(1)
    note.fill("Only parcels are sorted.")
    expect(desk.state("profile.people")).to_contain_text("Saved")
    expect(card.locator(".field-error")).to_have_count(0)
