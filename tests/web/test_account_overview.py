"""The account page: name, address and ways to sign in, of the person who asks and nobody else."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.web.signing_in import confirm, mailed_link, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ada(client):
    made = factories.UserFactory(email="ada@example.org", name="Ada")
    sign_in(client, made)
    return made


def test_the_page_costs_five_queries(
    client, ada, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(5):  # session, user, address, factors, actor in the header
        client.get("/account")


def test_a_name_is_changed_and_shown(client, ada):
    reply = client.post("/account", {"name": "  Ada   King "}, follow=True)

    assert "Your name was changed." in text_of(reply)
    assert 'value="Ada King"' in text_of(reply)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "\u200b", "a\nb", "a\x07b"])
def test_a_name_nobody_could_read_is_refused_and_kept_in_the_field(client, ada, name):
    page = client.post("/account", {"name": name})

    assert page.status_code == 422
    assert 'class="error-summary"' in text_of(page)
    assert "<title>Problem:" in text_of(page)
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_signed_out_people_are_sent_to_sign_in():
    assert Client().get("/account")["Location"] == "/accounts/login/?next=/account"


def test_a_new_address_holds_once_its_link_is_followed(client, ada):
    confirm(client)
    client.post("/accounts/email/", {"email": "ada@new.example", "action_add": ""})
    assert "Changes to ada@new.example" in text_of(client.get("/account"))
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert mail.outbox[-1].to == ["ada@new.example"]

    client.post(mailed_link())

    ada.refresh_from_db()
    assert ada.email == "ada@new.example"
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert "ada@new.example" in mail.outbox[-1].body


def test_a_change_of_address_can_be_cancelled(client, ada):
    confirm(client)
    client.post("/accounts/email/", {"email": "ada@new.example", "action_add": ""})
    assert "Changes to" in text_of(client.get("/account"))
    client.post("/accounts/email/", {"email": "ada@new.example", "action_remove": ""})

    assert "Changes to" not in text_of(client.get("/account"))


def test_changing_to_the_address_of_somebody_else_says_nothing_about_them(client, ada):
    factories.UserFactory(email="bob@example.org")
    confirm(client)
    free = client.post("/accounts/email/", {"email": "free@example.org", "action_add": ""})
    taken = client.post("/accounts/email/", {"email": "bob@example.org", "action_add": ""})

    assert (taken.status_code, taken.get("Location")) == (free.status_code, free["Location"])
    assert mail.outbox[-1].to == ["bob@example.org"]


def test_a_taken_session_cannot_change_the_address(ada):
    thief = Client()
    thief.force_login(ada, backend="mlpm.signing_in.Backend")

    reply = thief.post("/accounts/email/", {"email": "thief@example.org", "action_add": ""})

    assert reply["Location"].startswith("/accounts/reauthenticate/")
    assert mail.outbox == []
