"""Pages round an account, errors and kept text: no axe violation, nothing sideways, no complaint."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from assessments.notices.kept import keep_mail
from tests import factories
from tests.browser.conftest import Desk, listen
from tests.browser.looks import assert_looks_right
from tests.browsers import LOOKS

pytestmark = pytest.mark.browser
Sit = Callable[..., Desk]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"
SIGNED_OUT = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/gone/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-gone/",
    "/accounts/password/reset/key/done/",
]
SIGNED_IN = [
    "/account",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/mails",
    "/mails/{mail}",
]
ERRORS = ["400", "403", "403_csrf", "404", "405", "429", "500", "503"]


def _look(scheme: str, width: int) -> dict[str, Any]:
    return {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}


def _say_again(page: Page) -> None:
    page.goto("/accounts/reauthenticate/")
    assert_looks_right(page, "reauthenticate")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("/")


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_of_an_account_is_accessible_and_fits(sit_down: Sit, scheme, width):
    desk = sit_down(**_look(scheme, width))
    page, user = desk.page, desk.user
    user.is_staff, user.name = True, LONG
    user.save(update_fields=["is_staff", "name"])
    mail = keep_mail(to=f"{LONG}@example.org", subject=LONG, body=f"{LONG}\nhttp://x.example/")
    _say_again(page)
    page.goto("/accounts/2fa/totp/activate/")
    assert_looks_right(page, "the app's QR code")
    page.get_by_label("Authenticator code").fill("x")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("alert")).to_contain_text("This code does not fit")
    assert_looks_right(page, "a code that does not fit")

    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    for address in SIGNED_IN:
        page.goto(address.format(mail=mail.pk))
        assert_looks_right(page, address)
    _problems_look_right(page)

    page.context.clear_cookies()
    for address in SIGNED_OUT:
        page.goto(address)
        assert_looks_right(page, address)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    assert_looks_right(page, "second step")


def _problems_look_right(page: Page) -> None:
    page.goto("/account")
    page.get_by_label("Name").fill("  ")
    page.get_by_role("button", name="Save name").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_looks_right(page, "a name that is missing")
    page.goto("/accounts/password/change/")
    for label in ("Current password", "New password", "New password once more"):
        page.get_by_label(label, exact=True).fill("short")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_looks_right(page, "a password that is too short")
    page.goto("/accounts/email/")
    page.get_by_label("E-mail address").fill(f"{LONG[:40]}@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Waiting to be confirmed")).to_be_visible()
    assert_looks_right(page, "an address that waits")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_error_page_is_accessible_and_fits(make_context, site, scheme, width):
    """Each is put in the place of a page, so that it stands under the site's own address."""
    page = make_context(**_look(scheme, width)).new_page()
    complaints: list[str] = []
    listen(page, complaints)
    for name in ERRORS:
        with_styles = render_to_string(f"{name}.html", {"above": "/"})
        _show(page, site.url, with_styles, name)
    assert complaints == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_kept_text_is_accessible_and_fits(make_context, site, scheme, width):
    page = make_context(**_look(scheme, width)).new_page()
    complaints: list[str] = []
    listen(page, complaints)
    request = RequestFactory().get("/assessments/1/sections/value.core")
    fields = [("value.goal", "v:3"), ("value.goal:note", f"{LONG}\n{LONG * 3}"), ("empty", "")]
    for name in ("resend", "kept_text"):
        context = {"fields": fields, "typed": fields, "reason": "Your role does not allow this."}
        _show(page, site.url, render_to_string(f"{name}.html", context, request), name)
        for panel in page.locator("details").all():
            panel.evaluate("panel => panel.open = true")
        assert_looks_right(page, f"{name}, opened")
    assert complaints == []


def _show(page: Page, url: str, rendered: str, name: str) -> None:
    address = f"{url}/accounts/login/?{name}"
    headers = {"content-type": "text/html; charset=utf-8"}
    page.route(address, lambda route: route.fulfill(body=rendered, headers=headers))
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    assert_looks_right(page, name)


def test_signing_in_loads_little(make_context, site):
    page = make_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")

    assert len(asked) <= 6
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
    assert not Authenticator.objects.exists()
