"""Kills workers and empties Redis while reports are being made, then counts what became of them.

`python -m benchmarks.report_faults` starts its own PostgreSQL, Redis and worker, asks for 20
reports, prints the figures and ends with 1 when a promise of docs/adr/ about reports is broken.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from subprocess import Popen
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks import servers

if TYPE_CHECKING:
    from assessments.reports.models import Report

ENDS = ("ready", "failed")
LONGEST_WAIT = 120.0
LATEST_KILL = 0.6


class Worker(Protocol):
    """A worker process that can be killed and started again."""

    def start(self) -> None: ...
    def kill(self) -> None: ...


@dataclass
class Figures:
    """What was done to the reports, and what came out."""

    reports: int = 0
    kills: int = 0
    flushes: int = 0
    ready: int = 0
    failed: int = 0
    stuck: int = 0
    ends_more_than_once: int = 0
    broken_files: int = 0
    without_their_text: int = 0
    attempts: dict[str, int] = field(default_factory=dict)
    seconds_after_last_fault: float = 0.0

    @property
    def kept(self) -> bool:
        bad = self.stuck + self.ends_more_than_once + self.broken_files + self.without_their_text
        return bad == 0 and self.ready + self.failed == self.reports


def torment(
    asked: dict[int, str],
    worker: Worker,
    flush: Callable[[], None],
    *,
    kills: int,
    flushes: int,
    seed: int,
    after_kill: Callable[[], None] = lambda: None,
) -> Figures:
    """Kill the worker at random moments while a row is running, then wait for every end.

    Args:
        asked: the text each report must hold, by its id.
        worker: a running worker.
        flush: empties the broker.
        kills: how many kills that hit a running row.
        flushes: how many of them are followed by an empty broker.
        seed: of the random moments.
        after_kill: what else to do after each kill.
    """
    chance = random.Random(seed)
    figures = Figures(reports=len(asked))
    flush_after = set(chance.sample(range(kills), flushes))
    while figures.kills < kills and _wait_for_running(asked):
        time.sleep(chance.uniform(0, LATEST_KILL))
        if not _rows(asked, state="running").exists():
            continue
        worker.kill()
        if figures.kills in flush_after:
            flush()
            figures.flushes += 1
        figures.kills += 1
        after_kill()
        worker.start()
    _wait_for_ends(asked, figures)
    _judge(asked, figures)
    return figures


def _rows(asked: dict[int, str], **more: Any) -> Any:
    from assessments.reports.models import Report

    return Report.objects.filter(pk__in=list(asked), **more)


def _wait_for_running(asked: dict[int, str]) -> bool:
    """Wait until a worker holds a report; False when all have ended."""
    while True:
        states = set(_rows(asked).values_list("state", flat=True))
        if "running" in states and _held(asked):
            return True
        if states <= set(ENDS):
            return False
        time.sleep(0.005)


def _held(asked: dict[int, str]) -> bool:
    """Say whether a row was claimed just now, not left behind by a worker that was killed."""
    from datetime import timedelta

    from django.db.models.functions import Now

    from assessments.reports.services.claim import LEASE_SECONDS

    young = Now() + timedelta(seconds=LEASE_SECONDS - 1)
    return bool(_rows(asked, state="running", lease_until__gt=young).exists())


def _wait_for_ends(asked: dict[int, str], figures: Figures) -> None:
    started = time.monotonic()
    while _rows(asked).exclude(state__in=ENDS).exists():
        if time.monotonic() - started > LONGEST_WAIT:
            break
        time.sleep(0.1)
    figures.seconds_after_last_fault = round(time.monotonic() - started, 1)


def _judge(asked: dict[int, str], figures: Figures) -> None:
    for report in _rows(asked).defer("inputs"):
        figures.ready += report.state == "ready"
        figures.failed += report.state == "failed"
        figures.stuck += report.state not in ENDS
        ends = report.transitions.filter(state__in=ENDS).count()
        figures.ends_more_than_once += ends > 1
        key = str(report.attempt)
        figures.attempts[key] = figures.attempts.get(key, 0) + 1
        if report.state == "ready":
            _judge_file(report, asked[report.pk], figures)


def _judge_file(report: "Report", text: str, figures: Figures) -> None:
    import hashlib

    import pypdfium2

    content = bytes(report.file.content)
    if hashlib.sha256(content).hexdigest() != report.file.sha256:
        figures.broken_files += 1
        return
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    except pypdfium2.PdfiumError:
        figures.broken_files += 1
        return
    figures.without_their_text += text not in "".join("".join(pages).split())


class CeleryWorker:
    """The product's worker on the run's servers."""

    def __init__(self, on: servers.Servers, database: str) -> None:
        self.on, self.database = on, database
        self.process: Popen[bytes] | None = None

    def start(self) -> None:
        (self.on.folder / "worker.log").write_bytes(b"")
        self.process = servers.start_worker(self.on, self.database)

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ask_for_reports(count: int) -> dict[int, str]:
    """Ask for the reports of as many assessments; give the text each must hold, by report id."""
    from django.db import transaction

    from assessments import tasks
    from assessments.banks.queries import shipped_version
    from assessments.reports import services
    from assessments.scoring.answers import Answer, State
    from tests.factories import AssessmentFactory, TeamFactory, actor_in, make_answers
    from tests.reports.documents import inputs_of

    asked: dict[int, str] = {}
    version, team = shipped_version("ml-readiness"), TeamFactory()
    actor = actor_in(team, "lead")
    for number in range(count):
        nonce = f"nonce{number}x{random.randrange(10**9)}"
        with transaction.atomic():
            assessment = AssessmentFactory(
                bank_version=version, product__team=team, team=team, organisation=team.organisation
            )
            answers = inputs_of(number)["answers"]
            said = {
                code: Answer(State.ANSWERED, one["value"], note=f"{one['note']} {nonce}")
                for code, one in answers.items()
            }
            make_answers(assessment, said)
            report = services.request_report(actor=actor, assessment_id=assessment.pk)
            tasks.ring(report.pk)
        asked[report.pk] = nonce
    return asked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--flushes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    on = servers.start_servers()
    on.create_database("faults")
    servers.manage(on, "faults", "migrate", "--verbosity", "0")
    servers.manage(on, "faults", "import_bank", "assessments/banks/library/ml-readiness.yaml")
    os.environ.update(on.environment("faults"))

    import django

    django.setup()
    import redis

    import mlpm.celery  # noqa: F401 -- makes our application the one tasks are sent with

    def flush() -> None:
        with redis.Redis.from_url(on.redis_url) as client:
            client.flushall()

    asked = ask_for_reports(given.reports)
    worker = CeleryWorker(on, "faults")
    worker.start()
    figures = torment(
        asked, worker, flush, kills=given.kills, flushes=given.flushes, seed=given.seed
    )
    worker.kill()
    print(json.dumps({"seed": given.seed, **asdict(figures), "kept": figures.kept}, indent=2))
    return 0 if figures.kept else 1


if __name__ == "__main__":
    sys.exit(main())
