"""The second step at sign-in: an app's codes, recovery codes, and strange passkeys."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from assessments.audit.models import AuditEvent
from tests import factories
from tests.web.signing_in import (
    app_code,
    confirm,
    is_signed_in,
    post_code,
    sign_in,
    text_of,
    turn_on_app,
    wrong_code,
)

pytestmark = pytest.mark.django_db
STRANGE = [
    "",
    "{}",
    "[]",
    "1",
    '"x"',
    "null",
    "{",
    '{"response": 1}',
    '{"id": "x", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "x", "rawId": "AA", "type": "public-key", "response": {"userHandle": "4pyT"}}',
    (
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"AA","signature":"AA","attestationObject":"AA","userHandle":"MQ"}}'
    ),
    '{"id": "\\u0000"}',
    '{"id": "' + "A" * 20_000 + '"}',
]


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def ada():
    return factories.UserFactory(email="ada@example.org", name="Ada")


@pytest.fixture
def secret(ada):
    settled = Client()
    sign_in(settled, ada)
    made = turn_on_app(settled)
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    cache.clear()  # the code that turned it on counts as used
    return made


def _recovery_codes(ada) -> list[str]:
    kept = Authenticator.objects.get(user=ada, type="recovery_codes")
    return kept.wrap().get_unused_codes()


@pytest.mark.django_db(transaction=True)  # allauth writes the mail when the change is committed
def test_turning_on_the_app_shows_ten_recovery_codes_and_tells_by_mail(client, ada):
    sign_in(client, ada)
    turn_on_app(client)

    page = text_of(client.get("/accounts/2fa/recovery-codes/"))
    assert len(re.findall(r"<li>\d{8}</li>", page)) == 10
    assert "10 recovery codes left." in text_of(client.get("/account"))
    assert mail.outbox[-1].subject == "Authenticator app turned on"


def test_the_qr_code_is_a_picture_within_the_page(client, ada):
    sign_in(client, ada)
    confirm(client)

    page = text_of(client.get("/accounts/2fa/totp/activate/"))

    assert '<img class="qr" src="data:image/svg+xml;base64,' in page
    assert "style=" not in page


def test_the_password_alone_does_not_sign_in_any_more(client, ada, secret):
    reply = sign_in(client, ada)

    assert reply["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_the_password_and_a_code_of_the_app_sign_in(client, ada, secret):
    sign_in(client, ada)
    post_code(client, "/accounts/2fa/authenticate/", secret)

    assert is_signed_in(client)


def test_a_code_of_the_app_is_taken_once(client, ada, secret):
    code = app_code(secret)
    sign_in(client, ada)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    thief = Client()
    sign_in(thief, ada)

    page = thief.post("/accounts/2fa/authenticate/", {"code": code})

    assert not is_signed_in(thief)
    assert "This code does not fit" in text_of(page)


def test_a_recovery_code_signs_in_once(client, ada, secret):
    code = _recovery_codes(ada)[0]
    sign_in(client, ada)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_signed_in(client)

    again = Client()
    sign_in(again, ada)
    again.post("/accounts/2fa/authenticate/", {"code": code})

    assert not is_signed_in(again)
    assert len(_recovery_codes(ada)) == 9


def test_guessing_codes_is_stopped_even_for_the_right_one(client, ada, secret):
    sign_in(client, ada)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": wrong_code(secret)})

    page = post_code(client, "/accounts/2fa/authenticate/", secret)

    assert "Too many tries. Wait five minutes" in text_of(page)
    assert not is_signed_in(client)


def test_a_session_that_is_taken_over_cannot_turn_the_second_step_off(ada, secret):
    thief = Client()
    thief.force_login(ada, backend="mlpm.signing_in.Backend")

    reply = thief.post("/accounts/2fa/totp/deactivate/")

    assert reply["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def test_recovery_codes_of_a_taken_session_are_not_shown(ada, secret):
    thief = Client()
    thief.force_login(ada, backend="mlpm.signing_in.Backend")

    page = text_of(thief.get("/accounts/2fa/recovery-codes/"))

    assert [code for code in _recovery_codes(ada) if code in page] == []
    file = thief.get("/accounts/2fa/recovery-codes/download/")
    assert file["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize("credential", STRANGE)
def test_a_made_up_passkey_is_refused_and_never_an_error(client, ada, credential):
    reply = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert reply.json()["request_options"]["publicKey"]["rpId"] == "testserver"

    reply = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert reply["Location"] == "/accounts/login/"
    assert not is_signed_in(client)

    cache.clear()
    sign_in(client, ada)
    confirm(client)
    client.get("/accounts/2fa/webauthn/add/")
    page = client.post(
        "/accounts/2fa/webauthn/add/",
        {"credential": credential, "name": "Key", "passwordless": "on"},
    )
    assert page.status_code == 200
    assert 'value="Key"' in text_of(page)
    assert 'class="message message-error" role="alert">' in text_of(page)
    assert not Authenticator.objects.exists()


def test_a_made_up_passkey_is_no_second_step(client, ada, secret):
    sign_in(client, ada)
    page = client.post("/accounts/2fa/authenticate/", {"credential": "[]"})

    assert "The passkey was not accepted" in text_of(page)
    assert not is_signed_in(client)


def test_passkeys_are_explained_where_a_browser_would_not_offer_them(client, ada):
    sign_in(client, ada)

    named = text_of(client.get("/accounts/2fa/webauthn/", headers={"host": "localhost:8000"}))
    numbered = text_of(client.get("/accounts/2fa/webauthn/", headers={"host": "127.0.0.1:8000"}))

    assert "/accounts/2fa/webauthn/add/" in named
    assert "/accounts/2fa/webauthn/add/" not in numbered
    assert "localhost instead of 127.0.0.1" in numbered


def test_whoever_runs_the_site_can_let_a_person_in_again(client, ada, secret, capsys):
    call_command("reset_second_step", "Ada@Example.org")

    assert sign_in(client, ada)["Location"] == "/"
    assert capsys.readouterr().out.startswith("ada@example.org: 2 second factors removed")
    assert AuditEvent.objects.get(verb="user.second_step_reset").object_id == ada.pk
    with pytest.raises(CommandError):
        call_command("reset_second_step", "nobody@example.org")
