"""Every page and state: no axe violation, no sideways scrolling, no broken policy, light weight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary, submit_assessment
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.looks import LONG, assert_looks_right
from tests.browsers import LOOKS
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

PAGES = [
    "/",
    "/products/",
    "/products/new",
    "/products/{product}/",
    "/products/{product}/edit",
    "/products/{product}/archive",
    "/products/{product}/move",
    "/products/{product}/delete",
    "/products/{product}/assessments/new",
    "/assessments/{pk}/",
    "/assessments/{pk}/edit",
    "/assessments/{pk}/move",
    "/assessments/{pk}/delete",
    "/assessments/{pk}/review",
    "/assessments/{pk}/search?q=how",
    "/assessments/{pk}/search?q=zzz",
    "/assessments/{pk}/answers-file",
    "/assessments/{pk}/answers/value.goal/history",
    "/assessments/{pk}/sections/profile",
    "/assessments/{pk}/sections/value.core",
    "/assessments/{pk}/sections/value.market",
    "/assessments/{pk}/sections/build.work",
    "/assessments/999999/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
SIGNED_OUT = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]


@pytest.fixture
def filled(assessment: Assessment) -> Assessment:
    said = {**FULL, "value.fairness": DONT_KNOW, "value.segments": left_out("only one segment")}
    del said["build.story"]
    factories.make_answers(assessment, said)
    assessment.product.description = LONG
    assessment.product.save()
    refresh_summary(assessment.pk)
    return assessment


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_accessible_and_fits(sit_down: Sit, filled, scheme, width):
    desk = sit_down(color_scheme=scheme, viewport={"width": width, "height": 800})
    for page in PAGES:
        desk.page.goto(page.format(pk=filled.pk, product=filled.product_id))
        assert_looks_right(desk.page, page)
    for page in SIGNED_OUT:
        desk.page.context.clear_cookies()
        desk.page.goto(page)
        assert_looks_right(desk.page, page)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_of_the_section_is_accessible_and_fits(sit_down: Sit, filled, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    desk, plain = sit_down(**look), sit_down("contributor", **look)
    plain.page.route("**/*.js", lambda route: route.abort())  # axe itself needs a script
    desk.page.goto(desk.section())
    for panel in desk.page.locator("details").all():
        panel.evaluate("panel => panel.open = true")
    assert_looks_right(desk.page, "every panel open")

    plain.page.goto(plain.section())
    desk.page.locator('input[name="value.goal"][value="v:1"]').click()
    expect(desk.state("value.goal")).to_contain_text("Saved")
    assert_looks_right(desk.page, "saved")
    plain.page.locator('input[name="value.goal"][value="v:4"]').check()
    note = plain.page.locator('[data-question="value.fairness"]')
    note.locator("summary", has_text="Note").click()
    note.locator("textarea").first.fill(LONG * 40)
    plain.page.get_by_role("button", name="Save and continue").click()
    expect(plain.page.get_by_role("alert")).to_contain_text("Not everything could be saved")
    assert_looks_right(plain.page, "conflict and problem without a script")

    desk.page.context.clear_cookies()
    desk.page.locator('input[name="value.goal"][value="v:2"]').click()
    expect(desk.state("value.goal")).to_contain_text("sign in again")
    assert_looks_right(desk.page, "signed out")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_submitted_assessment_and_its_read_only_section_fit(sit_down: Sit, filled, width):
    desk = sit_down(viewport={"width": width, "height": 800})
    submit_assessment(
        actor=factories.actor_of(desk.user), assessment_id=filled.pk, note="A note " + LONG
    )
    for page in ("", "sections/value.core", "reopen", "review"):
        desk.page.goto(f"/assessments/{filled.pk}/{page}")
        assert_looks_right(desk.page, page)


def test_the_first_load_of_a_section_is_light(sit_down: Sit, filled):
    desk = sit_down()
    fresh = desk.page.context.new_page()
    session = fresh.context.new_cdp_session(fresh)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    finished: list[float] = []
    asked: list[str] = []
    session.on("Network.loadingFinished", lambda event: finished.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))

    fresh.goto(desk.section("build.work"))
    fresh.wait_for_load_state("networkidle")

    asked = [url for url in asked if not url.startswith("data:")]  # drawn by the browser itself
    assert sum(finished) <= 100 * 1024
    assert len(asked) <= 6
    assert [url for url in asked if "127.0.0.1" not in url] == []


def test_targets_are_large_enough(sit_down: Sit, filled):
    desk = sit_down(viewport={"width": 320, "height": 800})
    desk.page.goto(desk.section())

    small = desk.page.evaluate(
        """() => [...document.querySelectorAll(
               'main label:has(input), main summary, main button, main .quiet a, main nav a')]
             .filter(one => !one.matches('.visually-hidden'))
             .map(one => [one.innerText, one.getBoundingClientRect()])
             .filter(([text, box]) => box.height && (box.height < 24 || box.width < 24))
             .map(([text]) => text)"""
    )

    assert small == []


@pytest.mark.parametrize("width", [640, 1280])
def test_text_spacing_and_double_size_lose_nothing(sit_down: Sit, filled, width):
    desk = sit_down(viewport={"width": width, "height": 800})
    desk.page.goto(desk.section())
    desk.page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
             sheet.replaceSync(`html { font-size: 200% } * { line-height: 1.5 !important;
               letter-spacing: .12em !important; word-spacing: .16em !important }`);
             document.adoptedStyleSheets = [sheet]; }"""
    )

    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_menu_closes_on_escape_and_gives_the_focus_back(sit_down: Sit):
    desk = sit_down()
    opener = desk.page.locator("summary", has_text="Account")
    opener.click()
    desk.page.get_by_role("link", name="Change password").focus()

    desk.page.keyboard.press("Escape")

    expect(desk.page.get_by_role("link", name="Change password")).to_be_hidden()
    expect(opener).to_be_focused()
