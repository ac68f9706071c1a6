"""A session that ends in mid-form costs nobody a word, with a script and without one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from assessments.answers.models import AnswerEvent
from assessments.scoring.answers import State
from assessments.web.typed import Typed, operation_of
from tests import factories
from tests.browser.conftest import Desk, sign_in

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]
NOTE = "Written before the session ended; it must not be lost."


def _sign_in_beside(page: Page, user: Any) -> Page:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").first.click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill(user.email)
    beside.get_by_label("Password").fill(factories.PASSWORD)
    beside.get_by_role("button", name="Sign in").click()
    beside.wait_for_url("**/signed-in")
    return beside


def _events(desk: Desk) -> list[AnswerEvent]:
    return list(AnswerEvent.objects.filter(assessment=desk.assessment))


def test_with_a_script_the_same_operation_is_sent_after_signing_in_beside(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    sent: list[tuple[int, str, str]] = []

    def heard(reply: Any) -> None:
        if reply.url.endswith("/save"):
            request = reply.request
            sent.append(
                (reply.status, request.post_data_json["operation"], request.headers["x-csrftoken"])
            )

    desk.page.on("response", heard)
    Session.objects.all().delete()
    card = desk.page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Note").click()
    card.locator("textarea").first.press_sequentially(NOTE)
    expect(desk.state("value.goal")).to_contain_text("Not saved: sign in again")
    expect(desk.page.locator("#page-notice")).to_contain_text("You are signed out")

    _sign_in_beside(desk.page, desk.user)

    expect(desk.state("value.goal")).to_contain_text("Saved")
    expect(card.locator("textarea").first).to_have_value(NOTE)
    expect(desk.page.locator("#page-notice")).to_be_hidden()
    (event,) = _events(desk)
    assert (event.note, event.by) == (NOTE, desk.user)
    assert {operation for _, operation, _ in sent} == {str(event.operation_id)}
    assert (sent[0][0], sent[-1][0]) == (401, 200)
    assert sent[0][2] != sent[-1][2]  # the sign-in has changed the token


def test_without_a_script_the_posted_text_is_sent_again_after_signing_in(sit_down: Sit):
    desk = sit_down(java_script_enabled=False)
    page = desk.page
    page.goto(desk.section())
    posted: list[dict[str, list[str]]] = []
    page.on("request", lambda one: posted.append(_fields(one)) if one.method == "POST" else None)
    page.locator('input[name="value.goal"][value="v:3"]').check()
    card = page.locator('[data-question="value.goal"]')
    card.locator("summary", has_text="Note").click()
    card.locator("textarea").first.fill(NOTE)
    Session.objects.all().delete()

    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("h1")).to_have_text("Not saved yet: your session has ended")
    _sign_in_beside(page, desk.user)
    page.get_by_role("button", name="Send it again").click()
    # The sign-in has changed the token, so the first answer asks to send it from a fresh page.
    expect(page.locator("h1")).to_have_text("Not saved yet: send it once more")
    page.get_by_role("button", name="Send it again").click()

    expect(page.get_by_text("1 change saved")).to_be_visible()
    (event,) = _events(desk)
    assert (event.value, event.note, event.by) == (3, NOTE, desk.user)
    form_ids = {fields["form_id"][0] for fields in posted if "form_id" in fields}
    assert len(form_ids) == 1
    typed = Typed(State.ANSWERED, "3", "", NOTE)
    assert event.operation_id == operation_of(
        factories.uuid.UUID(form_ids.pop()), "value.goal", typed
    )


def test_without_a_script_a_double_click_writes_one_row_of_history(sit_down: Sit):
    desk = sit_down(java_script_enabled=False)
    page = desk.page
    page.goto(desk.section())
    page.locator('input[name="value.goal"][value="v:2"]').check()
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).last.click()
    sign_in(page.context.new_page(), desk.user)
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("h1")).to_have_text("Not saved yet: send it once more")

    page.get_by_role("button", name="Send it again").dblclick()

    expect(page.locator("h1")).to_have_text("Core")
    assert [event.value for event in _events(desk)] == [2]


def test_a_token_that_is_gone_asks_to_sign_in_and_loses_nothing(sit_down: Sit):
    desk = sit_down()
    desk.page.goto(desk.section())
    desk.page.context.clear_cookies(name="csrftoken")

    desk.page.locator('input[name="value.goal"][value="v:2"]').click()
    expect(desk.state("value.goal")).to_contain_text("Not saved: sign in again")
    with desk.page.context.expect_page() as opened:
        desk.state("value.goal").get_by_role("link", name="Sign in, in a new tab").click()
    opened.value.wait_for_url("**/signed-in")  # still signed in: the token alone was missing

    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert len(_events(desk)) == 1


def test_another_person_who_signed_in_meanwhile_does_not_sign_the_text(sit_down: Sit):
    desk = sit_down()
    other = factories.person_in(desk.assessment.team, name="Ben Other")
    desk.page.goto(desk.section())
    desk.page.context.clear_cookies()
    sign_in(desk.page.context.new_page(), other)

    desk.page.locator('input[name="value.goal"][value="v:2"]').click()

    expect(desk.state("value.goal")).to_contain_text("You are signed in as Ben Other now")
    assert _events(desk) == []


def _fields(request: Any) -> dict[str, list[str]]:
    return parse_qs(request.post_data or "")
