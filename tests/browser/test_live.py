"""Two people on one page: they see each other and what the other saved, and lose nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Response, expect

from assessments.answers.models import AnswerEvent
from assessments.answers.services import reopen_assessment, save_answer, submit_assessment
from tests import factories
from tests.browser.conftest import Desk
from tests.patience import nothing_more_is_sent, until

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]


@pytest.fixture(autouse=True)
def _nobody_here() -> None:
    cache.clear()


def _radio(desk: Desk, code: str, value: str) -> Any:
    return desk.page.locator(f'input[name="{code}"][value="{value}"]')


def _note(desk: Desk, code: str) -> Any:
    card = desk.page.locator(f'[data-question="{code}"]')
    if not card.locator("textarea").first.is_visible():
        card.locator("summary", has_text="Note").click()
    return card.locator("textarea").first


def _replies(desk: Desk, path: str) -> list[Response]:
    """Give the list that every later reply of this address with something in it is put into."""
    replies: list[Response] = []

    def heard(reply: Response) -> None:
        if path in reply.url and reply.status == 200:
            replies.append(reply)

    desk.page.on("response", heard)
    return replies


def _look(desk: Desk) -> None:
    """Let the page ask now instead of waiting for its turn."""
    desk.page.evaluate("dispatchEvent(new Event('online'))")


def _sent(desk: Desk, path: str) -> list[str]:
    """Give the list that the address of every later request that has this in it is put into."""
    sent: list[str] = []
    desk.page.on("request", lambda one: sent.append(one.url) if path in one.url else None)
    return sent


def _saves(desk: Desk, code: str, value: str, base: int = 0, note: str = "") -> None:
    """Save as this person does in another window."""
    save_answer(
        actor=factories.actor_of(desk.user), assessment_id=desk.assessment.pk, code=code,
        base=base, operation_id=factories.uuid.uuid4(), state="answered", value=value, note=note,
    )  # fmt: skip


def test_people_on_the_page_are_named_in_words(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section())
    second.page.goto(second.section())

    expect(first.page.locator("#present")).to_have_text(f"{second.user.name} is on this page.")
    second.page.goto(second.section("build.work"))
    expect(first.page.locator("#present")).to_have_text(
        f"{second.user.name} is in another section."
    )


def test_what_another_saved_appears_where_nobody_types(sit_down: Sit):
    first, second = sit_down(), sit_down("viewer")
    for desk in (first, second):
        desk.page.goto(desk.section())

    _radio(first, "value.goal", "v:3").click()

    expect(_radio(second, "value.goal", "v:3")).to_be_checked()
    line = second.state("value.goal")
    expect(line).to_contain_text(f"{first.user.name} changed this")
    expect(line).to_contain_text("to Level 3")
    expect(second.page.locator('[data-progress-part="value"]')).to_have_text("1/5")


def test_what_was_taken_over_is_the_base_of_the_next_save(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section())
    _saves(second, "value.goal", "1")
    _look(first)
    expect(_radio(first, "value.goal", "v:1")).to_be_checked()

    _radio(first, "value.goal", "v:4").click()

    expect(first.state("value.goal")).to_contain_text("Saved")
    events = AnswerEvent.objects.filter(assessment=first.assessment).order_by("version")
    assert [(event.base, event.value) for event in events] == [(0, 1), (1, 4)]


def test_text_in_the_making_is_never_overwritten_but_becomes_a_choice(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.clock.install()
    first.page.goto(first.section())
    told = _replies(first, "/changes")
    note = _note(first, "value.goal")
    first.page.route(re.compile("/save$"), lambda route: route.abort())
    note.fill("Typed while the line was bad")
    expect(first.state("value.goal")).to_contain_text("Not saved: retrying")
    _saves(second, "value.goal", "1", note="Written by the other")
    _look(first)
    until(lambda: any("Written by the other" in reply.text() for reply in told), first.page)
    nothing_more_is_sent(first.page, 500)
    expect(note).to_have_value("Typed while the line was bad")

    first.page.unroute(re.compile("/save$"))

    panel = first.page.locator('[data-question="value.goal"] .conflict')
    expect(panel).to_contain_text(f"{second.user.name} changed this answer at")
    expect(panel).to_contain_text(
        "Saved now: Level 1: value.goal: Talked about. (Written by the other)"
    )
    expect(panel).to_contain_text("Yours, not saved: No answer (Typed while the line was bad)")
    expect(note).to_have_value("Typed while the line was bad")


def test_a_field_with_the_cursor_in_it_waits_until_it_is_left(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section())
    note = _note(first, "value.goal")
    note.focus()
    _saves(second, "value.goal", "1", note="Of the other")
    _look(first)
    expect(first.state("value.goal")).to_contain_text(f"{second.user.name} changed this")
    expect(note).to_have_value("")

    first.page.locator("h1").click()

    expect(note).to_have_value("Of the other")
    expect(_radio(first, "value.goal", "v:1")).to_be_checked()


def test_an_answer_that_waits_for_its_reason_becomes_a_choice(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    first.page.goto(first.section("value.market"))
    _radio(first, "value.segments", "s:not_applicable").click()
    expect(first.state("value.segments")).to_contain_text("Say why")

    _saves(second, "value.segments", "4")
    _look(first)

    panel = first.page.locator('[data-question="value.segments"] .conflict')
    expect(panel).to_contain_text(f"{second.user.name} changed this answer")
    panel.get_by_role("button", name="Take theirs").click()
    expect(panel).to_have_count(0)
    assert first.stored("value.segments") == ("answered", 4)


def test_the_same_person_in_two_windows_is_told_apart_from_others(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    _saves(desk, "value.goal", "2")
    _look(desk)

    expect(desk.state("value.goal")).to_contain_text("You changed this in another window")
    expect(desk.page.locator("#present")).to_be_hidden()


def test_a_choice_is_made_by_keyboard_alone(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    for desk in (first, second):
        desk.page.goto(desk.section())
        # The choice below must come from the save, not from what the page asks by itself.
        desk.page.route(re.compile("/changes"), lambda route: route.abort())
    _saves(second, "value.goal", "1")
    _saves(second, "value.fairness", "1")
    keys = first.page.keyboard

    _radio(first, "value.goal", "v:0").focus()
    keys.press("3")
    panel = first.page.locator('[data-question="value.goal"] .conflict')
    expect(panel).to_be_focused()
    keys.press("Tab")
    expect(panel.get_by_role("button", name="Keep mine")).to_be_focused()
    keys.press("Enter")
    expect(first.state("value.goal")).to_contain_text("Saved")
    expect(_radio(first, "value.goal", "v:3")).to_be_focused()

    _radio(first, "value.fairness", "v:0").focus()
    keys.press("4")
    panel = first.page.locator('[data-question="value.fairness"] .conflict')
    expect(panel).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(panel).to_have_count(0)
    expect(_radio(first, "value.fairness", "v:1")).to_be_focused()
    assert first.stored("value.goal") == ("answered", 3)
    assert first.stored("value.fairness") == ("answered", 1)


def test_a_submitted_assessment_says_so_and_sends_again_when_it_is_reopened(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    who = {"actor": factories.actor_of(desk.user), "assessment_id": desk.assessment.pk}
    submit_assessment(**who, note="")
    _radio(desk, "value.goal", "v:2").click()
    expect(desk.state("value.goal")).to_contain_text("takes no answers any more")
    _look(desk)
    expect(desk.page.locator("#page-notice")).to_contain_text("takes no answers any more")

    reopen_assessment(**who, reason="It was too early.")
    _look(desk)

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(desk.page.locator("#page-notice")).to_be_hidden()
    assert desk.stored("value.goal") == ("answered", 2)


def test_a_page_shown_again_by_the_back_button_learns_what_was_saved(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    _radio(desk, "value.goal", "v:2").click()
    expect(desk.state("value.goal")).to_contain_text("Saved")
    desk.page.goto(desk.section("build.work"))
    _saves(desk, "value.goal", "4", base=1)

    desk.page.go_back()

    expect(_radio(desk, "value.goal", "v:4")).to_be_checked()
    with desk.page.expect_response("**/save"):  # the page may say "Saved" of the 4 already
        _radio(desk, "value.goal", "v:3").click()
    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert desk.stored("value.goal") == ("answered", 3)


def test_closing_with_unsaved_text_asks(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    desk.page.route(re.compile("/save$"), lambda route: route.abort())
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    _note(desk, "value.goal").press_sequentially("Not yet saved")
    desk.page.close(run_before_unload=True)
    until(lambda: asked, desk.page)

    assert asked == ["beforeunload"]
    assert desk.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_too_many_requests_are_waited_out_as_the_server_asks(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    sent: list[Any] = []

    def refuse(route: Any) -> None:
        sent.append(route.request.post_data_json["operation"])
        route.fulfill(status=429, headers={"Retry-After": "2"}, body="Slowly, please")

    desk.page.route(re.compile("/save$"), refuse, times=1)
    desk.page.on("request", lambda one: sent.append(_operation(one)) if _operation(one) else None)
    _radio(desk, "value.goal", "v:2").click()
    expect(desk.state("value.goal")).to_contain_text("too much at once")

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert len(set(sent)) == 1
    assert AnswerEvent.objects.filter(assessment=desk.assessment).count() == 1


def _operation(request: Any) -> str:
    return request.post_data_json["operation"] if request.url.endswith("/save") else ""


def test_a_slow_reply_out_of_order_does_not_replace_newer_text(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    note = _note(desk, "value.goal")
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    desk.page.route(re.compile("/save$"), hold, times=1)
    note.press_sequentially("First words")
    until(lambda: held, desk.page)
    note.press_sequentially(", and more", delay=10)
    expect(desk.state("value.goal")).not_to_contain_text("Saved")
    held[0].continue_()

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(note).to_have_value("First words, and more")
    found = AnswerEvent.objects.filter(assessment=desk.assessment).order_by("version")
    assert [event.note for event in found] == ["First words", "First words, and more"]


def test_a_page_asks_every_five_seconds_or_so_and_sends_what_is_typed_within_one(sit_down: Sit):
    first, second = sit_down(), sit_down("contributor")
    page, asked, saves = first.page, _sent(first, "/changes"), _sent(first, "/save")
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    page.goto(first.section())
    _saves(second, "value.goal", "1")
    nothing_more_is_sent(page, 1500)
    assert len(asked) == 1
    expect(first.state("value.goal")).to_contain_text(f"{second.user.name} changed this")

    nothing_more_is_sent(page, 3900)
    assert len(asked) == 1
    nothing_more_is_sent(page, 2100)
    assert len(asked) == 2

    _note(first, "value.goal").press_sequentially("Words")
    nothing_more_is_sent(page, 500)
    assert saves == []
    nothing_more_is_sent(page, 500)
    assert len(saves) == 1
