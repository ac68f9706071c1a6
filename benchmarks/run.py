"""Measures the whole product beside its floors in one run; see benchmarks/README.md.

`python -m benchmarks.run [--quick] [--json FILE]` writes docs/benchmarks.md and prints it.
"""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import clicks, servers
from benchmarks.figures import OTHERS, PAGE, Case, Findings, Goal, goals_of
from benchmarks.measure import Generator, percentile

BANK: Final = "assessments/banks/library/ml-readiness.yaml"
VISITORS: Final = 16
FEW: Final = 100
QUIET_SECONDS: Final = 6


@dataclass(frozen=True)
class Plan:
    """How much a run measures."""

    many: int = 10_000
    rounds: int = 5
    seconds: float = 1.2
    reports: int = 20
    imports: int = 7


QUICK: Final = Plan(many=1_000, rounds=3, seconds=0.7, reports=6, imports=3)


class Run:
    """One run: its servers, its three sites and the load generator."""

    def __init__(self, plan: Plan, findings: Findings, generator: Generator) -> None:
        self.plan, self.findings, self.generator = plan, findings, generator
        self.started = time.perf_counter()
        load = os.getloadavg()[0]
        findings.notes.append(f"Other work on the machine as the run began: load {load:.1f}.")
        self.servers = servers.start_servers()

    def say(self, what: str) -> None:
        print(f"{time.perf_counter() - self.started:5.0f} s  {what}", file=sys.stderr, flush=True)

    def prepare(self) -> None:
        """Fill three databases and serve each."""
        self.say("preparing databases")
        servers.prepare_product(self.servers, "base")
        self.servers.create_database("few", like="base")
        self.servers.create_database("many", like="base")
        servers.manage(self.servers, "few", "seed_benchmark", "--assessments", str(FEW))
        self.say(f"seeding {self.plan.many} assessments")
        took = servers.timed_manage(
            self.servers, "many", "seed_benchmark", "--assessments", str(self.plan.many)
        )
        self.goal(f"seeding {self.plan.many:,} assessments", 300, took, " s")
        self.people = servers.prepare_floor(self.servers, "floor", VISITORS)
        for database in ("few", "many", "floor"):
            self.servers.run_sql(database, "VACUUM ANALYZE")
        self.say("starting sites")
        self.few = servers.Site(self.servers, "few", "mlpm.wsgi", "/health/live")
        self.many = servers.Site(self.servers, "many", "mlpm.wsgi", "/health/live")
        self.floor = servers.Site(self.servers, "floor", "benchmarks.floor.wsgi", "/live")

    def open_scenarios(self) -> None:
        floor_people = [
            {**one, "path": "/questions", "cookies": {"sessionid": one["session"]}}
            for one in self.people
        ]
        self.generator.open("ten questions", self.floor, "page", floor_people)
        self.generator.open("bare upsert", self.floor, "bare-upsert", floor_people)
        for site in (self.few, self.many):
            visitors = clicks.signed_in(self.servers, site, VISITORS)
            of = site.database
            for scenario in ("answer-save", "section-save"):
                self.generator.open(f"{scenario} {of}", site, scenario, visitors)
            for page in ("home", "section"):
                at_page = [{**visitor, "path": visitor[page]} for visitor in visitors]
                self.generator.open(f"{page} {of}", site, "page", at_page)
            self.visitors = visitors

    def turns(self, *names: str) -> list[Case]:
        self.say(" / ".join(names))
        one, many = (
            self.generator.take_turns(names, clients, self.plan.rounds, self.plan.seconds)
            for clients in (1, VISITORS)
        )
        return [Case(name, pair) for name, *pair in zip(names, one, many, strict=True)]

    def measure_pages(self) -> None:
        """Measure what is only read."""
        floor, page = self.turns("ten questions", "section many")
        self.case(floor, "floor: ten questions")
        section = self.case(page, "section page", floor, 3)
        self.goal("section page at one client, p50", 20, section.series[0].median("p50"), " ms")
        few, many = self.turns("home few", "home many")
        few = self.case(few, f"home at {FEW:,} assessments")
        self.case(many, f"home at {self.plan.many:,} assessments", few, 1.5)

    def measure_saves(self) -> None:
        floor, few, many, section = self.turns(
            "bare upsert", "answer-save few", "answer-save many", "section-save many"
        )
        self.case(floor, "floor: bare upsert")
        self.case(many, "one answer saved", floor, 6)
        self.case(section, "section of ten saved, no JavaScript", floor, 6)
        few = self.case(few, f"one answer saved at {FEW:,} assessments")
        self.case(many, f"one answer saved at {self.plan.many:,} assessments", few, 1.2)

    def case(
        self, found: Case, title: str, against: Case | None = None, limit: float | None = None
    ) -> Case:
        case = Case(title, found.series, against, limit)
        self.findings.cases.append(case)
        return case

    def goal(self, text: str, limit: float, value: float | None, unit: str) -> None:
        self.findings.goals.append(Goal(text, limit, value, unit))

    def measure_reports(self) -> None:
        self.say("reports through the queue")
        self.worker = servers.start_worker(self.servers, "many")
        found = clicks.reports(self.servers, self.many, self.visitors, self.plan.reports)
        mib = servers.pss_mib(servers.family(self.worker.pid))
        self.findings.single.append(("memory (PSS) of the worker as it draws", f"{mib:.0f} MiB"))
        self.times("report from click to file", found.click_to_file)
        self.times("report made by the worker, warm, new data", found.made)
        self.goal("PDF from click to file, p50", 800, percentile(found.click_to_file, 50), " ms")
        self.goal("PDF made warm with new data, p50", 300, percentile(found.made, 50), " ms")

    def measure_import(self) -> None:
        self.say("bank import")
        command = ["-m", "benchmarks.bank_import", BANK, str(self.plan.imports)]
        found = json.loads(servers.python(self.servers, "base", *command))
        self.times("import of the default bank", found["milliseconds"])
        self.goal("statements of a bank import", 20, found["statements"], "")

    def measure_memory(self) -> None:
        """Sum what the product's processes hold after all of the above, alone on the machine.

        The worker's drawing process has gone by then: it ends after five seconds without work.
        """
        self.say("memory")
        time.sleep(QUIET_SECONDS)
        self.few.stop()
        self.floor.stop()
        parts = {
            "web (gunicorn, two workers)": self.many.process.pid,
            "Celery worker": self.worker.pid,
            "Redis": self.servers.redis_pid,
        }
        total = 0.0
        for name, pid in parts.items():
            mib = servers.pss_mib(servers.family(pid))
            total += mib
            self.findings.single.append((f"memory (PSS): {name}", f"{mib:.0f} MiB"))
        self.goal("memory (PSS) of web, worker and Redis", 300, total, " MiB")

    def times(self, name: str, milliseconds: Sequence[float]) -> None:
        p50, p95 = percentile(milliseconds, 50), percentile(milliseconds, 95)
        found = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, {len(milliseconds)} times"
        self.findings.single.append((name, found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller run, not to be quoted")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    os.chdir(servers.ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends
    findings = Findings(quick=options.quick)
    with Generator() as generator:
        run = Run(QUICK if options.quick else Plan(), findings, generator)
        for step in (
            run.prepare,
            run.open_scenarios,
            run.measure_pages,
            run.measure_saves,
            run.measure_reports,
            run.measure_import,
            run.measure_memory,
        ):
            step()
        findings.goals[:0] = goals_of(findings.cases)
        run.say("done")
    write(findings, options.json, keep=not options.quick)


def write(findings: Findings, to: Path | None, *, keep: bool) -> None:
    print(findings.markdown())
    if keep:
        before = PAGE.read_text() if PAGE.exists() else ""
        _mine, heading, of_others = before.partition(OTHERS)
        PAGE.write_text(findings.markdown() + heading + of_others)
    if to:
        to.write_text(findings.as_json())


if __name__ == "__main__":
    main()
