"""What sorts of evidence there are, and how many months each is good for when nobody says."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from assessments.scoring.days import months_after


class EvidenceKind(TextChoices):
    """What a piece of evidence is; kept by its value, shown by its label."""

    MEASUREMENT = "measurement", _("Measurement or experiment")
    MONITORING = "monitoring", _("Monitoring or dashboard")
    RESEARCH = "research", _("User research")
    DOCUMENT = "document", _("Document or policy")
    APPROVAL = "approval", _("Approval")
    OTHER = "other", _("Something else")


MONTHS: Final[Mapping[str, int]] = {
    EvidenceKind.MEASUREMENT: 6,
    EvidenceKind.MONITORING: 3,
    EvidenceKind.RESEARCH: 12,
    EvidenceKind.DOCUMENT: 12,
    EvidenceKind.APPROVAL: 12,
    EvidenceKind.OTHER: 12,
}


def suggested_expiry(kind: str, dated: date | None, today: date) -> date | None:
    """Give the last day a kind of evidence is good for, counted from its date or from today.

    None without a kind, and beyond the calendar's end.
    """
    return months_after(dated or today, MONTHS[kind]) if kind in MONTHS else None


def kind_label(kind: str) -> str:
    """Give the kind in words; empty for a row that has none."""
    return str(EvidenceKind(kind).label) if kind in MONTHS else ""
