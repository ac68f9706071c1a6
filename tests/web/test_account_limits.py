"""Guessing is limited by account and by address, and no header a client writes changes that."""

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.web.signing_in import (
    NEW_PASSWORD,
    is_signed_in,
    mailed_link,
    sign_in,
    text_of,
)

pytestmark = pytest.mark.django_db
SAID = "Too many tries. Wait five minutes"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ada():
    return factories.UserFactory(email="ada@example.org")


def _guess(user, times: int, **headers: str) -> list[str]:
    return [text_of(sign_in(Client(), user, f"guess {n}", **headers)) for n in range(times)]


def test_the_limits_are_the_documented_ones():
    assert project.ACCOUNT_RATE_LIMITS["login_failed"] == "10/m/ip,5/5m/key"
    assert project.ACCOUNT_RATE_LIMITS["login"] == "30/m/ip"


def test_the_sixth_try_at_one_account_is_refused_and_says_what_to_do(client, ada):
    said = [SAID in page for page in _guess(ada, 6)]

    assert said == [False] * 5 + [True]
    page = text_of(sign_in(client, ada))
    assert SAID in page
    assert "Forgot your password?" in page
    assert not is_signed_in(client)


def test_an_unknown_account_is_limited_alike(ada):
    ada.email = "nobody@example.org"

    assert [SAID in page for page in _guess(ada, 6)] == [False] * 5 + [True]


@pytest.mark.parametrize(
    "headers",
    [
        lambda n: {"x-forwarded-for": f"10.0.0.{n}"},
        lambda n: {"x-real-ip": f"10.0.0.{n}", "forwarded": f"for=10.0.0.{n}"},
        lambda n: {"host": f"localhost:{8000 + n}"},
    ],
)
def test_no_header_gives_more_tries_at_one_account(client, ada, headers):
    for number in range(5):
        sign_in(client, ada, f"guess {number}", **headers(number))

    assert SAID in text_of(sign_in(client, ada, **headers(9)))


def test_the_case_of_the_address_gives_no_more_tries(client, ada):
    for number, email in enumerate(["ada@example.org", "ADA@example.org", "Ada@Example.org"] * 2):
        client.post("/accounts/login/", {"login": email, "password": f"guess {number}"})

    assert SAID in text_of(sign_in(client, ada))


def test_one_address_may_try_ten_accounts_a_minute(client):
    people = factories.UserFactory.create_batch(11)
    said = [SAID in text_of(sign_in(client, one, "Winter 2026!")) for one in people]

    assert said == [False] * 10 + [True]


def test_without_a_trusted_proxy_a_written_address_counts_nothing(client):
    people = factories.UserFactory.create_batch(11)
    for number, one in enumerate(people):
        page = sign_in(client, one, "guess", **{"x-forwarded-for": f"10.0.0.{number}"})

    assert SAID in text_of(page)


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(client, settings):
    settings.TRUSTED_PROXIES = 1
    people = factories.UserFactory.create_batch(12)
    for number, one in enumerate(people[:11]):
        page = sign_in(client, one, "guess", **{"x-forwarded-for": f"10.0.0.{number}, 192.0.2.1"})
    assert SAID in text_of(page)

    page = sign_in(client, people[11], "guess", **{"x-forwarded-for": "10.0.0.1, 192.0.2.2"})
    assert SAID not in text_of(page)


@pytest.mark.parametrize("written", ["", "192.0.2.1", "not an address, 192.0.2.1"])
def test_a_request_past_the_proxies_is_counted_by_its_connection(client, settings, ada, written):
    settings.TRUSTED_PROXIES = 2
    headers = {"x-forwarded-for": written} if written else {}

    reply = sign_in(client, ada, **headers)

    assert reply.status_code == (403 if "," in written else 302)


def test_a_new_password_by_mail_lets_the_owner_in_at_once(client, ada):
    _guess(ada, 6)
    cache_cleared_of_addresses(ada)
    client.post("/accounts/password/reset/", {"email": ada.email})
    form = client.get(mailed_link(), follow=True)
    posted = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(form.redirect_chain[-1][0], posted)

    sign_in(client, ada, NEW_PASSWORD)

    assert is_signed_in(client)


def cache_cleared_of_addresses(ada) -> None:
    """Make sure the account is still shut when the minute of the address is over."""
    assert SAID in text_of(sign_in(Client(REMOTE_ADDR="192.0.2.7"), ada))


def test_staff_sign_in_with_the_same_limits(client):
    staff = factories.UserFactory(is_staff=True, is_superuser=True)

    reply = client.post("/admin/login/", {"username": staff.email, "password": factories.PASSWORD})

    assert reply["Location"].startswith("/accounts/login/")
    assert not is_signed_in(client)


def test_a_page_that_is_asked_too_often_says_what_to_do(client):
    for number in range(21):
        reply = client.post("/accounts/password/reset/", {"email": f"n{number}@example.org"})

    assert reply.status_code == 429
    assert "Too many tries in a short time" in text_of(reply)
    assert 'href="/accounts/password/reset/"' in text_of(reply)


def test_signing_in_often_with_the_right_password_uses_no_tries_up(ada):
    for _ in range(8):
        client = Client()
        sign_in(client, ada)
        assert is_signed_in(client)
