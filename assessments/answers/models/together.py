"""Working on one assessment together: who looks after what, talk, what was settled."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.answers.models.assessment import Assessment


class Assignment(models.Model):
    """A part or a single question that a person is asked to look after."""

    class Place(models.TextChoices):
        PART = "part", _("Part")
        QUESTION = "question", _("Question")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    place = models.CharField(max_length=8, choices=Place.choices)
    code = models.CharField(max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    due_on = models.DateField(null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "place", "code", "person"], name="assigned_once"
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="assignment_by_person"),
            models.Index(fields=["due_on"], name="assignment_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.person_id}"


class Comment(models.Model):
    """One contribution to a thread of a question; `thread` is None for the first of a thread.

    `mentions` lists user ids. A removed comment keeps its place and loses its text.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="comments")
    question_code = models.CharField(max_length=100)
    thread = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    mentions = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    operation_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "operation_id"], name="one_comment_an_operation"
            )
        ]
        indexes = [models.Index(fields=["assessment", "question_code"], name="comment_by_question")]

    def __str__(self) -> str:
        return f"{self.question_code} {self.pk}"


class Consensus(models.Model):
    """Why the team's register at `answer_version` says so; `dissent` is what others had said."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="consensus")
    question_code = models.CharField(max_length=100)
    reason = models.TextField()
    dissent = models.JSONField(default=list)
    answer_version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question_code"], name="one_consensus_a_question"
            )
        ]

    def __str__(self) -> str:
        return self.question_code
