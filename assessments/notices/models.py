"""Notices to one person, what each person wants to be told, and mails kept instead of sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    MENTION = "mention", _("Somebody mentions me")
    COMMENT = "comment", _("A new comment in a thread I wrote in")
    ASSIGNED = "assigned", _("A part or question is assigned to me")
    DUE = "due", _("Something assigned to me is due")
    ACTION = "action", _("An action becomes mine, or gets another day")
    ACTION_DUE = "action_due", _("An action of mine is due")
    SUBMITTED = "submitted", _("An assessment of my team is submitted or opened again")
    BANK_MOVED = "bank_moved", _("An assessment of my team moves to another bank version")
    REVEALED = "revealed", _("The answers of a blind assessment are revealed")
    REPORT_READY = "report_ready", _("A report I asked for is ready or failed")
    SCHEDULED = "scheduled", _("A scheduled report is ready, or its schedule stopped")
    EVIDENCE_EXPIRED = "evidence_expired", _("Evidence I added goes out of date")
    BANK_REVIEW = "bank_review", _("A draft of a question bank waits for a review, or has one")


class Notice(models.Model):
    """One thing one person is told; `detail` holds what the sentence needs, as plain JSON.

    `key` makes telling idempotent: the same key is told to the same person once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    assessment = models.ForeignKey(
        "assessments.Assessment", null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    question_code = models.CharField(max_length=100, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    detail = models.JSONField(default=dict)
    key = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    on_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_by_user"),
            models.Index(
                fields=["user"],
                name="notice_unread",
                condition=Q(read_at__isnull=True, on_page=True),
            ),
            models.Index(
                fields=["at"],
                name="notice_to_mail",
                condition=Q(mailed_at__isnull=True, by_mail=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class NoticeChoice(models.Model):
    """What a person wants to be told of one kind; without a row, on the page and by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    on_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="choice_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class KeptMail(models.Model):
    """A mail of an installation that sends none: staff read it on a page."""

    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject
