"""The site as a browser and a load balancer see it, before anyone signs in."""

import json
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import BrowserContext, Page

from tests import processes
from tests.patience import PATIENCE


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


@pytest.mark.browser
def test_staff_pages_break_no_content_rule(
    make_context: Callable[..., BrowserContext], sign_in: Callable[..., None]
) -> None:
    staff = get_user_model().objects.create_superuser("staff@example.org", "a-long-password")
    context = make_context()
    sign_in(context, staff)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.goto("/admin/")
    listed = page.locator("th a").evaluate_all("links => links.map(link => link.pathname)")
    assert "/admin/assessments/user/" in listed
    for path in [*listed, f"/admin/assessments/user/{staff.pk}/change/"]:
        answered = page.goto(path)
        assert answered is not None
        assert answered.status == 200, path
    assert said == []


@pytest.mark.browser
def test_a_password_of_the_test_run_opens_the_site(page: Page) -> None:
    get_user_model().objects.create_superuser("staff@example.org", "a-long-password")
    page.goto("/accounts/login/?next=/admin/")
    page.fill("[name=login]", "staff@example.org")
    page.fill("[name=password]", "a-long-password")
    page.press("[name=password]", "Enter")
    page.wait_for_url("/admin/")


def test_ready_names_each_part_it_reached(site: processes.Site) -> None:
    with urlopen(f"{site.url}/health/ready", timeout=PATIENCE) as reply:
        assert json.load(reply) == {"database": "ok", "broker": "ok"}


def test_a_request_id_from_the_proxy_is_kept(site: processes.Site) -> None:
    with urlopen(f"{site.url}/health/live", timeout=PATIENCE) as reply:
        assert len(reply.headers["X-Request-ID"]) == 32


def test_the_site_can_go_away_and_come_back_at_its_address(site: processes.Site) -> None:
    site.stop()
    assert not site.is_ready()
    site.start()
    assert site.is_ready()


def test_an_unknown_page_is_404(site: processes.Site) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{site.url}/nothing-here", timeout=PATIENCE)
    assert caught.value.code == 404
    caught.value.close()
