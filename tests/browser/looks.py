"""How a page is looked at by a test: accessible, inside its window, and the one meant."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung" * 2


def follow(leads_on: Locator, **options: Any) -> None:
    """Click what leads to another page and wait for that page, so that the old one is not taken."""
    with leads_on.page.expect_navigation():
        leads_on.click(**options)


def violations(page: Page) -> list[Any]:
    found: list[Any] = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def assert_looks_right(page: Page, what: str) -> None:
    """Find no axe violation and nothing that reaches beside the window."""
    width = page.viewport_size["width"]
    page.wait_for_load_state()
    reach = page.evaluate("document.documentElement.scrollWidth")
    assert violations(page) == [], what
    assert reach <= width, f"{what} reaches {reach} px"
