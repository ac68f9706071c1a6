"""Evidence as pages show it: its words, where it leads, and since when it is out of date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone

from assessments.answers.evidence_kinds import kind_label
from assessments.answers.models import Evidence
from assessments.scoring.answers import EvidenceItem
from assessments.scoring.bank import Bank
from assessments.scoring.evidence import stale_on

LONGEST: Final = 120  # of an address or a title; the whole of it is a click away


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One link or file in words; `since` is the first day it was too old, None while it is good."""

    pk: int
    code: str
    text: str
    address: str
    is_file: bool
    file_name: str
    kind: str
    dated: date | None
    until: date | None
    since: date | None
    by: str

    def __str__(self) -> str:
        return self.text


def shown_evidence(bank: Bank, rows: Iterable[Evidence]) -> tuple[ShownEvidence, ...]:
    """Put evidence in words, as it stands today."""
    today, months = timezone.now().date(), bank.scoring.evidence_months
    return tuple(_shown(row, months, today) for row in rows)


def rests_on_expired(items: Sequence[ShownEvidence]) -> bool:
    """Say whether there is evidence and all of it is out of date."""
    return bool(items) and all(item.since for item in items)


def _shown(row: Evidence, months: int, today: date) -> ShownEvidence:
    day = stale_on(EvidenceItem("", row.dated, row.expires_on), months)
    return ShownEvidence(
        pk=row.pk,
        code=row.question_code,
        text=_short(str(row)),
        address=_address(row),
        is_file=row.token is not None,
        file_name=row.file_name,
        kind=kind_label(row.kind),
        dated=row.dated,
        until=row.expires_on,
        since=day if day is not None and day <= today else None,
        by=row.by_name,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _address(row: Evidence) -> str:
    if row.token is None:
        return row.url
    return reverse("assessments:evidence-download", args=[row.token])
