"""Reads of reports; the frozen inputs and the bytes are read only where they are needed."""

from django.db.models import QuerySet

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.queries import assessments_visible_to
from assessments.reports.models import Report, ReportFile


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """Give the reports of the assessments the actor sees, without inputs and bytes."""
    mine = assessments_visible_to(actor).values("pk")
    return Report.objects.filter(assessment__in=mine).defer("inputs")


def reports_of(actor: Actor, assessment: Assessment) -> QuerySet[Report]:
    """Give an assessment's reports, newest first, with who asked and the size (1 query)."""
    rows = reports_visible_to(actor).filter(assessment=assessment)
    return _listed(rows).order_by("-pk")


def report_for(actor: Actor, pk: int) -> Report:
    """Give one report with its assessment, who asked and the size (1 query).

    Raises:
        Report.DoesNotExist: there is none with this id that the actor may see.
    """
    return _listed(reports_visible_to(actor)).select_related("assessment__product").get(pk=pk)


def file_of(report: Report) -> ReportFile:
    """Give the file of a ready report (1 query).

    Raises:
        ReportFile.DoesNotExist: the report has none (any more).
    """
    return ReportFile.objects.get(report=report)


def _listed(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.select_related("requested_by", "file").defer("inputs", "file__content")
