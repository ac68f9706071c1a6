"""What it costs that open pages ask for changes: the time of one answer, and saves beside viewers.

`python -m benchmarks.poll [--rounds 5] [--seconds 10]` serves one site as production does, measures
"nothing new" (304) at one client, then saves of four people at one assessment in turn without and
with fifty viewers who each ask every five seconds, and prints one JSON line.
"""

import argparse
import json
import os
import random
import statistics
import sys
import threading
import time
from typing import Any, Final

from benchmarks import servers
from benchmarks.http import Connection, request
from benchmarks.measure import Generator, percentile

SAVERS: Final = 4
VIEWERS: Final = 50
EVERY_SECONDS: Final = 5.0
WARM_UP: Final = 50
POLLS: Final = 500
DATABASE: Final = "poll"
NOT_MODIFIED: Final = 304
SLOWER_AT_MOST: Final = 0.2
SERVER_MS: Final = 10.0


class Viewer:
    """One open page: asks, and remembers the tag and the revision it was told."""

    def __init__(self, port: int, address: str, cookies: dict[str, str]) -> None:
        self.connection = Connection(port)
        self.address, self.cookies = address, cookies
        self.tag, self.since = "", ""
        self.milliseconds: list[float] = []
        self.refused: list[str] = []

    def ask(self) -> int:
        headers = {"If-None-Match": self.tag} if self.tag else {}
        address = f"{self.address}&since={self.since}"
        began = time.perf_counter()
        reply = self.connection.send(request("GET", address, cookies=self.cookies, headers=headers))
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        if reply.status == NOT_MODIFIED:
            if reply.body:
                self.refused.append("304 with a body")
            return reply.status
        if reply.status != 200:
            self.refused.append(f"{reply.status} {reply.text()[:200]}")
            return reply.status
        self.tag, self.since = reply.header("etag"), json.loads(reply.text())["revision"]
        return reply.status

    def watch(self, stop: threading.Event, wait: float) -> None:
        try:
            while not stop.wait(wait):
                self.ask()
                self.connection.close()  # the server closes it before the next time
                wait = EVERY_SECONDS * random.uniform(0.8, 1.2)
        except OSError as error:
            self.refused.append(repr(error))


def measure_polls(viewer: Viewer) -> dict[str, Any]:
    for _ in range(WARM_UP):
        viewer.ask()
    viewer.milliseconds = []
    statuses = [viewer.ask() for _ in range(POLLS)]
    return {
        "polls": len(statuses),
        "not_modified": statuses.count(NOT_MODIFIED),
        "poll_p50_ms": round(percentile(viewer.milliseconds, 50), 2),
        "poll_p95_ms": round(percentile(viewer.milliseconds, 95), 2),
    }


def measure_saves(
    generator: Generator, name: str, viewers: list[Viewer], rounds: int, seconds: float
) -> dict[str, Any]:
    """Give saves a second without and with viewers, as medians of rounds in turn."""
    without, beside = [], []
    for number in range(rounds):
        order = (False, True) if number % 2 else (True, False)
        for with_viewers in order:
            (beside if with_viewers else without).append(
                _round(generator, name, viewers if with_viewers else [], seconds)
            )
    slower = statistics.median(1 - b / w for w, b in zip(without, beside, strict=True))
    return {
        "saves_per_second": round(statistics.median(without), 1),
        "saves_per_second_beside_viewers": round(statistics.median(beside), 1),
        "slower": round(slower, 3),
    }


def _round(generator: Generator, name: str, viewers: list[Viewer], seconds: float) -> float:
    stop = threading.Event()
    threads = [
        threading.Thread(target=one.watch, args=(stop, random.uniform(0, EVERY_SECONDS)))
        for one in viewers
    ]
    for thread in threads:
        thread.start()
    (series,) = generator.take_turns([name], SAVERS, 1, seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return series.median("per_second")


def run(rounds: int, seconds: float) -> dict[str, Any]:
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", "100")
    people = ("-m", "benchmarks.poll_people", str(SAVERS), str(VIEWERS))
    seated = json.loads(servers.python(started, DATABASE, *people))
    site = servers.Site(started, DATABASE, "mlpm.wsgi", "/health/live")
    viewers = [Viewer(site.port, seated["changes"], cookies) for cookies in seated["viewers"]]
    polls = measure_polls(viewers[0])
    viewers[0].connection.close()
    with Generator() as generator:
        name = generator.open("saves", site, "answer-save", seated["savers"])
        generator.take_turns([name], SAVERS, 1, 2)  # to warm up
        saves = measure_saves(generator, name, viewers, rounds, seconds)
    site.stop()
    refused = [line for viewer in viewers for line in viewer.refused]
    beside = [ms for viewer in viewers[1:] for ms in viewer.milliseconds]
    times = {"polls_beside_saves": len(beside), "p95_ms": round(percentile(beside, 95), 2)}
    return {**polls, **saves, **times, "refused": len(refused), "first_refused": refused[:1]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = run(given.rounds, given.seconds)
    print(json.dumps({"load_before": round(load, 1), **found}))
    slow = found["slower"] > SLOWER_AT_MOST or found["poll_p50_ms"] > SERVER_MS
    return 1 if slow or found["refused"] else 0


if __name__ == "__main__":
    sys.exit(main())
