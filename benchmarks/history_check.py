"""Many people save on one assessment at once; then what they saw is held against what was kept.

`python -m benchmarks.history_check [--clients 8] [--seconds 30]` serves the site with two workers
on PostgreSQL with durable commits, submits and reopens in mid-run, and prints one JSON line. With
`--kill` web workers are killed all the time, a tenth of the writes is
sent without waiting for the answer, and whatever got none is sent again under its operation id.
With `--direct` each writer is a process that calls the services, with no web server in between.
The checker and its rules are in `tests/answers/history.py`. `--broken` takes one guard out of the
site (`blind-save` or `operation-ignored`) and has to end in violations.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Final

from benchmarks import servers
from benchmarks.history_clients import UNHEARD, Client
from tests.answers.history import (
    Event,
    Kept,
    Operation,
    Register,
    counts,
    is_contended,
    violations,
)

ACKNOWLEDGED: Final = 2_000
# A worker is killed after so many seconds, by chance between the two.
KILL_AFTER: Final = (1.0, 4.0)
BROKEN: Final = ("blind-save", "operation-ignored")
CLOSED_SECONDS: Final = 1.0
DATABASE: Final = "history"


def run(given: argparse.Namespace) -> dict[str, Any]:
    started = servers.start_servers()
    servers.prepare_product(started, DATABASE)
    servers.manage(started, DATABASE, "seed_benchmark", "--assessments", "100")
    servers.manage(started, DATABASE, "import_bank", "ml-readiness")
    os.environ["MLPM_BROKEN"] = given.broken
    application = "benchmarks.history_broken" if given.broken else "mlpm.wsgi"
    site = servers.Site(started, DATABASE, application, "/health/live")
    kept_module = ("-m", "benchmarks.history_kept")
    count = str(given.clients)
    place = json.loads(servers.python(started, DATABASE, *kept_module, "start", count))
    if given.direct:
        site.stop()
        operations, times = _write_directly(started, place["assessment"], given)
        said = servers.python(started, DATABASE, *kept_module, "read", str(place["assessment"]))
        return _findings(operations, _kept(json.loads(said), times), given)
    clients = [
        Client(number, site.port, place, place["emails"][number % len(place["emails"])])
        for number in range(given.clients)
    ]
    lead = Client(given.clients, site.port, place, place["emails"][0])
    faults = Faults(site) if given.kill else None
    times = _write_against_each_other(clients, lead, given.seconds, faults)
    site.stop()
    said = servers.python(started, DATABASE, *kept_module, "read", str(place["assessment"]))
    operations = [one for client in clients for one in client.operations]
    found = _findings(operations, _kept(json.loads(said), times), given)
    sent_again = sum(client.sent_again for client in clients)
    return {**found, "sent_again": sent_again, "killed": faults.killed if faults else 0}


def _write_directly(
    started: servers.Servers, assessment: int, given: argparse.Namespace
) -> tuple[list[Operation], dict[str, float]]:
    """Let each writer be a process that calls the services, and the lead submit in mid-run."""
    command = [sys.executable, "-m", "benchmarks.history_writers", str(assessment)]
    writers = [
        subprocess.Popen(
            [*command, str(number), str(given.seconds)],
            cwd=servers.ROOT,
            env=started.environment(DATABASE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(given.clients)
    ]
    for writer in writers:
        writer.stdout.readline()
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    time.sleep(given.seconds / 3)
    moments = []
    for verb in ("submit", "reopen"):
        done = servers.python(
            started, DATABASE, "-m", "benchmarks.history_kept", verb, str(assessment)
        )
        moments.append(json.loads(done)["at"])
    seen = [json.loads(writer.communicate()[0]) for writer in writers]
    operations = [Operation(**one) for rows in seen for one in rows]
    return operations, {"submitted_from": moments[0], "reopened_at": moments[1]}


class Faults:
    """Kills a web worker of the site again and again; the site starts another one."""

    def __init__(self, site: servers.Site) -> None:
        self.site, self.killed = site, 0
        self.chance = random.Random(0)

    def run(self, stop: threading.Event) -> None:
        while not stop.wait(self.chance.uniform(*KILL_AFTER)):
            workers = set(servers.family(self.site.process.pid)) - {self.site.process.pid}
            if workers:
                try:
                    os.kill(self.chance.choice(sorted(workers)), signal.SIGKILL)
                except ProcessLookupError:
                    continue
                self.killed += 1


def _write_against_each_other(
    clients: list[Client], lead: Client, seconds: float, faults: Faults | None
) -> dict[str, float]:
    stop = threading.Event()
    unheard = UNHEARD if faults else 0.0
    threads = [threading.Thread(target=client.run, args=(stop, unheard)) for client in clients]
    if faults:
        threads.append(threading.Thread(target=faults.run, args=(stop,)))
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


def _findings(operations: list[Operation], kept: Kept, given: argparse.Namespace) -> dict[str, Any]:
    found = violations(operations, kept)
    made = counts(operations)
    tried = made["ok"] + made["conflict"]
    return {
        "seconds": given.seconds,
        "clients": given.clients,
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
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--kill", action="store_true", help="kill web workers all the time")
    parser.add_argument("--direct", action="store_true", help="call the services, no web server")
    parser.add_argument("--broken", choices=BROKEN, default="", help="serve without a guard")
    given = parser.parse_args()
    if given.direct and (given.kill or given.broken):
        parser.error("--direct has no web server to kill and no broken build")
    found = run(given)
    print(json.dumps({"broken": given.broken, **found}))
    as_it_should = bool(found["violations"]) if given.broken else not found["violations"]
    return 0 if as_it_should and (given.broken or found["valid"]) else 1


if __name__ == "__main__":
    sys.exit(main())
