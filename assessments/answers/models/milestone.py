"""Frozen copies of an assessment."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.answers.models.assessment import Assessment
from assessments.text import NAME_LENGTH


class Milestone(models.Model):
    """A named frozen copy: made by a submit, a lead `by_hand`, or a move to other questions.

    Bank version, `answers` (an answers file) and `scored_on` are all it takes to score it again.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="milestones")
    bank_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.RESTRICT, related_name="+"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    note = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField()
    answers = models.JSONField()
    scorecard = models.JSONField()
    digest = models.CharField(max_length=64)
    scored_on = models.DateField()
    by_hand = models.BooleanField(default=False)
    of_move = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        where = [self.assessment.product_id, self.pk]
        return reverse("assessments:milestone-detail", args=where)
