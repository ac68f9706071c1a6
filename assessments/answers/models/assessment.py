"""Assessments, and the sheets of a blind one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.answers.order import ORDERS, RANK, SCOPES
from assessments.text import NAME_LENGTH


class Assessment(models.Model):
    """One product assessed with one bank version.

    `team` and `organisation` repeat the product's for indexed lists (`move_product` keeps them).
    `revision` rises with every accepted write; `summary` is the cached result at that revision,
    `stale_on` the day it changes by itself because evidence goes out of date. `talk` rises with
    every comment, assignment and other change beside the answers. A blind assessment is revealed
    on `reveal_on`, or when all sheets are submitted, and then `revealed_at` is set.

    What the portfolio filters and sorts by stands in columns: `is_current` marks the newest one
    of a product in use that is not archived, `bank` and `product_name` repeat what they name, and
    `score` (in millionths), `level_rank` (0 is the lowest level, or the greatest risk),
    `fails_gate`, `is_complete` and `risk_free` (in millionths, of risk rules, which give no score)
    are written with the summary; without a result they are empty. `score_before` is the score its
    trend begins at: of the newest one before the current one, where that ran on the same bank.
    """

    class Mode(models.TextChoices):
        SHARED = "shared", _("Shared")
        BLIND = "blind", _("Blind")

    class AssessmentState(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        CLOSED = "closed", _("Archived")

    # Indexes of the lists begin with these three: indexes of their own would only cost each save.
    organisation = models.ForeignKey(
        "assessments.Organisation",
        on_delete=models.CASCADE,
        related_name="assessments",
        db_index=False,
    )
    team = models.ForeignKey(
        "assessments.Team", on_delete=models.CASCADE, related_name="assessments", db_index=False
    )
    product = models.ForeignKey(
        "assessments.Product",
        on_delete=models.CASCADE,
        related_name="assessments",
        db_index=False,
    )
    bank_version = models.ForeignKey(
        "assessments.BankVersion", on_delete=models.RESTRICT, related_name="assessments"
    )
    bank = models.ForeignKey(
        "assessments.Bank", on_delete=models.RESTRICT, related_name="assessments"
    )
    started_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    product_name = models.CharField(max_length=NAME_LENGTH)
    is_current = models.BooleanField(default=False)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.SHARED)
    state = models.CharField(
        max_length=10, choices=AssessmentState.choices, default=AssessmentState.OPEN
    )
    # An older process, still running during an upgrade, inserts rows without it.
    archived_from = models.CharField(
        max_length=10, choices=AssessmentState.choices, blank=True, default="", db_default=""
    )
    target_level = models.CharField(max_length=50, blank=True)
    due_date = models.DateField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    stale_on = models.DateField(null=True, blank=True)
    score = models.PositiveIntegerField(null=True, blank=True)
    score_before = models.PositiveIntegerField(null=True, blank=True)
    level_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    fails_gate = models.BooleanField(default=False)
    is_complete = models.BooleanField(default=False)
    risk_free = models.PositiveIntegerField(null=True, blank=True)
    talk = models.PositiveBigIntegerField(default=0)
    reveal_on = models.DateField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
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
            models.Index(
                fields=["organisation", "bank", "-touched_at", "team", "score"],
                name="assessment_to_compare",
                condition=Q(is_current=True) & Q(is_complete=True),
            ),
            *(
                models.Index(
                    *(F(scope), F("bank"), RANK, F("fails_gate"), key, F("id")),
                    name=f"portfolio_{scope}_{order}",
                    condition=Q(is_current=True),
                )
                for scope in SCOPES
                for order, key in ORDERS.items()
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment-detail", args=[self.pk])

    # The sheet of the person who looks, set by `sheets.seen_by`; never stored with the row.
    own_sheet: "Sheet | None" = None

    @property
    def is_open(self) -> bool:
        return self.state == self.AssessmentState.OPEN

    @property
    def is_blind(self) -> bool:
        """Say whether nobody may see another respondent's answers yet."""
        return self.mode == self.Mode.BLIND and self.revealed_at is None

    @property
    def is_revealed(self) -> bool:
        """Say whether several respondents' answers are joined to one result."""
        return self.mode == self.Mode.BLIND and self.revealed_at is not None


class Sheet(models.Model):
    """One respondent's answers in a blind assessment; nobody else sees it before the reveal.

    `revision`, `summary` and `touched_at` are the sheet's own, so that the assessment's row tells
    nothing of it; `discipline` is what the respondent was known to know when the sheet began.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sheets")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    discipline = models.CharField(max_length=20, blank=True)
    revision = models.PositiveBigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "respondent"], name="one_sheet_each")
        ]

    def __str__(self) -> str:
        return f"sheet of {self.respondent_id}"
