"""Find reports whose bell was lost or whose maker died; every worker may run it at any time."""

from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from assessments.reports.clock import after
from assessments.reports.models import Report, ReportTransition
from assessments.reports.services.claim import ATTEMPTS
from assessments.reports.services.telling import tell_requester

RING_AGAIN_SECONDS: Final = 20
_LOCK: Final = 0x4D4C_504D  # any number of ours, the same in every worker
GAVE_UP: Final = (
    "The report could not be finished in three attempts: each time the worker that made it "
    "stopped. Ask for it again; if it fails again, tell whoever runs this server."
)

State = Report.ReportState


@transaction.atomic
def sweep_reports() -> tuple[int, ...]:
    """Give the ids of the reports whose bell must ring again, at most every 20 s each.

    Reports that ran out of their third lease become failed. One worker sweeps at a time on
    PostgreSQL; 3 queries when there is nothing to do.
    """
    if not _alone():
        return ()
    for report_id, attempt in _worn_out().values_list("pk", "attempt"):
        _give_up(report_id, attempt)
    ids = tuple(_unheard().values_list("pk", flat=True).order_by("pk"))
    if ids:
        Report.objects.filter(pk__in=ids).update(rung_at=Now())
    return ids


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])


def _expired() -> Q:
    return Q(state=State.RUNNING, lease_until__lt=Now())


def _worn_out() -> QuerySet[Report]:
    return Report.objects.filter(_expired(), attempt__gte=ATTEMPTS)


def _unheard() -> QuerySet[Report]:
    long_ago = after(-RING_AGAIN_SECONDS)
    waiting = Q(state=State.REQUESTED, requested_at__lt=long_ago)
    not_rung = Q(rung_at__isnull=True) | Q(rung_at__lt=long_ago)
    return Report.objects.filter(waiting | _expired()).filter(not_rung)


def _give_up(report_id: int, attempt: int) -> None:
    held = Report.objects.filter(_expired(), pk=report_id, attempt=attempt)
    if held.update(state=State.FAILED, lease_until=None, finished_at=Now(), reason=GAVE_UP):
        ReportTransition.objects.create(
            report_id=report_id, state=State.FAILED, attempt=attempt, reason=GAVE_UP
        )
        tell_requester(report_id)
