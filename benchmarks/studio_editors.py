"""Two editors at one draft in two browsers: nothing said to be saved is lost, conflicts are shown.

`python -m benchmarks.studio_editors [--seconds 120]` serves the site with two workers on
PostgreSQL with durable commits and prints one JSON line. What counts as lost is said in
`tests/browser/two_editors.py`; the run fails when anything is, or when no conflict was shown.
"""

import argparse
import json
import random
import sys
from typing import Any, Final

from playwright.sync_api import Browser, Page

from benchmarks import keystrokes, servers
from tests import browsers, services
from tests.browser.two_editors import Editor, edit_for, lost_edits, overwritten

DATABASE: Final = keystrokes.DATABASE
QUESTIONS: Final = 100
CODES: Final = ("part0.s0.q0", "part0.s0.q1", "part0.s0.q2")
HISTORY: Final = """
    SELECT by_id, changes FROM assessments_draftrevision ORDER BY number
"""


def signed_in(browser: Browser, url: str, email: str, password: str) -> Page:
    page = browser.new_context(base_url=url).new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")
    return page


def run(seconds: float) -> dict[str, Any]:
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    asked = ("-m", "benchmarks.studio_seat", "--questions", str(QUESTIONS))
    seated = json.loads(servers.python(started, DATABASE, *asked).splitlines()[-1])
    site = keystrokes.Site(started)
    path = browsers.chromium()
    if path is None:
        raise SystemExit(browsers.HOW_TO_GET_IT)
    with browsers.open_browser(path) as browser:
        draft = f"{site.url}/banks/{seated['bank']}/draft/"
        editors = [
            Editor(
                str(pk),
                signed_in(browser, site.url, email, seated["password"]),
                draft,
                random.Random(pk),
            )
            for pk, email in zip(seated["ids"], seated["emails"], strict=True)
        ]
        edit_for(seconds, editors, CODES)
    services.stop(site.process)
    rows = [(str(by), changes) for by, changes in started.run_sql(DATABASE, HISTORY)]
    history = overwritten(rows)  # type: ignore[arg-type]  # jsonb is read as a dict
    return {
        "seconds": seconds,
        "saved": [len(editor.saved) for editor in editors],
        "conflicts": [editor.conflicts for editor in editors],
        "revisions": len(rows),
        "lost": lost_edits(editors, history),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=120)
    found = run(parser.parse_args().seconds)
    print(json.dumps(found))
    return 1 if found["lost"] or not sum(found["conflicts"]) else 0


if __name__ == "__main__":
    sys.exit(main())
