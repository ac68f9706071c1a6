"""The asynchronous door: each task fetches by id and calls one service; `ring` never fails.

Every worker also sweeps: reports whose bell was lost or whose maker died ring again, what the day
changes is counted and told, scheduled reports are asked for and mailed, and so is what people did
not read on the page.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from celery import shared_task
from celery.signals import worker_ready, worker_shutdown
from django.db import close_old_connections, transaction
from django.utils import timezone

from assessments.answers import services as answers
from assessments.banks import services as banks
from assessments.notices import services as notices
from assessments.reports import services as reports

logger = logging.getLogger(__name__)

SWEEP_SECONDS: Final = 15
QUIET_SECONDS: Final = 30
PRUNE_MINUTE: Final = 0  # of each hour; the sweep comes by several times in it
DAILY: Final[tuple[Callable[[date], object], ...]] = (
    answers.reveal_due,
    answers.refresh_stale_summaries,
    answers.tell_expired_evidence,
    answers.tell_what_is_due,
    answers.tell_actions_due,
    reports.run_schedules,
    reports.tend_bundles,
)
Moment = TypeVar("Moment", bound=date)
_stopped = threading.Event()
_quiet_until = 0.0


@shared_task(name="assessments.make_report")  # type: ignore[untyped-decorator]
def make_report(report_id: int) -> None:
    reports.make_report(report_id)


@shared_task(name="assessments.fill_bundle")  # type: ignore[untyped-decorator]
def fill_bundle(bundle_id: int) -> None:
    for report_id in reports.fill_bundle(bundle_id):
        _send(report_id)


@shared_task(name="assessments.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    for report_id in reports.sweep_reports():
        _send(report_id)
    now = timezone.now()
    for step in DAILY:
        _guarded(step, now.date())
    _guarded(reports.mail_scheduled, now)
    _guarded(notices.send_digests, now)
    if now.minute == PRUNE_MINUTE:
        _guarded(answers.prune_evidence_files, now)
        _guarded(banks.prune_uploads, now)


def _guarded(step: Callable[[Moment], object], now: Moment) -> None:
    """Take one step of the sweep; one that fails leaves the others to be taken."""
    try:
        step(now)
    except Exception:
        logger.exception("a step of this sweep failed; the next sweep takes it again")


def ring(report_id: int) -> None:
    """Tell the workers about a report once its row is committed.

    Never raises and never waits longer than the broker's timeouts: the row stands without the
    bell, and the sweep finds it. After a failure the bell is silent for 30 s.
    """
    transaction.on_commit(lambda: _send(report_id), robust=True)


def ring_bundle(bundle_id: int) -> None:
    """Tell the workers about a bundle once its rows are committed; as `ring`."""
    transaction.on_commit(lambda: _send(bundle_id, fill_bundle), robust=True)


def _send(row_id: int, task: Any = make_report) -> None:
    global _quiet_until  # noqa: PLW0603 -- one breaker a process
    if time.monotonic() < _quiet_until:
        return
    try:
        task.apply_async((row_id,), retry=False)
    except Exception:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.exception("the bell of row %s did not ring; the sweep will find it", row_id)


def start_sweeping(**_: Any) -> None:
    _stopped.clear()
    threading.Thread(target=_sweep_on, name="sweeper", daemon=True).start()


def stop_sweeping(**_: Any) -> None:
    _stopped.set()


def _sweep_on() -> None:
    while True:
        _sweep_once()
        if _stopped.wait(SWEEP_SECONDS):
            return


def _sweep_once() -> None:
    close_old_connections()
    try:
        sweep()
    except Exception:
        logger.exception("this sweep failed; the next one comes in %s s", SWEEP_SECONDS)
    finally:
        close_old_connections()


worker_ready.connect(start_sweeping)
worker_shutdown.connect(stop_sweeping)
