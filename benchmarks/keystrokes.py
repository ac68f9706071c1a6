"""Six people type into three assessments while the server restarts twice and one line is cut.

`python -m benchmarks.keystrokes [--seconds 180]` serves the site with two workers on PostgreSQL
with durable commits, opens six Chromium contexts and prints one JSON line. What counts as lost is
said in `tests/browser/keystrokes.py`; the run fails when anything is.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from benchmarks import clicks, servers
from tests import browsers, services
from tests.browser.keystrokes import Trouble, Typist, Written, type_for

ASSESSMENTS: Final = 3
PEOPLE: Final = 6
FIELDS: Final = 3  # questions of a page that are typed into
DATABASE: Final = "keystrokes"
OFFLINE_SECONDS: Final = 30.0
DOWN_SECONDS: Final = 2.0
_HISTORY: Final = """
    SELECT answer.question_code, event.operation_id, event.note, event.version
    FROM assessments_answerevent event
    JOIN assessments_answer answer ON answer.id = event.answer_id
    WHERE event.assessment_id = {assessment}
"""


class Site:
    """The site at an address a browser can open without TLS; it can be restarted there."""

    def __init__(self, started: servers.Servers) -> None:
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        plain = {"MLPM_ENV": "embedded", "BASE_URL": self.url, "ALLOWED_HOSTS": "127.0.0.1"}
        bind = {"BIND": f"127.0.0.1:{self.port}", "TRUSTED_PROXIES": "0"}
        self.env = started.environment(DATABASE, **plain, **bind)
        self.log = started.folder / "gunicorn-keystrokes.log"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "mlpm.wsgi", "-c", "deploy/gunicorn.conf.py"]
        self.process = services.start(command, log=self.log, env=self.env)
        services.wait_for(self.is_ready, self.process, self.log)

    def is_ready(self) -> bool:
        try:
            urlopen(f"{self.url}/health/live", timeout=2).close()  # noqa: S310 -- our own
        except (URLError, OSError):
            return False
        return True

    def restart(self) -> None:
        services.stop(self.process)
        time.sleep(DOWN_SECONDS)
        self.start()


def run(seconds: float, browser: Browser) -> dict[str, Any]:
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", "100")
    servers.manage(started, DATABASE, "import_bank", "ml-readiness")
    kept_module = ("-m", "benchmarks.history_kept")
    places = [
        json.loads(servers.python(started, DATABASE, *kept_module, "start", str(PEOPLE)))
        for _ in range(ASSESSMENTS)
    ]

    def kept(assessment: int) -> Sequence[Written]:
        rows = started.run_sql(DATABASE, _HISTORY.format(assessment=int(assessment)))
        return [
            Written(code, str(operation), note, version) for code, operation, note, version in rows
        ]

    site = Site(started)
    typists = [_seat(browser, site, places, number) for number in range(PEOPLE)]
    offline = min(OFFLINE_SECONDS, seconds / 4)
    trouble = Trouble(site.restart, 2, typists[-1].page.context, offline)
    return type_for(seconds, typists, trouble, kept)


def _seat(browser: Browser, site: Site, places: list[dict[str, Any]], number: int) -> Typist:
    place = places[number % ASSESSMENTS]
    page = browser.new_context(base_url=site.url).new_page()
    _sign_in(page, place["emails"][number])
    chance, codes = random.Random(number), place["on_page"][:FIELDS]
    typist = Typist(chr(ord("a") + number), page, place["assessment"], codes, chance)
    typist.open(place["section"])
    return typist


def _sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(clicks.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=180)
    given = parser.parse_args()
    path = browsers.chromium()
    if path is None:
        raise SystemExit(browsers.HOW_TO_GET_IT)
    load = os.getloadavg()[0]
    with browsers.open_browser(path) as browser:
        found = run(given.seconds, browser)
    print(json.dumps({"load_before": round(load, 1), **found}))
    bad = ("lost_keystrokes", "lost_texts", "saved_too_early", "acknowledged_but_not_kept")
    return 1 if any(found[name] for name in bad) or not found["acknowledged"] else 0


if __name__ == "__main__":
    sys.exit(main())
