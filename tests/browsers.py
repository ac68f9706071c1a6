"""A real Chromium for the tests, driven through Playwright; nothing is ever downloaded."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

HOW_TO_GET_IT: Final = "no Chromium found; on Debian or Ubuntu: apt-get install chromium"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
)

_EVERY_LOOK: Final = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]
# Colours depend on the scheme alone and layout on the width alone, so two of the four show all
# there is to see; ALL_LOOKS=1 takes the other two as well.
LOOKS: Final = _EVERY_LOOK if os.environ.get("ALL_LOOKS") else [("light", 1280), ("dark", 320)]


def chromium() -> Path | None:
    given = os.environ.get("TEST_CHROMIUM")
    found = [given] if given else [shutil.which(name) for name in _NAMES]
    return next((Path(path) for path in found if path), None)


def version() -> str:
    path = chromium()
    if path is None:
        return HOW_TO_GET_IT
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return f"{said.stdout.strip()} ({path})"


@contextmanager
def open_browser(path: Path) -> Iterator[Browser]:
    # Playwright's loop runs in this thread, which Django takes for an async caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()
