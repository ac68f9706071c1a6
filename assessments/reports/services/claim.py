"""Take a report to make it, with a lease by the database's clock and a fencing token."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from assessments.reports.clock import after
from assessments.reports.models import Report, ReportTransition

LEASE_SECONDS: Final = 60
ATTEMPTS: Final = 3

_OWNERS: Final = ("assessment_id", "organisation_id")
State = Report.ReportState


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to finish a report: it ends with the next claim, whose `attempt` is higher."""

    report_id: int
    attempt: int
    format: str
    inputs: dict[str, Any]
    assessment_id: int
    organisation_id: int
    revision: int


@transaction.atomic
def claim_report(report_id: int) -> Claim | None:
    """Take a waiting report, or a running one whose lease has run out; 3 queries.

    None when there is nothing to take: unknown, finished, tried three times, held by someone,
    or taken by someone else in the same moment.
    """
    found = Report.objects.filter(pk=report_id, attempt__lt=ATTEMPTS).filter(_free())
    row = found.values("attempt", "format", "inputs", *_OWNERS, "revision").first()
    if row is None:
        return None
    mine = Report.objects.filter(pk=report_id, attempt=row["attempt"]).filter(_free())
    attempt = row["attempt"] + 1
    taken = mine.update(attempt=attempt, state=State.RUNNING, lease_until=after(LEASE_SECONDS))
    if not taken:
        return None
    ReportTransition.objects.create(report_id=report_id, state=State.RUNNING, attempt=attempt)
    return Claim(**{**row, "report_id": report_id, "attempt": attempt})


def _free() -> Q:
    return Q(state=State.REQUESTED) | Q(state=State.RUNNING, lease_until__lt=Now())
