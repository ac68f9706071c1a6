"""The way to a level as a team keeps it: terms of single questions, and actions agreed on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.answers.models.assessment import Assessment


class PathTerm(models.Model):
    """What a team says about one question's path: that it cannot change, its own person-days.

    `days` are decimal texts, of a rubric one for each step; None where the bank's figures hold.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="path_terms")
    question_code = models.CharField(max_length=100)
    cannot_change = models.BooleanField(default=False)
    days = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question_code"], name="one_path_term_a_question"
            )
        ]

    def __str__(self) -> str:
        return self.question_code


class ActionItem(models.Model):
    """One answer to better, agreed on: by whom, by when, how far it is.

    `value` is the answer aimed at; a done action proposes it and changes no answer. A question has
    one action at most that is not over.
    """

    class ActionState(models.TextChoices):
        TO_DO = "to_do", _("To do")
        DOING = "doing", _("In progress")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="actions")
    question_code = models.CharField(max_length=100)
    target_level = models.CharField(max_length=50)
    value = models.JSONField()
    effort = models.DecimalField(max_digits=10, decimal_places=2)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.TO_DO)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question_code"],
                condition=Q(state__in=["to_do", "doing"]),
                name="one_action_under_way_a_question",
            )
        ]
        indexes = [models.Index(fields=["owner"], name="action_by_owner")]

    def __str__(self) -> str:
        return self.question_code

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.ActionState.TO_DO, self.ActionState.DOING}
