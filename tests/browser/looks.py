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


# Text that gets a few letters a line over many lines: its column left it no room. What only a
# screen reader reads stands in one pixel and is no matter of looks.
SQUEEZED = """() => {
  const unseen = (one) => one && (unseen(one.parentElement)
    || (getComputedStyle(one).overflow === "hidden" && one.getBoundingClientRect().width <= 1));
  const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    const holder = node.parentElement;
    if (text.length < 6 || !holder.checkVisibility() || unseen(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    if (lines >= 3 && text.length / lines < 4) found.push(text);
  }
  return found;
}"""


def squeezed(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SQUEEZED)
    return found


def assert_looks_right(page: Page, what: str) -> None:
    """Find no axe violation, nothing that reaches beside the window and no text without room."""
    width = page.viewport_size["width"]
    page.wait_for_load_state()
    reach = page.evaluate("document.documentElement.scrollWidth")
    assert violations(page) == [], what
    assert reach <= width, f"{what} reaches {reach} px"
    assert squeezed(page) == [], what
