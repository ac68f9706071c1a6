"""What was said: an answer is a register with a history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.answers.models.assessment import Assessment
from assessments.scoring.answers import State

STATES = [
    (State.ANSWERED.value, _("Answered")),
    (State.DONT_KNOW.value, _("Don't know")),
    (State.NOT_APPLICABLE.value, _("Not applicable")),
    (State.UNANSWERED.value, _("Unanswered")),
]


class Answer(models.Model):
    """The current content of one register; `version` rises by one with every accepted write.

    `revision` is that of the assessment at the write: it finds what changed since a page was drawn.
    `to_check` is the bank version whose wording was answered, while a move to another one left in
    doubt whether the answer still means the same; any write takes the doubt away.
    """

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
    revision = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    to_check = models.ForeignKey(
        "assessments.BankVersion",
        null=True,
        on_delete=models.RESTRICT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["to_check"], name="answer_to_check", condition=Q(to_check__isnull=False)
            ),  # for whoever deletes a version; nearly every row is left out, and no save pays
        ]
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

    # The unique constraints below begin with these two: indexes of their own would only cost.
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="+", db_index=False
    )
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
