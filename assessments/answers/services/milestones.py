"""Milestones by hand: a lead keeps the result as it stands, names it, and may let it go again."""

from typing import Any

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.errors import NotOpen, NotVisible, Submitted
from assessments.answers.fields import clean_note
from assessments.answers.models import Milestone
from assessments.answers.permissions import can_delete_milestone, can_make_milestone
from assessments.answers.services.freezing import freeze
from assessments.answers.services.locking import locked_for_managing
from assessments.audit.services import record
from assessments.teams.fields import clean_name


@transaction.atomic
def make_milestone(*, actor: Actor, assessment_id: int, name: str, note: str = "") -> Milestone:
    """Freeze the answers and the result as they stand now, under a name; 7 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
        NotOpen: the assessment is archived, or blind and not revealed.
        Refused: a name or note that cannot be kept.
    """
    locked = locked_for_managing(actor, assessment_id)
    if not can_make_milestone(actor, locked.assessment):
        raise NotOpen(locked.assessment.state)
    named = clean_name(name)
    milestone = freeze(locked, actor, name=named, note=clean_note(note), by_hand=True)
    _record("milestone.made", milestone, actor)
    return milestone


@transaction.atomic
def rename_milestone(*, actor: Actor, milestone_id: int, name: str) -> Milestone:
    """Change the name; what is frozen does not change. 4 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
        Refused: a name that cannot be kept.
    """
    milestone = _locked(actor, milestone_id)
    before, milestone.name = milestone.name, clean_name(name)
    milestone.save(update_fields=["name"])
    _record("milestone.renamed", milestone, actor, before=before)
    return milestone


@transaction.atomic
def delete_milestone(*, actor: Actor, milestone_id: int) -> None:
    """Delete a milestone that was made by hand, for good; 4 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
        Submitted: it was made by a submit.
    """
    milestone = _locked(actor, milestone_id)
    if not can_delete_milestone(actor, milestone):
        raise Submitted
    _record("milestone.deleted", milestone, actor)
    milestone.delete()


def _locked(actor: Actor, milestone_id: int) -> Milestone:
    """Give a milestone once its assessment is locked; one deleted meanwhile is not visible."""
    rows = Milestone.objects.defer("answers", "scorecard")
    found = rows.filter(pk=milestone_id).first()
    if found is None:
        raise NotVisible
    found.assessment = locked_for_managing(actor, found.assessment_id).assessment
    if not rows.filter(pk=milestone_id).exists():
        raise NotVisible
    return found


def _record(verb: str, milestone: Milestone, actor: Actor, **detail: Any) -> None:
    assessment = milestone.assessment
    mine = {"organisation_id": assessment.organisation_id, "actor_id": actor.user_id}
    record(verb, milestone, **mine, detail={"assessment": str(assessment), **detail})
