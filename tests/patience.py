"""How long a test waits for what has to happen: it bounds a broken run and is no part of a claim."""

import time
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

PATIENCE: Final = 60.0  # seconds; many times what the slowest of these takes on a busy machine
PATIENCE_MS: Final = PATIENCE * 1000


def until(holds: Callable[[], object], page: Page | None = None) -> None:
    """Wait until `holds`; a test with a `page` lets it go on working meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        if page:
            page.wait_for_timeout(50)
        else:
            time.sleep(0.05)


def nothing_more_is_sent(page: Page, milliseconds: int) -> None:
    """Let the page's clock run on, and come back when all it sent in that time has left it.

    The page needs `page.clock.install()` before it is opened. What the page asks for last is
    answered last: the request made here leaves behind every request of a timer that went off.
    """
    page.clock.run_for(milliseconds)
    page.evaluate("fetch('/health/live').then((reply) => reply.text())")
