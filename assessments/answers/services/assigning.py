"""Asking people to look after parts and questions, and taking that back; done twice is done once.

Every change counts up `Assessment.talk`, so that open pages notice it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.assigned import QUESTION, Spot, is_writer
from assessments.answers.errors import NotAllowed, NotOpen, NotVisible, Refused
from assessments.answers.models import Assessment, Assignment
from assessments.answers.permissions import (
    can_assign,
    can_contribute,
    can_take,
    can_unassign,
    can_view,
)
from assessments.answers.services.locking import Locked, locked_unasked
from assessments.answers.shelf import standing
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell


@transaction.atomic
def assign(
    *,
    actor: Actor,
    assessment_id: int,
    spots: Sequence[Spot],
    person_id: int,
    due_on: date | None = None,
) -> list[Assignment]:
    """Ask a person of the team to look after parts and questions; at most 8 queries.

    What the person has already stays, with the new date where a lead gives another one.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor neither leads the team nor takes it for themselves.
        NotOpen: the assessment was submitted or archived.
        Refused: `places` the bank does not have, or a `person` who may not answer in the team.
    """
    locked = _open(actor, assessment_id)
    leads = can_assign(actor, locked.assessment)
    if not leads and not (person_id == actor.user_id and can_take(actor, locked.assessment)):
        raise NotAllowed
    wanted = list(dict.fromkeys(spots))
    _check(locked, wanted, person_id)
    known = {
        Spot(row.place, row.code): row
        for row in Assignment.objects.filter(assessment=assessment_id, person=person_id)
    }
    new = [_row(locked, spot, person_id, due_on, actor) for spot in wanted if spot not in known]
    Assignment.objects.bulk_create(new)
    moved = [row for spot, row in known.items() if leads and spot in wanted and due_on]
    changed = [*_dated(moved, due_on), *new]
    _announce(locked, changed, actor)
    made = {Spot(row.place, row.code): row for row in [*known.values(), *new]}
    return [made[spot] for spot in wanted]


@transaction.atomic
def unassign(*, actor: Actor, assessment_id: int, assignment_id: int) -> None:
    """Take an assignment back, or give up one's own; 4 queries.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such assignment.
        NotAllowed: the actor neither leads the team nor is the person.
        NotOpen: the assessment was submitted or archived.
    """
    locked = _open(actor, assessment_id)
    row = _found(locked, assignment_id)
    if not can_unassign(actor, locked.assessment, row):
        raise NotAllowed
    row.delete()
    _count_up(locked)


@transaction.atomic
def change_due(
    *, actor: Actor, assessment_id: int, assignment_id: int, due_on: date | None
) -> Assignment:
    """Set another day, or none; the person is told. At most 6 queries.

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such assignment.
        NotAllowed: the actor does not lead the team.
        NotOpen: the assessment was submitted or archived.
    """
    locked = _open(actor, assessment_id)
    row = _found(locked, assignment_id)
    if not can_assign(actor, locked.assessment):
        raise NotAllowed
    _announce(locked, _dated([row], due_on), actor)
    return row


def _open(actor: Actor, assessment_id: int) -> Locked:
    locked = locked_unasked(assessment_id)
    if not can_view(actor, locked.assessment):
        raise NotVisible
    if not can_contribute(actor, locked.assessment):
        raise NotAllowed
    if not locked.assessment.is_open:
        raise NotOpen(locked.assessment.state)
    return locked


def _found(locked: Locked, assignment_id: int) -> Assignment:
    rows = Assignment.objects.filter(assessment=locked.assessment.pk, pk=assignment_id)
    row = standing(rows, "code").first()
    if row is None:
        raise NotVisible
    return row


def _check(locked: Locked, spots: Iterable[Spot], person_id: int) -> None:
    if not all(spot.is_in(locked.bank) for spot in spots):
        raise Refused("places", "unknown", _("This part or question is not in the bank."))
    if not is_writer(locked.assessment.team_id, person_id):
        words = _("Only people of the team who may answer can be asked. Choose one of them.")
        raise Refused("person", "not_in_team", words)


def _row(
    locked: Locked, spot: Spot, person_id: int, due_on: date | None, actor: Actor
) -> Assignment:
    return Assignment(
        assessment_id=locked.assessment.pk,
        place=spot.place,
        code=spot.code,
        person_id=person_id,
        due_on=due_on,
        assigned_by_id=actor.user_id,
        assigned_at=locked.at,
    )


def _dated(rows: Iterable[Assignment], due_on: date | None) -> list[Assignment]:
    """Give the rows whose day changes, stored with the new one (at most 1 query)."""
    changed = [row for row in rows if row.due_on != due_on]
    Assignment.objects.filter(pk__in=[row.pk for row in changed]).update(due_on=due_on)
    for row in changed:
        row.due_on = due_on
    return changed


def _announce(locked: Locked, rows: Sequence[Assignment], actor: Actor) -> None:
    """Tell the person in one notice, however many places it is about (at most 3 queries)."""
    if not rows:
        return
    first = rows[0]
    key = f"assigned:{first.pk}:{len(rows)}:{first.due_on or ''}"
    tell(
        [first.person_id],
        NoticeKind.ASSIGNED,
        key=key,
        organisation_id=locked.assessment.organisation_id,
        assessment_id=locked.assessment.pk,
        question_code=question_of(rows),
        actor_id=actor.user_id,
        detail=notice_detail(rows, Spot(first.place, first.code).title(locked.bank)),
    )
    _count_up(locked)


def question_of(rows: Sequence[Assignment]) -> str:
    """Give the question's code where the notice is about this one question alone."""
    return rows[0].code if len(rows) == 1 and rows[0].place == QUESTION else ""


def notice_detail(rows: Sequence[Assignment], title: str) -> dict[str, Any]:
    """Give what a notice about assignments says: the first one's title, of how many, the day."""
    due_on = rows[0].due_on
    return {
        rows[0].place: title,
        "code": rows[0].code,
        "count": len(rows),
        "due_on": due_on.isoformat() if due_on else None,
    }


def _count_up(locked: Locked) -> None:
    Assessment.objects.filter(pk=locked.assessment.pk).update(talk=F("talk") + 1)
