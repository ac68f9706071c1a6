"""The asynchronous door: each task fetches by id and calls one service; `ring` never fails.

Every worker also sweeps: reports whose bell was lost or whose maker died ring again, and
summaries whose evidence went out of date are refreshed.
"""

import logging
import threading
import time
from typing import Any, Final

from celery import shared_task
from celery.signals import worker_ready, worker_shutdown
from django.db import close_old_connections, transaction
from django.utils import timezone

from assessments.answers import services as answers
from assessments.reports import services as reports

logger = logging.getLogger(__name__)

SWEEP_SECONDS: Final = 15
QUIET_SECONDS: Final = 30
_stopped = threading.Event()
_quiet_until = 0.0


@shared_task(name="assessments.make_report")  # type: ignore[untyped-decorator]
def make_report(report_id: int) -> None:
    reports.make_report(report_id)


@shared_task(name="assessments.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    for report_id in reports.sweep_reports():
        _send(report_id)
    answers.refresh_stale_summaries(timezone.now().date())


def ring(report_id: int) -> None:
    """Tell the workers about a report once its row is committed.

    Never raises and never waits longer than the broker's timeouts: the row stands without the
    bell, and the sweep finds it. After a failure the bell is silent for 30 s.
    """
    transaction.on_commit(lambda: _send(report_id), robust=True)


def _send(report_id: int) -> None:
    global _quiet_until  # noqa: PLW0603 -- one breaker a process
    if time.monotonic() < _quiet_until:
        return
    try:
        make_report.apply_async((report_id,), retry=False)
    except Exception:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.exception("the bell of report %s did not ring; the sweep will find it", report_id)


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
