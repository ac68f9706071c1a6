"""The site as a browser and a load balancer see it, before anyone signs in."""

import json
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests import processes


@pytest.mark.browser
def test_sign_in_page_of_staff_breaks_no_content_rule(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    answered = page.goto("/admin/login/")
    assert answered is not None
    assert answered.status == 200
    assert "default-src 'none'" in answered.headers["content-security-policy"]
    assert said == []


def test_ready_names_each_part_it_reached(site: processes.Site) -> None:
    with urlopen(f"{site.url}/health/ready", timeout=5) as reply:
        assert json.load(reply) == {"database": "ok", "broker": "ok"}


def test_a_request_id_from_the_proxy_is_kept(site: processes.Site) -> None:
    with urlopen(f"{site.url}/health/live", timeout=5) as reply:
        assert len(reply.headers["X-Request-ID"]) == 32


def test_the_site_can_go_away_and_come_back_at_its_address(site: processes.Site) -> None:
    site.stop()
    assert not site.is_ready()
    site.start()
    assert site.is_ready()


def test_an_unknown_page_is_404(site: processes.Site) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{site.url}/nothing-here", timeout=5)
    assert caught.value.code == 404
    caught.value.close()
