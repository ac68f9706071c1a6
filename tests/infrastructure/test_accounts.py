"""Accounts: who may make one, where links lead, how passwords are kept, how guessing is slowed."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from mlpm import settings as project
from tests import processes

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-nobody-guesses"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def ada() -> object:
    return get_user_model().objects.create_user("ada@example.org", PASSWORD, name="Ada")


def test_signing_in_by_e_mail_ignores_its_case(client: Client, ada: object) -> None:
    posted = {"login": "Ada@Example.org", "password": PASSWORD}
    assert client.post("/accounts/login/", posted).status_code == 302
    assert "_auth_user_id" in client.session


def test_sign_up_is_closed_unless_it_is_opened(client: Client, settings: object) -> None:
    posted = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", posted)
    assert not get_user_model().objects.filter(email="new@example.org").exists()
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    client.post("/accounts/signup/", posted)
    assert get_user_model().objects.filter(email="new@example.org").exists()


def test_the_link_to_a_new_password_leads_to_our_address(client: Client, ada: object) -> None:
    client.post(
        "/accounts/password/reset/", {"email": "ada@example.org"}, headers={"Host": "localhost"}
    )
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert f"{project.BASE_URL}/accounts/password/reset/key/" in message.body
    assert "//localhost" not in message.body


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(
    client: Client, ada: object
) -> None:
    pages = [
        client.post("/accounts/password/reset/", {"email": email})
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert [page.status_code for page in pages] == [302, 302]
    assert pages[0]["Location"] == pages[1]["Location"]


def test_guessing_a_password_is_stopped(client: Client, ada: object) -> None:
    guesses = [{"login": "ada@example.org", "password": f"guess-{n}"} for n in range(12)]
    for guess in guesses:
        client.post("/accounts/login/", guess)
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_destination_elsewhere_is_not_followed(client: Client, ada: object) -> None:
    posted = {"login": "ada@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/accounts/login/", posted)["Location"] == "/"


def test_the_session_key_changes_at_sign_in(client: Client, ada: object) -> None:
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert client.session.session_key != before


def test_passwords_are_kept_with_argon2_at_its_full_cost(database_name: str) -> None:
    asked = "import django; django.setup(); from django.contrib.auth.hashers import make_password as m; print(m('x'))"
    done = processes.run_python(asked, env=processes.environment(database_name))
    kept = done.stdout.strip()
    assert identify_hasher(kept).algorithm == "argon2"
    assert "m=102400" in kept
