"""The reveal of a blind assessment: when all sheets are submitted, on a day, or by the lead."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.actor import Actor, OrganisationRole
from assessments.answers.assigned import Colleague, people_to_ask, still_here
from assessments.answers.errors import NotAllowed, NotOpen, NotVisible, Refused
from assessments.answers.models import Assessment, Sheet
from assessments.answers.services.locking import (
    Locked,
    locked_for_managing,
    locked_unasked,
)
from assessments.answers.services.refreshing import store_summary
from assessments.answers.services.sweeping import each
from assessments.answers.sheets import registers_of
from assessments.answers.summary import summarise
from assessments.audit.services import record
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.teams.models import Member

FEWEST = 2


def reveal(locked: Locked, actor_id: int | None) -> None:
    """Join the sheets and let everybody see them, inside the transaction of the lock (8 queries).

    Before this nothing of a sheet is in the assessment's row, the audit log or a notice.
    """
    row = locked.assessment
    row.revealed_at = locked.at
    row.save(update_fields=["revealed_at"])
    store_summary(locked, registers_of(row), accepted=1)
    sheets = list(Sheet.objects.filter(assessment=row))
    submitted = sum(sheet.submitted_at is not None for sheet in sheets)
    detail = {"respondents": len(sheets), "submitted": submitted}
    _record("assessment.revealed", row, actor_id, detail)
    people = {sheet.respondent_id for sheet in sheets} | _leads(row)
    tell(
        people,
        NoticeKind.REVEALED,
        key=f"revealed:{row.pk}",
        organisation_id=row.organisation_id,
        assessment_id=row.pk,
        actor_id=actor_id,
    )


@transaction.atomic
def reveal_now(*, actor: Actor, assessment_id: int) -> Assessment:
    """Reveal a blind assessment, whoever has submitted; once revealed nothing changes.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`; NotAllowed also for a shared one.
        NotOpen: the assessment is archived.
    """
    locked = _blind(actor, assessment_id)
    if locked.assessment.is_blind:
        reveal(locked, actor.user_id)
    return locked.assessment


@transaction.atomic
def plan_reveal(*, actor: Actor, assessment_id: int, reveal_on: date | None) -> Assessment:
    """Set the day of the reveal; None waits for all sheets. 3 queries.

    Raises:
        NotVisible, NotAllowed, NotOpen: as for `reveal_now`.
        Refused: the day is not ahead.
    """
    locked = _blind(actor, assessment_id)
    row = locked.assessment
    check_ahead(reveal_on, locked.at.date())
    if row.is_blind and row.reveal_on != reveal_on:
        row.reveal_on = reveal_on
        row.save(update_fields=["reveal_on"])
        day = reveal_on.isoformat() if reveal_on else None
        _record("assessment.reveal_planned", row, actor.user_id, {"reveal_on": day})
    return row


@transaction.atomic
def add_respondents(*, actor: Actor, assessment_id: int, people: Collection[int]) -> int:
    """Hand sheets to more people before the reveal; gives how many are new. 5 queries.

    Raises:
        NotVisible, NotAllowed, NotOpen: as for `reveal_now`.
        Refused: somebody may not answer in the team.
    """
    locked = _blind(actor, assessment_id)
    row = locked.assessment
    if not row.is_blind:
        raise NotOpen(row.state)
    there = set(Sheet.objects.filter(assessment=row).values_list("respondent", flat=True))
    chosen = check_people(row.team_id, set(people) - there)
    hand_out(locked, chosen)
    if chosen:
        added = {"respondents": [one.pk for one in chosen]}
        _record("assessment.respondents_added", row, actor.user_id, added)
    return len(chosen)


def all_submitted(row: Assessment) -> bool:
    """Say whether no sheet is waited for (1 query).

    Of somebody who may not answer in the team any more none is: they could never submit it.
    """
    here = _kept_by_people_here().filter(assessment=row)
    return not here.filter(submitted_at__isnull=True).exists()


def reveal_due(on: date) -> int:
    """Reveal what is due by this day, or complete since somebody left; gives how many.

    1 query, and at most 10 for each.
    """
    here = _kept_by_people_here().filter(assessment=OuterRef("pk"))
    submitted = Exists(here.filter(submitted_at__isnull=False))
    complete = Q(submitted) & ~Q(Exists(here.filter(submitted_at__isnull=True)))
    due = Assessment.objects.filter(
        Q(reveal_on__lte=on) | complete,
        mode=Assessment.Mode.BLIND,
        revealed_at__isnull=True,
        state=Assessment.AssessmentState.OPEN,
    )
    ids = due.order_by("pk").values_list("pk", flat=True)
    return each(ids, lambda pk: _reveal_when_due(pk, on))


@transaction.atomic
def _reveal_when_due(pk: int, on: date) -> bool:
    try:
        locked = locked_unasked(pk)
    except NotVisible:
        return False
    row = locked.assessment
    if not (row.is_blind and row.is_open):
        return False
    is_due = row.reveal_on is not None and row.reveal_on <= on
    if is_due or all_submitted(row):
        reveal(locked, None)
        return True
    return False


def _kept_by_people_here() -> QuerySet[Sheet]:
    """Give the sheets of those who may still answer in the team, or administer all of it."""
    admins = Member.objects.filter(
        organisation=OuterRef("assessment__organisation"),
        user=OuterRef("respondent"),
        role=OrganisationRole.ADMIN,
    )
    return Sheet.objects.filter(still_here("respondent") | Exists(admins))


def check_ahead(reveal_on: date | None, today: date) -> None:
    """See that a day of reveal lies ahead.

    Raises:
        Refused: it does not.
    """
    if reveal_on is not None and reveal_on <= today:
        raise Refused("reveal_on", "past", _("Choose a day after today, or reveal now."))


def check_people(team_id: int, people: Collection[int]) -> list[Colleague]:
    """Give the chosen people of a team (1 query).

    Raises:
        Refused: one of them may not answer there.
    """
    found = [one for one in people_to_ask(team_id) if one.pk in set(people)]
    if len(found) < len(set(people)):
        message = _("Somebody you chose may not answer in this team any more. Choose again.")
        raise Refused("respondents", "unknown", message)
    return found


def hand_out(locked: Locked, people: Iterable[Colleague]) -> None:
    """Give each person an empty sheet (1 query)."""
    empty = summarise(locked.bank, {}, locked.at.date()).content
    Sheet.objects.bulk_create(
        Sheet(
            assessment=locked.assessment,
            respondent_id=one.pk,
            discipline=one.discipline,
            summary=empty,
        )
        for one in people
    )


def _blind(actor: Actor, assessment_id: int) -> Locked:
    locked = locked_for_managing(actor, assessment_id)
    if locked.assessment.mode != Assessment.Mode.BLIND:
        raise NotAllowed
    if locked.assessment.state == Assessment.AssessmentState.CLOSED:
        raise NotOpen(locked.assessment.state)
    return locked


def _leads(row: Assessment) -> set[int]:
    return set(row.team.members.filter(role="lead").values_list("user", flat=True))


def _record(verb: str, row: Assessment, actor_id: int | None, detail: dict[str, Any]) -> None:
    record(verb, row, organisation_id=row.organisation_id, actor_id=actor_id, detail=detail)
