"""Report rows and their transitions for staff; the files themselves are not shown here."""

from django.contrib import admin

from assessments.admin.readonly import ReadOnlyAdmin
from assessments.reports.models import Report, ReportTransition


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    heavy = ("inputs",)
    list_display = ("assessment", "format", "state", "attempt", "requested_by", "requested_at")
    list_filter = ("state", "format")
    list_select_related = ("assessment", "requested_by")
    ordering = ("-pk",)
    exclude = ("inputs",)
    search_fields = ("assessment__name", "file_name")


@admin.register(ReportTransition)
class ReportTransitionAdmin(ReadOnlyAdmin):
    list_select_related = ("report__assessment",)
    ordering = ("-pk",)
