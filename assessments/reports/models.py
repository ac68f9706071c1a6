"""Report rows, the truth about each requested report; bytes live in a table of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.text import NAME_LENGTH

_LANGUAGE = 20  # the longest code of a language a bank takes


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


class ReportLogo(models.Model):
    """A logo, drawn anew as PNG: the current one, and those that reports being made still need."""

    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="logo_kept_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class ReportBrand(models.Model):
    """Colour (like #3350c8, empty for the house's own) and logo of an organisation's reports."""

    organisation = models.OneToOneField(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="report_brand"
    )
    accent = models.CharField(max_length=7, blank=True)
    logo = models.ForeignKey(ReportLogo, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"look of {self.organisation_id}"


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


class ShareLink(models.Model):
    """A link by which somebody without an account takes one ready report.

    Of the secret in the link, and of the password it may ask for, only hashes are kept. The link
    goes with its report; `downloads` counts how often the file was taken.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="share_links")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=128, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveIntegerField(default=0)
    last_download_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["report", "-id"], name="share_link_by_report")]

    def __str__(self) -> str:
        return self.name or f"link {self.pk}"


class ReportSchedule(models.Model):
    """When a product's current assessment is reported, and to whom it is mailed.

    `language` is that of the words, and of the questions where their bank is translated; empty
    for English words and the bank's own texts. `number` is the weekday (0 is Monday), the day
    of the month, or the days before the due date; days are those of UTC. The report is asked
    for in the name of `owner`: when the owner may not any more, the schedule stops and says so.
    Only days after `since` count. `made_by` may delete it, whoever owns it now.
    """

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        BEFORE_DUE = "before_due", _("Before the due date")

    product = models.ForeignKey(
        "assessments.Product", on_delete=models.CASCADE, related_name="report_schedules"
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    number = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=_LANGUAGE, blank=True, db_default="")
    attach = models.BooleanField(default=False)
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    has_lost_owner = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["product", "id"], name="schedule_by_product")]

    def __str__(self) -> str:
        return f"schedule {self.pk} ({self.rhythm})"


class ScheduledRun(models.Model):
    """One day of a schedule, done once; without a report where there was nothing to report."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="runs")
    day = models.DateField()
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "day"], name="schedule_runs_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} on {self.day}"


class ScheduledMail(models.Model):
    """The mail of one run to one person: waiting, claimed before it is sent, and ended once.

    One claimed and never ended was cut off: nobody knows whether it left, so it is not sent again
    but told as a notice.
    """

    class Outcome(models.TextChoices):
        WAITING = "", _("Waiting")
        SENT = "sent", _("Sent")
        TOLD = "told", _("Told on the page")
        DROPPED = "dropped", _("Not sent")

    run = models.ForeignKey(ScheduledRun, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    try_after = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="scheduled_mail_once")]
        indexes = [
            models.Index(fields=["run"], name="scheduled_mail_waiting", condition=Q(outcome=""))
        ]

    def __str__(self) -> str:
        return f"mail of {self.run_id} to {self.user_id}"


class SealKey(models.Model):
    """A key this installation seals its reports with; one is current, the retired ones verify.

    `private` is encrypted, and emptied when the key is retired.
    """

    name = models.CharField(max_length=16, unique=True)
    public = models.BinaryField()
    private = models.BinaryField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(retired_at__isnull=True),
                name="one_current_seal_key",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReportBundle(models.Model):
    """Reports of many products asked for at once, to be taken as one ZIP by who asked.

    It holds no state of its own: it has ended when each member has a finished report or a reason
    why there is none. `ended_at` is when that was seen and told; `language` as of a schedule.
    """

    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=_LANGUAGE, blank=True, db_default="")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="bundle_by_person"),
            models.Index(fields=["id"], name="bundle_unended", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"bundle {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:bundle-detail", args=[self.pk])


class BundleMember(models.Model):
    """One product of a bundle: its report once it is asked for, or the reason there is none."""

    bundle = models.ForeignKey(ReportBundle, on_delete=models.CASCADE, related_name="members")
    assessment = models.ForeignKey(
        "assessments.Assessment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    product_name = models.CharField(max_length=NAME_LENGTH)
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "assessment"], name="bundled_once")
        ]

    def __str__(self) -> str:
        return self.product_name
