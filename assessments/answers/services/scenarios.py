"""Keeping a scenario for others to look at, and dropping it; no answer is touched."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.errors import NotAllowed, NotVisible, Refused
from assessments.answers.models import Scenario
from assessments.answers.permissions import can_keep_scenario
from assessments.answers.registers import answers_in
from assessments.answers.scenario_queries import as_kept, present_as_kept
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.sheets import registers_of
from assessments.audit.services import record
from assessments.scoring.what_if import Tried

MOST: Final = 50


@transaction.atomic
def keep_scenario(
    *, actor: Actor, assessment_id: int, name: str, tried: Mapping[str, Tried]
) -> Scenario:
    """Keep answers that were tried, with the present ones they began from. At most 7 queries.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads, or it is archived, or blind and not revealed.
        Refused: nothing is tried, or the assessment has `MOST` scenarios already.
    """
    locked = _keeping(actor, assessment_id)
    if not tried:
        raise Refused("name", "nothing", _("Try at least one other answer first."))
    if Scenario.objects.filter(assessment=assessment_id).count() >= MOST:
        words = _("There are %(number)d scenarios already. Delete one first.")
        raise Refused("name", "too_many", words % {"number": MOST})
    made = Scenario.objects.create(
        assessment=locked.assessment,
        name=name,
        tried=as_kept(tried),
        present=present_as_kept(answers_in(registers_of(locked.assessment))),
        bank_digest=locked.assessment.bank_version.digest,
        made_by_id=actor.user_id,
        made_at=locked.at,
    )
    _record("scenario.kept", made, locked, actor)
    return made


@transaction.atomic
def drop_scenario(*, actor: Actor, assessment_id: int, scenario_id: int) -> None:
    """Delete a scenario, for good (4 queries).

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such scenario.
        NotAllowed: as for `keep_scenario`.
    """
    locked = _keeping(actor, assessment_id)
    row = Scenario.objects.filter(assessment=assessment_id, pk=scenario_id).first()
    if row is None:
        raise NotVisible
    _record("scenario.dropped", row, locked, actor)
    row.delete()


def _keeping(actor: Actor, assessment_id: int) -> Locked:
    locked = locked_for_answers(actor, assessment_id)
    if not can_keep_scenario(actor, locked.assessment):
        raise NotAllowed
    return locked


def _record(verb: str, row: Scenario, locked: Locked, actor: Actor) -> None:
    record(
        verb,
        row,
        organisation_id=locked.assessment.organisation_id,
        actor_id=actor.user_id,
        detail={"assessment": locked.assessment.pk},
    )
