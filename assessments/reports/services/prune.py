"""Keep the newest reports of an assessment, and those shared by a link; let go of the others."""

from django.conf import settings
from django.db import transaction

from assessments.reports.models import Report
from assessments.reports.queries import open_links

_FINISHED = (Report.ReportState.READY, Report.ReportState.FAILED)


@transaction.atomic
def prune_reports(assessment_id: int) -> int:
    """Delete the finished reports beyond the newest `MLPM_REPORT_LIMIT`; give their number.

    Reports that are waiting or being made stay, and those a link still leads to. 1 query when
    there is nothing to delete.
    """
    newest_first = Report.objects.filter(assessment_id=assessment_id).order_by("-pk")
    beyond = newest_first.values_list("pk", "state")[settings.MLPM_REPORT_LIMIT :]
    old = [pk for pk, state in beyond if state in _FINISHED]
    if old:
        shared = open_links().filter(report__in=old).values_list("report_id", flat=True)
        old = sorted(set(old) - set(shared))
        Report.objects.filter(pk__in=old).delete()
    return len(old)
