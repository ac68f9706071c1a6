"""Moves of an assessment to another version of its bank, and what they kept aside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.answers.models.assessment import Assessment

# What is kept aside stands under a code no bank can hold, so that nothing takes it for an answer.
ASIDE = "~"
CODE_LENGTH = 100


class BankMove(models.Model):
    """One move of an assessment from a bank version to another, made by a lead.

    `plan` lists what became of each question as the lead accepted it. `before` is what it takes
    to move back exactly: by code the register with its version, the evidence that stood, the level
    aimed at. A move back `undoes` an earlier one; both keep the state they found as `milestone`.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="bank_moves")
    from_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.RESTRICT, related_name="+"
    )
    to_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.RESTRICT, related_name="+"
    )
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    milestone = models.ForeignKey(
        "assessments.Milestone", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    plan = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.from_version} → {self.to_version}"


class KeptAside(models.Model):
    """What a move took from a question: its answer, or `with_question` all that belongs to it.

    The rows themselves stay where they are, under the code `shelf`; `question_code` is the one they
    had, `bank_version` the one whose question they answer, `returned_by` the move that
    brought them back.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="kept_aside")
    move = models.ForeignKey(BankMove, on_delete=models.CASCADE, related_name="kept_aside")
    returned_by = models.ForeignKey(
        BankMove, null=True, on_delete=models.SET_NULL, related_name="returned"
    )
    question_code = models.CharField(_("question"), max_length=CODE_LENGTH)
    bank_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.RESTRICT, related_name="+"
    )
    with_question = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["assessment", "question_code"], name="kept_aside_of")]

    def __str__(self) -> str:
        return self.question_code

    @property
    def shelf(self) -> str:
        """The code its rows stand under."""
        return f"{ASIDE}{self.pk}{ASIDE}{self.question_code}"[:CODE_LENGTH]
