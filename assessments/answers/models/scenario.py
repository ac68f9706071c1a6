"""Scenarios: answers that were tried and kept, so that others can look at the same."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.answers.models.assessment import Assessment
from assessments.text import NAME_LENGTH


class Scenario(models.Model):
    """Some answers of an assessment as they might be; it changes no answer and is never changed.

    `tried` holds state and value by question code, `present` those of all answers it began from;
    `bank_digest` names the bank version they fit.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    tried = models.JSONField()
    present = models.JSONField()
    bank_digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "-id"], name="scenario_by_assessment")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assessments:scenario-detail", args=[self.assessment_id, self.pk])
