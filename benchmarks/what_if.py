"""What one change in the sandbox costs: the form of the 98-question bank posted, scored, drawn.

`python -m benchmarks.what_if [--posts 400]` serves one site as production does, on PostgreSQL,
posts the sandbox's form with another answer each time, as its script does and as its button does,
at one client, and prints one JSON line with p50 and p95 in milliseconds as the client sees them.
"""

import argparse
import json
import os
import re
import sys
import time
from typing import Any, Final

from benchmarks import servers
from benchmarks.forms import fields_of
from benchmarks.http import Connection, form, request
from benchmarks.measure import percentile

WARM_UP: Final = 20
DATABASE: Final = "what_if"
OK: Final = 200
GOAL_P95_MS: Final = 150.0
QUESTIONS: Final = 98
SELECT: Final = re.compile(r'<select[^>]* name="([^"]+)"')
LEVELS: Final = re.compile(r'<select[^>]* name="([^"]+)"[^\n]*?value="v:0"')


class Trier:
    """One open sandbox: tries one answer after the other and leaves the others as they are."""

    def __init__(self, port: int, address: str, cookies: dict[str, str]) -> None:
        self.connection = Connection(port)
        self.address, self.cookies = address, cookies
        page = self.connection.send(request("GET", address, cookies=cookies)).text()
        self.beside = fields_of(page)
        self.tried = dict.fromkeys(SELECT.findall(page), "")
        self.rubrics = LEVELS.findall(page)

    def post(self, number: int, headers: dict[str, str]) -> float:
        """Post the form with one more answer changed; give the milliseconds it took."""
        code = self.rubrics[number % len(self.rubrics)]
        self.tried[code] = f"v:{number // len(self.rubrics) % 2 + 1}"
        body = form([*self.beside, *self.tried.items()])
        sent = request("POST", self.address, cookies=self.cookies, body=body, headers=headers)
        began = time.perf_counter()
        reply = self.connection.send(sent)
        took = (time.perf_counter() - began) * 1000
        if reply.status != OK:
            raise SystemExit(f"{reply.status}: {reply.text()[:300]}")
        return took


def measure(
    site: servers.Site, trier: Trier, posts: int, headers: dict[str, str]
) -> dict[str, float]:
    """Give p50 and p95 as the client sees them, and the web processes' own time of one post."""
    for number in range(WARM_UP):
        trier.post(number, headers)
    before = site.cpu_seconds()
    took = [trier.post(number, headers) for number in range(posts)]
    own = (site.cpu_seconds() - before) * 1000 / posts
    times = {f"p{share}_ms": round(percentile(took, share), 1) for share in (50, 95)}
    return {**times, "web_cpu_ms": round(own, 1)}


def run(posts: int) -> dict[str, Any]:
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", "100")
    seated = json.loads(servers.python(started, DATABASE, "-m", "benchmarks.what_if_seat"))
    site = servers.Site(started, DATABASE, "mlpm.wsgi", "/health/live")
    trier = Trier(site.port, seated["what_if"], seated["cookies"])
    piece = measure(site, trier, posts, {"HX-Request": "true"})
    page = measure(site, trier, posts, {})
    trier.connection.close()
    site.stop()
    return {"questions": seated["questions"], "posts": posts, "piece": piece, "page": page}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=400)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = run(given.posts)
    print(json.dumps({"load_before": round(load, 1), **found}))
    slow = found["piece"]["p95_ms"] > GOAL_P95_MS
    return 1 if slow or found["questions"] < QUESTIONS else 0


if __name__ == "__main__":
    sys.exit(main())
