"""The portfolio at 100, 10,000 and 100,000 assessments: time and statements of each view.

`python -m benchmarks.portfolio [--sizes 100,10000,100000] [--rounds 7]` seeds one organisation a
size with results alone, serves all of them at once as production does, and asks each view of each
in turn. A ratio is the median over the rounds of a size's time against that of the smallest size
which shows as many rows; it prints a table and one JSON line, and stops where there is none.
"""

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks import servers
from benchmarks.http import Connection, request
from benchmarks.measure import percentile

SIZES: Final = (100, 10_000, 100_000)
ROUNDS: Final = 7
REQUESTS: Final = 6
WARM_UP: Final = 10
MOST_RATIO: Final = 1.5
MOST_SECONDS: Final = 300
OK: Final = 200
EMPTY: Final = "portfolio_empty"
HERE: Final = "/portfolio/"
ORDERS: Final = (
    *("level-high", "level-low", "score-high", "score-low", "name", "name-back"),
    *("oldest", "newest", "due", "due-last", "trend-up", "trend-down"),
)
ONE_GATE: Final = f"{HERE}?gates=fail:part0.section0.q0"
OTHER_GATE: Final = f"{HERE}?gates=fail:part5.section1.q0"
VIEWS: Final = {
    **{order: f"{HERE}?order={order}" for order in ORDERS},
    "a gate fails": f"{HERE}?gates=fail&order=score-high",
    "no gate fails": f"{HERE}?gates=hold&order=oldest",
    "one level": f"{HERE}?level=2&order=name",
    "one level, from its far end": f"{HERE}?level=4&order=score-low",
    "level and gates": f"{HERE}?level=2&gates=fail&order=due",
    "in the middle, by score": f"{HERE}?order=score-high&after=500000_0",
    "in the middle, by name": f"{HERE}?order=name&after=Product%202%20of%20Team%204_0",
    "in the middle, by level": f"{HERE}?order=level-high&after=2.500000_0",
    "in the middle, by trend": f"{HERE}?order=trend-up&after=-250000_0",
    "one gate, by level": f"{ONE_GATE}&order=level-high",
    "one gate, by score": f"{OTHER_GATE}&order=score-low",
    "one gate, by trend": f"{ONE_GATE}&order=trend-down",
    "one gate, by product": f"{OTHER_GATE}&order=name",
    "one gate, by due day": f"{ONE_GATE}&order=due",
    "one gate and level, by age": f"{OTHER_GATE}&level=1&order=oldest",
    "one gate, in the middle": f"{ONE_GATE}&order=name&after=Product%202%20of%20Team%204_0",
}


@dataclass
class Served:
    """One size: its site, how to sign in, and what was measured of each view."""

    size: int
    site: servers.Site
    cookies: dict[str, str]
    counted: dict[str, list[int]]
    seconds: float
    times: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, view: str, times: int) -> float:
        """Ask a view some times on one connection; gives the median in milliseconds."""
        connection = Connection(self.site.port)
        sent = request("GET", VIEWS[view], cookies=self.cookies)
        found = []
        for _ in range(times):
            began = time.perf_counter()
            reply = connection.send(sent)
            found.append((time.perf_counter() - began) * 1000)
            if reply.status != OK:
                raise SystemExit(f"{VIEWS[view]}: {reply.status} {reply.text()[:200]}")
        connection.close()
        return percentile(found, 50)

    def statements(self, view: str) -> int:
        return self.counted[VIEWS[view]][0]

    def rows(self, view: str) -> int:
        return self.counted[VIEWS[view]][1]

    def median(self, view: str) -> float:
        return statistics.median(self.times[view])


def serve(started: servers.Servers, size: int) -> Served:
    database = f"portfolio_{size}"
    started.create_database(database, like=EMPTY)
    seeding = ("seed_benchmark", "--summaries-only", "--assessments", str(size))
    seconds = servers.timed_manage(started, database, *seeding)
    people = ("-m", "benchmarks.portfolio_people", *VIEWS.values())
    said = json.loads(servers.python(started, database, *people))
    site = servers.Site(started, database, "mlpm.wsgi", "/health/live")
    return Served(size, site, said["cookies"], said["counted"], seconds)


def measure(sites: list[Served], rounds: int) -> None:
    for view in VIEWS:
        for site in sites:
            site.ask(view, WARM_UP)
            site.times[view] = []
    for number in range(rounds):
        for view in VIEWS:
            for site in sites if number % 2 else reversed(sites):
                site.times[view].append(site.ask(view, REQUESTS))


def ratio(sites: list[Served], view: str) -> float:
    """Give the largest size's time against that of the smallest with as many rows."""
    largest = sites[-1]
    if not largest.rows(view):
        raise SystemExit(f"{VIEWS[view]}: shows no row at {largest.size} assessments")
    base = next(site for site in sites if site.rows(view) == largest.rows(view))
    if base is largest:
        raise SystemExit(f"{VIEWS[view]}: no smaller size shows {largest.rows(view)} rows")
    pairs = zip(largest.times[view], base.times[view], strict=True)
    return statistics.median(one / other for one, other in pairs)


def report(sites: list[Served]) -> dict[str, Any]:
    ratios = {view: round(ratio(sites, view), 2) for view in VIEWS}
    for site in sites:
        print(f"{site.size} assessments seeded in {site.seconds:.0f} s")
    print("| view |" + "".join(f" {s.size}: ms, rows, statements |" for s in sites) + " ratio |")
    print("|---|" + "---|" * (len(sites) + 1))
    for view in VIEWS:
        cells = (f"{s.median(view):.1f}, {s.rows(view)}, {s.statements(view)}" for s in sites)
        print(f"| {view} | {' | '.join(cells)} | {ratios[view]} |")
    counted = {view: sorted({site.statements(view) for site in sites}) for view in VIEWS}
    return {
        "ratios": ratios,
        "worst_ratio": max(ratios.values()),
        "statements": sorted({number for numbers in counted.values() for number in numbers}),
        "grows": [view for view, numbers in counted.items() if len(numbers) > 1],
        "seconds_to_seed": {site.size: round(site.seconds, 1) for site in sites},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    os.chdir(servers.ROOT)
    load = os.getloadavg()[0]
    started = servers.start_servers()
    servers.prepare_product(started, EMPTY)
    sizes = [int(size) for size in given.sizes.split(",")]
    sites = [serve(started, size) for size in sizes]
    measure(sites, given.rounds)
    found = report(sites)
    for site in sites:
        site.site.stop()
    loads = {"load_before": round(load, 1), "load_after": round(os.getloadavg()[0], 1)}
    print(json.dumps({**loads, **found}))
    slow = found["worst_ratio"] > MOST_RATIO or found["grows"]
    return 1 if slow or max(site.seconds for site in sites) > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
