"""Production behind a proxy that speaks https: cookies, redirects and headers as they must be."""

from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests import processes
from tests.patience import PATIENCE

HOST = "readiness.example.org"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def production(
    database_name: str, collected_static: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[processes.Site]:
    site = processes.Site(database_name, tmp_path_factory.mktemp("production"))
    site.env.update(
        MLPM_ENV="production",
        SECRET_KEY="a-secret-that-nobody-else-has-0123456789-abcdefghijklmnop",
        BASE_URL=f"https://{HOST}",
        ALLOWED_HOSTS=f"{HOST},127.0.0.1",
        TRUSTED_PROXIES="1",
    )
    site.start()
    yield site
    site.stop()


def _ask(site: processes.Site, path: str, **headers: str) -> HTTPResponse | HTTPError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(site.url + path, headers={"Host": HOST, **named})
    try:
        return build_opener(_Stay).open(request, timeout=PATIENCE)
    except HTTPError as refused:
        return refused


def test_plain_http_is_sent_to_https(production: processes.Site) -> None:
    with _ask(production, "/accounts/login/") as reply:
        assert (reply.status, reply.headers["Location"]) == (301, f"https://{HOST}/accounts/login/")


def test_probes_are_answered_without_https(production: processes.Site) -> None:
    with _ask(production, "/health/ready") as reply:
        assert reply.status == 200


def test_https_pages_carry_every_header(production: processes.Site) -> None:
    with _ask(production, "/accounts/login/", X_Forwarded_Proto="https") as reply:
        headers = reply.headers
        assert reply.status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_cookies_belong_to_this_host_and_to_https(production: processes.Site) -> None:
    with _ask(production, "/accounts/login/", X_Forwarded_Proto="https") as reply:
        cookies = reply.headers.get_all("Set-Cookie", [])
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert "; Path=/;" in cookie
        assert "; Secure" in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize("header", ["Host", "X_Forwarded_Host"])
def test_a_forged_host_reaches_no_page(production: processes.Site, header: str) -> None:
    forged = {header: "evil.example", "X_Forwarded_Proto": "https"}
    with _ask(production, "/accounts/login/", **forged) as reply:
        assert b"evil.example" not in reply.read()
        assert reply.status == (400 if header == "Host" else 200)


def test_the_log_is_one_json_object_a_line(production: processes.Site) -> None:
    _ask(
        production, "/nothing-here", X_Forwarded_Proto="https", X_Request_ID="seen-in-the-log"
    ).close()
    lines = Path(production.log).read_text().splitlines()
    assert any('"request_id": "seen-in-the-log"' in line and line[0] == "{" for line in lines)
