"""What the tests of accounts share: signing in as a browser does, codes of an app, links of mails."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.core import mail
from django.http import HttpResponse
from django.test import Client

from assessments.teams.models import User
from tests import factories

NEW_PASSWORD = "another one nobody guesses"


def sign_in(client: Client, user: User, password: str = factories.PASSWORD, **headers: str):
    posted = {"login": user.email, "password": password}
    return client.post("/accounts/login/", posted, headers=headers)


def confirm(client: Client, password: str = factories.PASSWORD) -> None:
    """Say once more who one is, as changes of how to sign in ask."""
    done = client.post("/accounts/reauthenticate/", {"password": password})
    assert done.status_code == 302, done.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def app_code(secret: str, *, ahead: int = 0) -> str:
    """Give what an authenticator app shows (RFC 6238 with SHA-1, six digits, 30 seconds)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def wrong_code(secret: str) -> str:
    near = {app_code(secret, ahead=step) for step in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def turn_on_app(client: Client) -> str:
    """Turn on the authenticator app of a signed-in client and give the secret."""
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page).group(1)
    done = post_code(client, "/accounts/2fa/totp/activate/", secret)
    assert done.status_code == 302, done.content.decode()
    return secret


def post_code(client: Client, address: str, secret: str) -> HttpResponse:
    """Post the code the app shows; once more where its thirty seconds ended on the way."""
    code = app_code(secret)
    done = client.post(address, {"code": code})
    if done.status_code == 302 or app_code(secret) == code:
        return done
    return client.post(address, {"code": app_code(secret)})


def mailed_link() -> str:
    """Give the path of the first link in the last mail."""
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.outbox[-1].body).group(1)


def text_of(page: HttpResponse) -> str:
    return page.content.decode()
