"""Banks, their one open draft and their immutable published versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_chunks import Chunks
from assessments.text import NAME_LENGTH, TITLE_LENGTH


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
    """The one open draft of a bank; `revision` rises by one with every accepted edit.

    `writers` has the ids of all who changed it: none of them reviews it. `merged_from` is the
    version of the bank's origin that was taken over into it, at revision `merged_in`; publishing
    notes it on the bank. `made_from` has, by language and key, the text a translation was made
    from, for those whose text has changed since (`banks/stale.py`).
    """

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
    writers = models.JSONField(default=list)
    merged_from = models.ForeignKey(
        "assessments.BankVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_in = models.PositiveIntegerField(default=0)
    made_from = models.JSONField(default=dict)

    # As it was locked for a write, in pieces; `write_draft` keeps what differs. No column.
    held: Chunks | None = None

    def __str__(self) -> str:
        return f"draft of {self.bank_id}, revision {self.revision}"


class BankUpload(models.Model):
    """The file somebody looks at before importing it: one for each person, kept for an hour."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class DraftReview(models.Model):
    """What a second person was asked about one revision of a draft, and said; the newest counts."""

    class ReviewState(models.TextChoices):
        ASKED = "asked", _("Waits for a review")
        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")

    draft = models.ForeignKey(BankDraft, on_delete=models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.ASKED.value
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"review of revision {self.revision}: {self.state}"


class DraftRevision(models.Model):
    """One accepted edit of a draft: the pieces it changed, each before and after.

    Rows are only ever added; the oldest go when a draft has more than `HISTORY_KEPT`.
    """

    draft = models.ForeignKey(BankDraft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    changes = models.JSONField()
    restores = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_revision_number_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of draft {self.draft_id}"


class BankVersion(models.Model):
    """A published, immutable document; a trigger on PostgreSQL refuses changes to its content.

    `made_from` is that of the draft it was, for the next draft; no part of the document.
    """

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
    made_from = models.JSONField(default=dict)

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
