"""End an attempt: ready with its file, back to waiting, or failed; only the claim's holder may."""

import hashlib

from django.db import transaction
from django.db.models.functions import Now

from assessments.reports.models import Report, ReportFile, ReportTransition
from assessments.reports.services.claim import ATTEMPTS, Claim
from assessments.reports.services.telling import tell_requester

State = Report.ReportState


@transaction.atomic
def finish_report(claim: Claim, *, content: bytes, file_name: str) -> bool:
    """Store the file and make the report ready, both or neither; 6 queries.

    Who asked for it is told.

    False, and nothing stored, when the claim is no longer the newest one.
    """
    if not _leave(claim, state=State.READY, finished_at=Now(), file_name=file_name, reason=""):
        return False
    digest = hashlib.sha256(content).hexdigest()
    ReportFile.objects.create(
        report_id=claim.report_id, content=content, size=len(content), sha256=digest
    )
    _log(claim, State.READY)
    tell_requester(claim.report_id)
    return True


@transaction.atomic
def fail_report(claim: Claim, *, reason: str) -> bool:
    """End the attempt without a file: waiting again, after the third failed with the reason.

    False when the claim is no longer the newest one; 2 queries, and 3 to tell that it failed.
    """
    if claim.attempt < ATTEMPTS:
        left = _leave(claim, state=State.REQUESTED, rung_at=Now(), reason=reason)
        state = State.REQUESTED
    else:
        left = _leave(claim, state=State.FAILED, finished_at=Now(), reason=reason)
        state = State.FAILED
    if left:
        _log(claim, state, reason)
    if left and state == State.FAILED:
        tell_requester(claim.report_id)
    return left


def _leave(claim: Claim, **fields: object) -> bool:
    held = Report.objects.filter(pk=claim.report_id, attempt=claim.attempt, state=State.RUNNING)
    return bool(held.update(lease_until=None, **fields))


def _log(claim: Claim, state: str, reason: str = "") -> None:
    ReportTransition.objects.create(
        report_id=claim.report_id, state=state, attempt=claim.attempt, reason=reason
    )
