"""The load generator, a process of its own: reads one JSON command a line, answers with one.

`{"open": NAME, "scenario": S, "port": P, "visitors": [...]}` prepares visitors, and
`{"run": NAME, "clients": N, "seconds": T}` lets N of them send requests one after the other,
without a pause, each on its own connection, and returns the milliseconds of each request.
"""

import json
import sys
import threading
import time
from typing import Any, Final

from benchmarks.http import Connection
from benchmarks.scenarios import SCENARIOS, Scenario

WARM_UP_SECONDS: Final = 0.3
LEAST: Final = 3  # requests of a client in a round, however slow the machine is


class Client:
    def __init__(self, scenario: Scenario, port: int) -> None:
        self.scenario = scenario
        self.connection = Connection(port)
        self.milliseconds: list[float] = []
        self.refused: list[str] = []
        self.done = 0  # with the warm-up

    def prepare(self) -> None:
        self.connection.close()
        self.milliseconds, self.refused, self.done = [], [], 0
        self.scenario.prepare(self.connection)

    def run(self, start: float, until: float) -> None:
        """Send until the time is up; only what begins after `start` is counted as measured."""
        try:
            while (began := time.perf_counter()) < until or len(self.milliseconds) < LEAST:
                reply = self.connection.send(self.scenario.request())
                ended = time.perf_counter()
                if not self.scenario.accepts(reply):
                    self.refused.append(f"{reply.status} {reply.body[:200]!r}")
                    return  # a figure of a server that refuses would mean nothing
                self.done += 1
                if began >= start:
                    self.milliseconds.append((ended - began) * 1000)
        except OSError as error:
            self.refused.append(repr(error))


def run(clients: list[Client], seconds: float) -> dict[str, Any]:
    for client in clients:
        client.prepare()
    start = time.perf_counter() + WARM_UP_SECONDS
    threads = [
        threading.Thread(target=client.run, args=(start, start + seconds)) for client in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    refused = [line for client in clients for line in client.refused]
    return {
        "seconds": elapsed,
        "count": sum(client.done for client in clients),
        "milliseconds": [value for client in clients for value in client.milliseconds],
        "refused": len(refused),
        "first_refused": refused[:1],
    }


def main() -> None:
    opened: dict[str, list[Client]] = {}
    for line in sys.stdin:
        command = json.loads(line)
        if "open" in command:
            kind, port = SCENARIOS[command["scenario"]], command["port"]
            opened[command["open"]] = [
                Client(kind(visitor), port) for visitor in command["visitors"]
            ]
            answer: dict[str, Any] = {"opened": len(opened[command["open"]])}
        else:
            answer = run(opened[command["run"]][: command["clients"]], command["seconds"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
