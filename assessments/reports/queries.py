"""Reads of reports; the frozen inputs and the bytes are read only where they are needed."""

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from assessments.actor import Actor, TeamRole
from assessments.answers.models import Assessment
from assessments.answers.queries import assessments_visible_to
from assessments.reports.models import (
    BundleMember,
    Report,
    ReportBrand,
    ReportBundle,
    ReportFile,
    ReportSchedule,
    ScheduledRun,
    SealKey,
    ShareLink,
)
from assessments.teams.models import Product
from assessments.teams.queries import administered


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

    `earlier_name` is that of the moment it is compared with, None without one.

    Raises:
        Report.DoesNotExist: there is none with this id that the actor may see.
    """
    rows = _listed(reports_visible_to(actor)).annotate(earlier_name=F("inputs__earlier__name"))
    return rows.select_related("assessment__product").get(pk=pk)


def brand_of(organisation_id: int) -> ReportBrand | None:
    """Give an organisation's colour and logo, None where it has the house's look (1 query)."""
    rows = ReportBrand.objects.select_related("logo").filter(organisation=organisation_id)
    return rows.exclude(accent="", logo=None).first()


def file_of(report: Report) -> ReportFile:
    """Give the file of a ready report (1 query).

    Raises:
        ReportFile.DoesNotExist: the report has none (any more).
    """
    return ReportFile.objects.get(report=report)


def links_of(report: Report) -> QuerySet[ShareLink]:
    """Give the links to a report, newest first; the caller may share it (1 query)."""
    return ShareLink.objects.filter(report=report).select_related("made_by").order_by("-pk")


def open_links() -> QuerySet[ShareLink]:
    """Give the links that still work; bind them."""
    return ShareLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def open_link_with(secret_hash: str) -> ShareLink | None:
    """Give the working link of a secret with its report, to whoever holds it (1 query)."""
    rows = open_links().select_related("report__file")
    return (
        rows.defer("report__inputs", "report__file__content")
        .filter(secret_hash=secret_hash)
        .first()
    )


def schedules_of(product: Product) -> QuerySet[ReportSchedule]:
    """Give a product's schedules with owner, people and runs; the caller saw it (3 queries)."""
    runs = ScheduledRun.objects.select_related("report").defer("report__inputs").order_by("-day")
    rows = _with_days(ReportSchedule.objects.filter(product=product)).select_related("owner")
    return rows.prefetch_related("recipients", Prefetch("runs", runs)).order_by("pk")


def running_schedules() -> QuerySet[ReportSchedule]:
    """Give the schedules that are not paused, each with `newest_run` and `due_on` (1 query).

    `due_on` is the due date of the product's current assessment.
    """
    return _with_days(ReportSchedule.objects.filter(paused_at=None)).order_by("pk")


def current_assessment(product_id: int) -> Assessment | None:
    """Give the one assessment of a product that lists and schedules speak of (1 query)."""
    rows = Assessment.objects.filter(product=product_id, is_current=True)
    return rows.select_related("product").defer("summary").first()


def reportable_in(actor: Actor, organisation_id: int) -> QuerySet[Assessment]:
    """Give the current assessments of an organisation the actor may ask reports of (1 query).

    The set of `can_request_report`, for choosing among many; by product.
    """
    writes = [pk for pk, role in actor.teams.items() if role is not TeamRole.VIEWER]
    mine = Q(organisation__in=administered(actor)) | Q(team__in=writes)
    rows = Assessment.objects.filter(mine, organisation=organisation_id, is_current=True)
    rows = rows.exclude(mode=Assessment.Mode.BLIND, revealed_at=None).defer("summary")
    return rows.select_related("product", "team").order_by("product_name", "pk")


def bundles_of(actor: Actor, organisation_id: int) -> QuerySet[ReportBundle]:
    """Give the actor's own bundles in an organisation, newest first (1 query)."""
    mine = ReportBundle.objects.filter(requested_by=actor.user_id, organisation=organisation_id)
    mine = mine.filter(organisation__in=[*actor.organisations])
    return mine.annotate(number=Count("members")).order_by("-pk")


def bundle_for(actor: Actor, pk: int) -> ReportBundle:
    """Give a bundle the actor asked for, in an organisation they belong to still (1 query).

    Raises:
        ReportBundle.DoesNotExist: there is none with this id that is the actor's.
    """
    mine = ReportBundle.objects.filter(requested_by=actor.user_id)
    return mine.select_related("organisation").get(pk=pk, organisation__in=[*actor.organisations])


def members_of(bundle: ReportBundle) -> QuerySet[BundleMember]:
    """Give the members of a bundle with their reports, by product (1 query)."""
    rows = BundleMember.objects.filter(bundle=bundle).select_related("report")
    return rows.defer("report__inputs").order_by("product_name", "pk")


def waiting_members() -> QuerySet[BundleMember]:
    """Give the members whose report was not asked for yet; bind them."""
    return BundleMember.objects.filter(bundle__ended_at=None, report=None, reason="")


def ended_bundles() -> QuerySet[ReportBundle]:
    """Give the bundles of which everything has ended, and that nobody was told of yet."""
    unfinished = Q(report__state__in=[Report.ReportState.REQUESTED, Report.ReportState.RUNNING])
    open_ones = BundleMember.objects.filter(bundle=OuterRef("pk"))
    open_ones = open_ones.filter(unfinished | Q(report=None, reason=""))
    return ReportBundle.objects.filter(~Exists(open_ones), ended_at=None)


def _with_days(rows: QuerySet[ReportSchedule]) -> QuerySet[ReportSchedule]:
    current = Assessment.objects.filter(product=OuterRef("product"), is_current=True)
    return rows.annotate(
        newest_run=Max("runs__day"), due_on=Subquery(current.values("due_date")[:1])
    )


def _listed(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.select_related("requested_by", "file").defer("inputs", "file__content")


def public_key(name: str) -> bytes | None:
    """Give the public half of one of this installation's keys, retired or not (1 query)."""
    found = SealKey.objects.filter(name=name).values_list("public", flat=True).first()
    return None if found is None else bytes(found)
