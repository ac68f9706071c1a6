"""The pages round an account look like the sign-in page: a card with one heading."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

pytestmark = pytest.mark.django_db


def _headings(page: str) -> list[str]:
    return re.findall(r"<h1>([^<]+)</h1>", page)


@pytest.fixture
def ada() -> object:
    return get_user_model().objects.create_user("ada@example.org", "a-password-nobody-guesses")


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("signup/", "Sign-up is closed"),
        ("password/reset/", "Reset your password"),
        ("password/reset/done/", "Look into your mailbox"),
        ("password/reset/key/done/", "Password changed"),
        ("password/reset/key/1-gone/", "This link is no longer valid"),
        ("confirm-email/gone/", "Confirm your e-mail address"),
        ("inactive/", "Account inactive"),
    ],
)
def test_a_page_round_the_account_is_a_card_with_its_heading(client: Client, address, heading):
    page = client.get(f"/accounts/{address}").content.decode()

    assert _headings(page) == [heading]
    assert 'class="card stack"' in page


def test_sign_up_is_a_form_where_it_is_open(client: Client, settings):
    settings.SIGNUP_OPEN = True

    page = client.get("/accounts/signup/").content.decode()

    assert _headings(page) == ["Make an account"]
    assert 'name="password2"' in page


def test_a_password_is_chosen_anew_through_the_mailed_link(client: Client, ada):
    client.post("/accounts/password/reset/", {"email": ada.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body).group()

    form = client.get(link, follow=True)
    target = re.search(r'<form class="stack" method="post" action="([^"]*)"', form.content.decode())
    new = "another-one-nobody-guesses"
    done = client.post(target.group(1), {"password1": new, "password2": new}, follow=True)

    assert _headings(form.content.decode()) == ["Choose a new password"]
    assert _headings(done.content.decode()) == ["Password changed"]
    ada.refresh_from_db()
    assert ada.check_password(new)
