"""Where a person is signed in: seen, ended one by one or all together, and nobody else's."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from assessments.templatetags.sign_in import browser_words
from tests import factories
from tests.web.signing_in import is_signed_in, sign_in, text_of

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ada():
    return factories.UserFactory()


@pytest.fixture
def elsewhere(ada):
    client = Client()
    sign_in(client, ada, **{"user-agent": FIREFOX})
    return client


def _session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def test_each_signed_in_browser_is_listed_in_words(client, ada, elsewhere):
    sign_in(client, ada)

    page = text_of(client.get("/accounts/sessions/"))

    assert "Firefox on Linux" in page
    assert page.count("This browser") == 1
    assert page.count('class="setting"') == 2


def test_one_other_session_is_ended(client, ada, elsewhere):
    sign_in(client, ada)

    reply = client.post(f"/account/sessions/{_session_of(elsewhere).pk}/end", follow=True)

    assert "That session was ended" in text_of(reply)
    assert not is_signed_in(elsewhere)
    assert is_signed_in(client)


def test_all_others_are_ended_together(client, ada, elsewhere):
    sign_in(client, ada)

    client.post("/accounts/sessions/")

    assert not is_signed_in(elsewhere)
    assert is_signed_in(client)


def test_nobody_ends_a_session_of_somebody_else(client, elsewhere):
    sign_in(client, factories.UserFactory())

    reply = client.post(f"/account/sessions/{_session_of(elsewhere).pk}/end")

    assert reply.status_code == 404
    assert is_signed_in(elsewhere)


def test_a_session_is_ended_by_post_alone(client, ada, elsewhere):
    sign_in(client, ada)

    assert client.get(f"/account/sessions/{_session_of(elsewhere).pk}/end").status_code == 405
    assert is_signed_in(elsewhere)


def test_signing_out_leaves_the_list(client, ada, elsewhere):
    sign_in(client, ada)
    elsewhere.post("/accounts/logout/")

    assert "Firefox" not in text_of(client.get("/accounts/sessions/"))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_are_named_in_words(agent, words):
    assert browser_words(agent) == words
