"""Passkeys in a real browser, with the virtual authenticator of its developer tools."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import listen
from tests.patience import PATIENCE_MS

pytestmark = pytest.mark.browser


@pytest.fixture
def at_home(browser, site):
    """Return a page at the site's name (browsers offer no passkeys at a number) with a device."""
    context = browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    listen(page, complaints)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def ada(transactional_db):
    return factories.UserFactory(email="ada@example.org", name="Ada")


def _type_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _add(page: Page) -> None:
    _type_password(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_to_where_one_was_going(at_home, ada):
    _add(at_home)
    at_home.goto("/accounts/2fa/webauthn/")
    expect(at_home.get_by_role("heading", name="My laptop")).to_be_visible()
    at_home.context.clear_cookies()

    at_home.goto("/account")
    at_home.get_by_role("button", name="Use a passkey instead").click()

    at_home.wait_for_url("**/account")
    expect(at_home.get_by_label("Name")).to_have_value("Ada")


def test_a_passkey_is_the_second_step_after_the_password(at_home, ada):
    _add(at_home)
    at_home.context.clear_cookies()
    _type_password(at_home)
    expect(at_home.get_by_role("heading", name="Second step")).to_be_visible()

    at_home.get_by_role("button", name="Use a passkey instead").click()

    at_home.wait_for_url("/")
    expect(at_home.locator("summary", has_text="Account")).to_be_visible()


def test_one_device_holds_one_passkey_of_an_account(at_home, ada):
    _add(at_home)
    at_home.goto("/accounts/2fa/webauthn/add/")

    at_home.get_by_role("button", name="Add a passkey").click()

    expect(at_home.get_by_role("alert")).to_contain_text("already holds a passkey")
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_removed_passkey_signs_in_no_more(at_home, ada):
    _add(at_home)
    at_home.goto("/accounts/2fa/webauthn/")
    at_home.get_by_role("link", name="Remove").click()
    at_home.get_by_role("button", name="Remove").click()
    expect(at_home.get_by_role("heading", name="No passkey yet")).to_be_visible()
    at_home.context.clear_cookies()

    at_home.goto("/accounts/login/")
    at_home.get_by_role("button", name="Use a passkey instead").click()

    expect(at_home.get_by_role("status")).to_contain_text("The passkey was not accepted")
    expect(at_home.get_by_label("Password")).to_be_visible()


def test_without_a_script_the_page_says_why_there_is_no_passkey(make_context, site, ada):
    page = make_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="Use a passkey instead")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
