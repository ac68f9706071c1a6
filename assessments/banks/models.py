"""Banks, their one open draft and their immutable published versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessments.text import TITLE_LENGTH


class Bank(models.Model):
    """A question bank; without an organisation it is shipped and changes only by `import_bank`."""

    organisation = models.ForeignKey(
        "assessments.Organisation", null=True, on_delete=models.CASCADE, related_name="banks"
    )
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=TITLE_LENGTH)
    publisher = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    attribution = models.TextField(blank=True)
    source = models.TextField(blank=True)
    forked_from = models.ForeignKey(
        "assessments.BankVersion", null=True, on_delete=models.SET_NULL, related_name="forks"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"],
                condition=Q(organisation__isnull=False),
                name="bank_slug_once_in_organisation",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(organisation__isnull=True),
                name="shipped_bank_slug_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:bank-detail", args=[self.pk])


class BankDraft(models.Model):
    """The one open draft of a bank; `revision` rises by one with every accepted edit."""

    bank = models.OneToOneField(Bank, on_delete=models.CASCADE, related_name="draft")
    based_on = models.ForeignKey(
        "assessments.BankVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft of {self.bank_id}, revision {self.revision}"


class BankVersion(models.Model):
    """A published, immutable document; a trigger on PostgreSQL refuses changes to its content."""

    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="versions")
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    notes = models.TextField(blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "major", "minor"], name="bank_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"
