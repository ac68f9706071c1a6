"""What an answer rests on: links, and files kept once an organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.answers.models.assessment import Assessment
from assessments.text import NAME_LENGTH, URL_LENGTH


class EvidenceFile(models.Model):
    """The bytes of an uploaded file, kept once an organisation; always downloaded, never shown."""

    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="one_file_a_content")
        ]

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """A link or file that supports an answer; taken back by `removed_at`, never deleted by a save.

    Exactly one of `url` and `file` is there, until the bytes of a removed file are dropped;
    `token` names a file in its address. `kind` gives the day it expires if the person names none.
    `stale_on` is the first day it is too old, by its own or the bank's rule, `told_at` when told.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    question_code = models.CharField(max_length=100)
    url = models.CharField(max_length=URL_LENGTH, blank=True)
    file = models.ForeignKey(
        EvidenceFile, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    file_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    dated = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    stale_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    operation_id = models.UUIDField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "operation_id"], name="one_evidence_an_operation"
            ),
            models.CheckConstraint(
                condition=(Q(file__isnull=True) ^ Q(url="")) | Q(removed_at__isnull=False),
                name="evidence_is_link_or_file",
            ),
        ]
        indexes = [
            models.Index(fields=["assessment", "question_code"], name="evidence_by_answer"),
            models.Index(
                fields=["stale_on"],
                name="evidence_to_tell",
                condition=Q(told_at__isnull=True, removed_at__isnull=True, stale_on__isnull=False),
            ),
        ]

    # Who added it, set by what reads the name with the row; never stored.
    by_name: str = ""

    def __str__(self) -> str:
        return self.title or self.file_name or self.url
