"""Every write begins here: the assessment's row is locked before anything of it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Now

from assessments.actor import Actor
from assessments.answers.errors import NotAllowed, NotVisible
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_contribute, can_manage_assessment
from assessments.answers.queries import assessments_visible_to
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Bank

_VERSION: Final = ("bank", "digest", "major", "minor", "notes")  # what names a parsed bank
_READ: Final = (
    *("organisation", "team", "product", "bank_version", "started_from", "name", "state"),
    *("revision", "touched_at", "target_level", "due_date"),
    *(f"bank_version__{field}" for field in _VERSION),
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked assessment with its bank; `at` is the time of the write, by the database's clock.

    `at` never lies before the assessment's last write, even when this one waited for the lock.
    """

    assessment: Assessment
    bank: Bank
    at: datetime


def locked_for_answers(actor: Actor, assessment_id: int) -> Locked:
    """Lock an assessment the actor may answer in, open or not (1 query).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team.
    """
    found = _locked(actor, assessment_id)
    if not can_contribute(actor, found.assessment):
        raise NotAllowed
    return found


def locked_for_managing(actor: Actor, assessment_id: int) -> Locked:
    """Lock an assessment whose team the actor leads (1 query).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor does not lead its team.
    """
    found = _locked(actor, assessment_id)
    if not can_manage_assessment(actor, found.assessment):
        raise NotAllowed
    return found


def locked_unasked(assessment_id: int) -> Locked:
    """Lock an assessment for work nobody asked for, like the sweep (1 query).

    Raises:
        NotVisible: it was deleted in the meantime.
    """
    row = _lockable(Assessment.objects.all()).filter(pk=assessment_id).first()
    if row is None:
        raise NotVisible
    return _as_locked(row)


def _locked(actor: Actor, assessment_id: int) -> Locked:
    row = _lockable(assessments_visible_to(actor)).filter(pk=assessment_id).first()
    if row is None:
        raise NotVisible
    return _as_locked(row)


def _lockable(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    # SQLite has no row locks: there each transaction begins as the only writer.
    locked = rows.select_for_update(of=("self",)).select_related("bank_version")
    return locked.only(*_READ).annotate(clock=Now(output_field=DateTimeField()))


def _as_locked(row: Assessment) -> Locked:
    clock: datetime = row.clock  # type: ignore[attr-defined]  # annotated above
    return Locked(row, parsed_bank(row.bank_version), max(clock, row.touched_at))
