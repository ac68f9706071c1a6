"""Making an account: closed, open, confirmed by mail, and saying nothing about who has one."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from assessments.teams.models import User
from tests import factories
from tests.web.signing_in import NEW_PASSWORD, is_signed_in, mailed_link, sign_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "new@example.org"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def opened(settings):
    settings.SIGNUP_OPEN = True


def _sign_up(client: Client, email: str = ADDRESS, password: str = NEW_PASSWORD, name: str = ""):
    posted = {"name": name, "email": email, "password1": password, "password2": password}
    return client.post("/accounts/signup/", posted)


def _said_after(reply) -> str:
    """Give what the page a reply leads to says."""
    page = reply.client.get(reply["Location"])
    return text_of(page).split("<main")[1]


def test_closed_sign_up_makes_no_account_and_says_whom_to_ask(client):
    page = _sign_up(client)

    assert "Ask yours for one" in text_of(page)
    assert not User.objects.exists()


@pytest.mark.parametrize(("is_open", "count"), [(True, 1), (False, 0)])
def test_the_sign_in_page_offers_sign_up_only_where_it_is_open(client, settings, is_open, count):
    settings.SIGNUP_OPEN = is_open

    assert text_of(client.get("/accounts/login/")).count("/accounts/signup/") == count


def test_an_account_works_once_its_address_is_confirmed(client, opened):
    reply = _sign_up(client, name="Grace Hopper")
    assert reply["Location"] == "/accounts/confirm-email/"
    assert User.objects.get().name == "Grace Hopper"
    assert not is_signed_in(client)
    assert not is_signed_in_after(Client())

    page = client.get(mailed_link())
    assert "Is new@example.org your address?" in text_of(page)
    client.post(mailed_link())

    assert is_signed_in_after(Client())


def is_signed_in_after(client: Client) -> bool:
    sign_in(client, User.objects.get(), NEW_PASSWORD)
    return is_signed_in(client)


def test_opening_the_confirmation_link_confirms_nothing_yet(client, opened):
    _sign_up(client)
    client.get(mailed_link())

    assert not is_signed_in_after(Client())


def test_sign_up_answers_alike_for_an_address_with_an_account(client, opened):
    factories.UserFactory(email="taken@example.org")

    unknown, known = _sign_up(client), _sign_up(Client(), "taken@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert _said_after(known).replace("taken@", "new@") == _said_after(unknown)
    assert User.objects.count() == 2
    assert [message.to for message in mail.outbox] == [[ADDRESS], ["taken@example.org"]]
    assert "there is one already" in mail.outbox[1].body
    assert "http://127.0.0.1:8000/accounts/password/reset/" in mail.outbox[1].body


def test_sign_up_costs_as_many_hashes_for_an_address_with_an_account(client, opened, monkeypatch):
    factories.UserFactory(email="taken@example.org")
    hashed = []
    encode = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append(1) or encode(*a))

    _sign_up(client)
    unknown = len(hashed)
    _sign_up(Client(), "taken@example.org")

    assert unknown == 1
    assert len(hashed) - unknown == unknown


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short-9ch", "at least 10 characters"),
        ("password123", "too common"),
        ("0123456789", "entirely numeric|too common"),
        ("new@example.org", "too similar"),
    ],
)
def test_a_weak_password_is_refused_at_its_field_and_the_address_kept(
    client, opened, password, problem
):
    page = text_of(_sign_up(client, password=password))

    assert any(part in page for part in problem.split("|"))
    assert 'class="error-summary"' in page
    assert f'value="{ADDRESS}"' in page
    assert not User.objects.exists()


@pytest.mark.parametrize("length", [10, 64, 200])
def test_a_long_password_is_taken_whole(client, opened, length):
    password = ("ä correct horse battery staple 7 " * 10)[:length]
    _sign_up(client, password=password)

    user = User.objects.get()
    assert user.check_password(password)
    assert not user.check_password(password[:-1])


def test_a_name_no_database_can_hold_is_refused(client, opened):
    page = _sign_up(client, name="two\nlines")

    assert "must stand on one line" in text_of(page)
    assert not User.objects.exists()


def test_whom_an_admin_brought_in_needs_no_confirmation(client):
    user = factories.UserFactory()

    sign_in(client, user)

    assert is_signed_in(client)
    assert mail.outbox == []


def test_asking_for_a_new_password_unconfirms_nobody(client):
    user = factories.UserFactory()
    Client().post("/accounts/password/reset/", {"email": user.email})

    sign_in(client, user)

    assert is_signed_in(client)


def test_asking_for_a_new_password_confirms_nobody(client, opened):
    _sign_up(client)
    Client().post("/accounts/password/reset/", {"email": ADDRESS})

    assert not is_signed_in_after(Client())
