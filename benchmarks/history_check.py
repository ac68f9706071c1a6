"""Eight people save on one assessment at once; then what they saw is held against what was kept.

`python -m benchmarks.history_check [--seconds 30] [--broken]` serves the site with two workers on
PostgreSQL with durable commits, submits and reopens in mid-run, and prints one JSON line. The
checker and its rules are in `tests/answers/history.py`. `--broken` takes the compare-and-set out
of the site and has to end in violations.
"""

import argparse
import json
import random
import sys
import threading
import time
import uuid
from typing import Any, Final

from benchmarks import clicks, servers
from benchmarks.http import Connection, Reply, form, request
from tests.answers.history import (
    Event,
    Kept,
    Operation,
    Register,
    counts,
    is_contended,
    violations,
)

CLIENTS: Final = 8
ACKNOWLEDGED: Final = 2_000
# Share of the writes that go to questions all answer; the others go to a question of one's own.
CONTENTION: Final = 0.3
SHARED: Final = 3
CLOSED_SECONDS: Final = 1.0
RESULTS: Final = {200: "ok", 409: "conflict", 423: "closed"}
DATABASE: Final = "history"


class Client:
    """One signed-in person who saves without a pause."""

    def __init__(self, number: int, port: int, place: dict[str, Any], email: str) -> None:
        self.number, self.place = number, place
        self.connection = Connection(port)
        self.cookies = clicks.sign_in(Connection(port), email, clicks.PASSWORD)
        token = next(value for name, value in self.cookies.items() if "csrf" in name)
        self.headers = {"X-CSRFToken": token, "Accept": "application/json"}
        self.chance = random.Random(number)
        self.versions: dict[str, int] = {}
        self.operations: list[Operation] = []

    def run(self, stop: threading.Event) -> None:
        codes = list(self.place["save"])
        shared, own = codes[:SHARED], codes[SHARED + self.number]
        code = own
        while not stop.is_set():
            done = self.save(code, self.versions.get(code, 0))
            self.operations.append(done)
            if done.result in {"ok", "conflict"}:
                self.versions[code] = done.version
            else:
                time.sleep(0.05)
            if done.result != "conflict":  # after a conflict: the same again, on what was shown
                code = self.chance.choice(shared) if self.chance.random() < CONTENTION else own

    def save(self, code: str, base: int) -> Operation:
        operation, value = str(uuid.uuid4()), self.chance.randrange(5)
        note = f"by {self.number}: {operation}"
        content = {"state": "answered", "value": value, "reason": "", "note": note}
        body = json.dumps({**content, "base": base, "operation": operation}).encode()
        started = time.monotonic()
        try:
            reply = self.post(self.place["save"][code], body, "application/json")
            result = RESULTS.get(reply.status, "unknown")
            version = json.loads(reply.text())["version"] if result in {"ok", "conflict"} else 0
        except OSError:
            self.connection.close()
            result, version = "unknown", 0
        ended = time.monotonic()
        return Operation(
            self.number, code, base, operation, value, note, started, ended, result, version
        )

    def post(self, path: str, body: bytes, kind: str) -> Reply:
        sent = request(
            "POST", path, cookies=self.cookies, body=body, kind=kind, headers=self.headers
        )
        return self.connection.send(sent)

    def press(self, path: str, **fields: str) -> None:
        """Send a form of the review page."""
        reply = self.post(path, form(fields), "application/x-www-form-urlencoded")
        if reply.status != clicks.REDIRECT:
            raise clicks.Unexpected(f"{path}: {reply.status} {reply.text()[:300]}")


def run(seconds: float, application: str) -> dict[str, Any]:
    started = servers.start_servers()
    started.create_database(DATABASE)
    servers.manage(started, DATABASE, "migrate", "--verbosity", "0")
    servers.manage(started, DATABASE, "collectstatic", "--no-input", "--verbosity", "0")
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", "100")
    servers.manage(started, DATABASE, "import_bank", "ml-readiness")
    site = servers.Site(started, DATABASE, application, "/health/live")
    kept_module = ("-m", "benchmarks.history_kept")
    place = json.loads(servers.python(started, DATABASE, *kept_module, "start", str(CLIENTS)))
    clients = [
        Client(number, site.port, place, email) for number, email in enumerate(place["emails"])
    ]
    lead = Client(CLIENTS, site.port, place, place["emails"][0])
    times = _write_against_each_other(clients, lead, seconds)
    site.stop()
    said = servers.python(started, DATABASE, *kept_module, "read", str(place["assessment"]))
    operations = [one for client in clients for one in client.operations]
    return _findings(operations, _kept(json.loads(said), times), seconds)


def _write_against_each_other(
    clients: list[Client], lead: Client, seconds: float
) -> dict[str, float]:
    stop = threading.Event()
    threads = [threading.Thread(target=client.run, args=(stop,)) for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 2)
    lead.press(lead.place["submit"], note="In mid-run.")
    submitted = time.monotonic()
    time.sleep(CLOSED_SECONDS)
    reopened = time.monotonic()
    lead.press(lead.place["reopen"], reason="The run goes on.")
    time.sleep(seconds / 2)
    stop.set()
    for thread in threads:
        thread.join()
    return {"submitted_from": submitted, "reopened_at": reopened}


def _kept(said: dict[str, Any], times: dict[str, float]) -> Kept:
    return Kept(
        events=[Event(**event) for event in said["events"]],
        registers={code: Register(**row) for code, row in said["registers"].items()},
        summary_is_recount=said["summary_is_recount"],
        revision=said["revision"],
        **times,
    )


def _findings(operations: list[Operation], kept: Kept, seconds: float) -> dict[str, Any]:
    found = violations(operations, kept)
    made = counts(operations)
    tried = made["ok"] + made["conflict"]
    return {
        "seconds": seconds,
        "clients": CLIENTS,
        "acknowledged": made["ok"],
        "conflicts": made["conflict"],
        "conflict_share": round(made["conflict"] / tried, 3) if tried else 0,
        "closed": made["closed"],
        "unknown": made["unknown"],
        "valid": is_contended(operations, acknowledged=ACKNOWLEDGED),
        "violations": len(found),
        "first_violations": found[:5],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--broken", action="store_true", help="serve without compare-and-set")
    given = parser.parse_args()
    application = "benchmarks.history_broken" if given.broken else "mlpm.wsgi"
    found = run(given.seconds, application)
    print(json.dumps({"broken": given.broken, **found}))
    as_it_should = bool(found["violations"]) if given.broken else not found["violations"]
    return 0 if as_it_should and (given.broken or found["valid"]) else 1


if __name__ == "__main__":
    sys.exit(main())
