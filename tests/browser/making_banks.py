"""What tests do to make a bank through the pages of the studio, by mouse or by keyboard."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.hands import Mouse

SAVE = "Save in the draft"
KINDS = {
    "rubric": "Rubric: the highest level that holds",
    "multiple": "Multiple: tick all that hold",
    "single": "Single: one of several choices",
    "boolean": "Yes or no",
    "number": "Number",
    "text": "Text",
    "date": "Date",
}


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Any:
    return page.get_by_role("link", name=name, exact=True)


def begin(hand: Mouse, method: str = "Weighted mean") -> None:
    """Begin a bank that scores by a method, named by how its label begins."""
    page = hand.page
    page.goto("/banks/")
    hand.leave_by(link(page, "New bank"))
    hand.type(page.get_by_label("Title"), "Made by hand")
    hand.tick(page.get_by_role("radio", name=re.compile(rf"^{method}:")))
    hand.leave_by(button(page, "Create the bank"))


def add(hand: Mouse, leads_on: Any, title: str) -> None:
    hand.leave_by(leads_on)
    hand.type(hand.page.get_by_label("Title"), title)
    hand.leave_by(button(hand.page, "Add"))


def open_part(hand: Mouse, part: str) -> None:
    toggle = hand.page.get_by_role("link", name=re.compile(rf"^{part}\b"))
    if toggle.get_attribute("aria-current") is None:
        hand.leave_by(toggle)


def in_section(page: Page, section: str) -> Any:
    return page.get_by_role("region", name=section, exact=True)


def publish(hand: Mouse) -> None:
    page = hand.page
    hand.leave_by(link(page, "Check and publish"))
    hand.type(page.get_by_label("What changed?"), "The first version.")
    hand.tick(page.get_by_label("I have looked at the"))
    hand.leave_by(button(page, "Publish 1.0"))
    expect(page.get_by_text("Version 1.0 is published.")).to_be_visible()
