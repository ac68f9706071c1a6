"""Assessments and what was said in them; an answer is a register with a history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.scoring.answers import State
from assessments.text import NAME_LENGTH, URL_LENGTH

STATES = [
    (State.ANSWERED.value, _("Answered")),
    (State.DONT_KNOW.value, _("Don't know")),
    (State.NOT_APPLICABLE.value, _("Not applicable")),
    (State.UNANSWERED.value, _("Unanswered")),
]


class Assessment(models.Model):
    """One product assessed with one bank version.

    `team` and `organisation` repeat the product's for indexed lists (`move_product` keeps them).
    `revision` rises with every accepted write; `summary` is the cached result at that revision,
    `stale_on` the day it changes by itself because evidence goes out of date.
    """

    class Mode(models.TextChoices):
        SHARED = "shared", _("Shared")
        BLIND = "blind", _("Blind")

    class AssessmentState(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        CLOSED = "closed", _("Archived")

    organisation = models.ForeignKey(
        "assessments.Organisation", on_delete=models.CASCADE, related_name="assessments"
    )
    team = models.ForeignKey(
        "assessments.Team", on_delete=models.CASCADE, related_name="assessments"
    )
    product = models.ForeignKey(
        "assessments.Product", on_delete=models.CASCADE, related_name="assessments"
    )
    bank_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.PROTECT, related_name="assessments"
    )
    started_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.SHARED)
    state = models.CharField(
        max_length=10, choices=AssessmentState.choices, default=AssessmentState.OPEN
    )
    target_level = models.CharField(max_length=50, blank=True)
    due_date = models.DateField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    stale_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["team", "-touched_at"], name="assessment_by_team"),
            models.Index(fields=["organisation", "-touched_at"], name="assessment_by_organisation"),
            models.Index(fields=["product", "-created_at"], name="assessment_by_product"),
            models.Index(
                fields=["stale_on"], name="assessment_stale", condition=Q(stale_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.AssessmentState.OPEN


class Answer(models.Model):
    """The current content of one register; `version` rises by one with every accepted write."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    question_code = models.CharField(max_length=100)
    state = models.CharField(max_length=16, choices=STATES)
    value = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question_code"],
                condition=Q(respondent__isnull=True),
                name="one_team_answer",
            ),
            models.UniqueConstraint(
                fields=["assessment", "respondent", "question_code"],
                condition=Q(respondent__isnull=False),
                name="one_answer_a_respondent",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="answer_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.question_code} v{self.version}"


class AnswerEvent(models.Model):
    """One accepted write, appended in the transaction of the write and never changed."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="events")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=STATES)
    value = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    operation_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="one_event_a_version"),
            models.UniqueConstraint(
                fields=["assessment", "operation_id"], name="one_event_an_operation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class Evidence(models.Model):
    """A link that supports an answer; taken back by `removed_at`, never deleted by a save."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    question_code = models.CharField(max_length=100)
    url = models.CharField(max_length=URL_LENGTH)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    dated = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "operation_id"], name="one_evidence_an_operation"
            )
        ]
        indexes = [models.Index(fields=["assessment", "question_code"], name="evidence_by_answer")]

    def __str__(self) -> str:
        return self.title or self.url


class Milestone(models.Model):
    """A named frozen copy of an assessment; a submit makes one. `answers` is an answers file."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="milestones")
    bank_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    note = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField()
    answers = models.JSONField()
    scorecard = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
