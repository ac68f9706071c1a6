"""Health says which part is missing, and a lost database is 503, never a traceback."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from mlpm import middleware
from tests import processes, services
from tests.patience import PATIENCE


@pytest.fixture
def cut_off(database_name: str, collected_static: None, tmp_path: Path) -> Iterator[processes.Site]:
    """The site with a database and a broker that nobody runs."""
    site = processes.Site(database_name, tmp_path)
    nowhere = services.free_port()
    site.env["DATABASE_URL"] = f"postgres://mlpm@127.0.0.1:{nowhere}/mlpm"
    site.env["REDIS_URL"] = f"redis://127.0.0.1:{nowhere}/0"
    site.start()
    yield site
    site.stop()


def _refused(request: Request | str) -> HTTPError:
    with pytest.raises(HTTPError) as caught:
        urlopen(request, timeout=PATIENCE)
    return caught.value


@pytest.mark.django_db
def test_ready_is_ok_when_everything_answers(client: Client) -> None:
    reply = client.get("/health/ready")
    assert (reply.status_code, reply.json()) == (200, {"database": "ok", "broker": "ok"})


def test_without_database_and_broker_health_names_both(cut_off: processes.Site) -> None:
    with _refused(f"{cut_off.url}/health/ready") as reply:
        assert reply.code == 503
        assert json.load(reply) == {"database": "missing", "broker": "missing"}


def test_without_database_a_page_is_503_with_when_to_retry(cut_off: processes.Site) -> None:
    signed_in = Request(f"{cut_off.url}/admin/", headers={"Cookie": "sessionid=somebody"})
    with _refused(signed_in) as reply:
        page = reply.read().decode()
        assert reply.code == 503
        assert reply.headers["Retry-After"] == "5"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert "Nothing you saved is lost" in page
    assert "Traceback" not in page


def test_a_lost_database_inside_a_view_is_503(rf: RequestFactory) -> None:
    def lost(_: object) -> None:
        raise OperationalError("server closed the connection: secret detail")

    reply = middleware.DatabaseAway(lost)(rf.get("/"))  # type: ignore[arg-type]
    assert reply.status_code == 503
    assert b"secret detail" not in reply.content


def test_an_id_that_could_forge_a_log_line_is_replaced(client: Client) -> None:
    reply = client.get("/health/live", headers={"X-Request-ID": "x\nINFO forged"})
    assert len(reply["X-Request-ID"]) == 32


def test_an_id_the_proxy_gave_is_kept(client: Client) -> None:
    reply = client.get("/health/live", headers={"X-Request-ID": "from-the-proxy-1"})
    assert reply["X-Request-ID"] == "from-the-proxy-1"
