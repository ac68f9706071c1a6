"""Tells who asked for a report how it ended; ready or failed, never both."""

from assessments.notices.models import NoticeKind
from assessments.notices.services import mark_told_read, tell
from assessments.reports.models import Report


def tell_requester(report_id: int) -> None:
    """Tell the person who asked, in the transaction that ended the report (3 queries).

    Of a quiet one only that it failed.
    """
    fields = ("requested_by_id", "organisation_id", "assessment_id", "state", "format", "options")
    report = Report.objects.only(*fields).get(pk=report_id)
    is_quiet = report.options.get("quiet") and report.state == Report.ReportState.READY
    if report.requested_by_id is None or is_quiet:
        return
    tell(
        [report.requested_by_id],
        NoticeKind.REPORT_READY,
        key=_key(report_id),
        organisation_id=report.organisation_id,
        assessment_id=report.assessment_id,
        detail={"report": report_id, "state": report.state, "format": report.format},
    )


def told_in_person(report_id: int, user_id: int) -> None:
    """Count the notice of a report as read by whoever took its file (1 query)."""
    mark_told_read(user_id=user_id, key=_key(report_id))


def _key(report_id: int) -> str:
    return f"report:{report_id}"
