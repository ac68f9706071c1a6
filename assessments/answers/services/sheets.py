"""A respondent submits the own sheet, and may take it back until the reveal."""

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.errors import NotAllowed, NotOpen
from assessments.answers.models import Assessment, Sheet
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.services.revealing import all_submitted, reveal


@transaction.atomic
def submit_sheet(*, actor: Actor, assessment_id: int) -> Assessment:
    """Close the own sheet; the last one submitted reveals all (4 queries, and 8 to reveal).

    A sheet of somebody who may not answer in the team any more is not waited for.

    Nothing is written to the audit log or told before the reveal: it would show who is how far.
    A submitted sheet stays as it is. Open points are allowed.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor has no sheet in it.
        NotOpen: the assessment is revealed, submitted or archived.
    """
    locked, sheet = _own(actor, assessment_id)
    if sheet.submitted_at is None:
        sheet.submitted_at = locked.at
        sheet.save(update_fields=["submitted_at"])
    if all_submitted(locked.assessment):
        reveal(Locked(locked.assessment, locked.bank, locked.at), None)
    return locked.assessment


@transaction.atomic
def take_back_sheet(*, actor: Actor, assessment_id: int) -> Assessment:
    """Open the own submitted sheet again, before the reveal; 3 queries.

    Raises:
        NotVisible, NotAllowed, NotOpen: as for `submit_sheet`.
    """
    locked, sheet = _own(actor, assessment_id)
    if sheet.submitted_at is not None:
        sheet.submitted_at = None
        sheet.save(update_fields=["submitted_at"])
    return locked.assessment


def _own(actor: Actor, assessment_id: int) -> tuple[Locked, Sheet]:
    locked = locked_for_answers(actor, assessment_id)
    row = locked.assessment
    if row.mode != Assessment.Mode.BLIND:
        raise NotAllowed
    if locked.sheet is None or not (row.is_open and row.is_blind):
        raise NotOpen(row.state)
    return locked, locked.sheet
