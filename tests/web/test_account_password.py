"""Passwords: chosen anew by a mailed link, changed, and what that ends."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.web.signing_in import NEW_PASSWORD, is_signed_in, mailed_link, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ada():
    return factories.UserFactory(email="ada@example.org", name="Ada")


def _reset(client: Client, email: str):
    return client.post("/accounts/password/reset/", {"email": email})


def _choose(client: Client, path: str, password: str = NEW_PASSWORD):
    form = client.get(path, follow=True)
    if not form.redirect_chain:
        return form
    posted = {"password1": password, "password2": password}
    return client.post(form.redirect_chain[-1][0], posted, follow=True)


def test_the_mailed_link_chooses_a_new_password_once(client, ada):
    _reset(client, ada.email)
    link = mailed_link()

    assert "Password changed" in text_of(_choose(client, link))
    assert "no longer valid" in text_of(_choose(Client(), link))
    ada.refresh_from_db()
    assert ada.check_password(NEW_PASSWORD)
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_new_password_by_mail_ends_every_session(client, ada):
    elsewhere = Client()
    sign_in(elsewhere, ada)
    _reset(client, ada.email)
    _choose(client, mailed_link())

    assert not is_signed_in(elsewhere)


def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_so(client, ada):
    known, unknown = _reset(client, ada.email), _reset(Client(), "nobody@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[ada.email], ["nobody@example.org"]]
    assert "no account with this address" in mail.outbox[1].body
    assert "signup" not in mail.outbox[1].body


def test_a_wrong_password_costs_as_many_hashes_for_an_unknown_address(client, ada, monkeypatch):
    hashed = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append(1) or encode(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashed.append(1) or verify(*a))

    sign_in(client, ada, "wrong")
    known = len(hashed)
    ada.email = "nobody@example.org"
    sign_in(Client(), ada, "wrong")

    assert known == 1
    assert len(hashed) - known == known


def test_a_wrong_password_reads_alike_for_an_unknown_address(client, ada):
    pages = []
    for email in ("ada@example.org", "nobody@example.org"):
        page = client.post("/accounts/login/", {"login": email, "password": "wrong"})
        pages.append((page.status_code, text_of(page).replace(email, "")))
    shown = [page[1].split("<main")[1] for page in pages]

    assert "do not fit together" in shown[0]
    assert _without_tokens(shown[0]) == _without_tokens(shown[1])


def _without_tokens(page: str) -> str:
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_changing_the_password_ends_every_other_session_and_keeps_this_one(client, ada):
    elsewhere = Client()
    sign_in(elsewhere, ada)
    sign_in(client, ada)
    posted = {"oldpassword": factories.PASSWORD, "password1": NEW_PASSWORD}

    done = client.post("/accounts/password/change/", {**posted, "password2": NEW_PASSWORD})

    assert done["Location"] == "/account"
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert mail.outbox[-1].to == [ada.email]


def test_the_current_password_is_asked(client, ada):
    sign_in(client, ada)
    posted = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    page = client.post("/accounts/password/change/", posted)

    assert "This is not your current password." in text_of(page)
    ada.refresh_from_db()
    assert ada.check_password(factories.PASSWORD)


def test_mails_never_name_the_host_a_request_came_with(client, ada):
    client.post(
        "/accounts/password/reset/", {"email": ada.email}, headers={"host": "localhost:6666"}
    )
    client.post(
        "/accounts/password/reset/", {"email": "no@example.org"}, headers={"host": "localhost:6666"}
    )

    assert len(mail.outbox) == 2
    assert [m for m in mail.outbox if "localhost" in m.subject + m.body] == []
