"""Report rows, the truth about each requested report; bytes live in a table of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """`requested → running → ready | failed`; `attempt` is the fencing token of the claim.

    `inputs` is everything the renderer needs, frozen when the report was requested, so that
    every attempt renders the same; `revision` is the assessment's at that moment.
    """

    class ReportState(models.TextChoices):
        REQUESTED = "requested", _("Waiting")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.CASCADE, related_name="reports"
    )
    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    format = models.CharField(max_length=10)
    options = models.JSONField(default=dict)
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    revision = models.PositiveBigIntegerField()
    state = models.CharField(
        max_length=10, choices=ReportState.choices, default=ReportState.REQUESTED
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | ~Q(state="running"),
                name="running_report_has_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["assessment", "-requested_at"], name="report_by_assessment"),
            models.Index(
                fields=["state", "lease_until"],
                name="report_unfinished",
                condition=Q(state__in=["requested", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} ({self.state})"

    def get_absolute_url(self) -> str:
        return reverse("assessments:report-detail", args=[self.pk])


class ReportFile(models.Model):
    """The bytes of a ready report, stored in the transaction that made it ready."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"file of {self.report_id}"


class ReportTransition(models.Model):
    """The append-only log of a report's states; a report ends at most once."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="transitions")
    state = models.CharField(max_length=10, choices=Report.ReportState.choices)
    attempt = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=["ready", "failed"]),
                name="report_ends_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"
