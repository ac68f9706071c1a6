"""Plans become actions: made from the moves of a path, changed by hand, never an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.assigned import is_writer
from assessments.answers.errors import NotOpen, NotVisible, Refused
from assessments.answers.models import ActionItem, PathTerm
from assessments.answers.permissions import can_plan
from assessments.answers.services.locking import Locked, locked_for_answers
from assessments.answers.services.telling_actions import tell_owner
from assessments.answers.shelf import standing
from assessments.audit.services import record
from assessments.scoring.answers import Value
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds import rules_of
from assessments.scoring.outlook.effort import steps_in

MOST_DAYS = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One answer to come to, with the person-days it is thought to take."""

    code: str
    value: Value
    effort: Fraction


@transaction.atomic
def make_actions(
    *, actor: Actor, assessment_id: int, target: str, wanted: Iterable[Wanted]
) -> list[ActionItem]:
    """Make an action of each answer to come to; one under way for its question stays. 5 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_answers`.
        NotOpen: the assessment is archived, or blind and not revealed.
        Refused: `target` is no level of the bank (not empty, where it has none), or a value fits
            no question of it.
    """
    locked = _planning(actor, assessment_id)
    if target not in (locked.bank.scoring.level_codes or ("",)):
        raise Refused("target", "unknown", _("The bank has no such level."))
    under_way = ActionItem.objects.filter(
        assessment=assessment_id,
        state__in=[ActionItem.ActionState.TO_DO, ActionItem.ActionState.DOING],
    )
    known = set(under_way.values_list("question_code", flat=True))
    new = {one.code: one for one in wanted if one.code not in known}
    rows = [_row(locked, actor, target, one) for one in new.values()]
    if rows:
        detail = {"target_level": target, "count": len(rows)}
        _record("action.made", locked, locked.assessment, actor, detail)
    return ActionItem.objects.bulk_create(rows)


def _row(locked: Locked, actor: Actor, target: str, one: Wanted) -> ActionItem:
    question = locked.bank.questions.get(one.code)
    if question is None:
        raise Refused("wanted", "unknown", _("The bank has no such question."))
    try:
        value = rules_of(question).parse(question, one.value)
    except AnswerOutOfRange as problem:
        raise Refused("wanted", "out_of_range", problem.message) from problem
    return ActionItem(
        assessment=locked.assessment,
        question_code=one.code,
        target_level=target,
        value=list(value) if isinstance(value, tuple) else value,
        effort=round(Decimal(one.effort.numerator) / one.effort.denominator, 2),
        made_by_id=actor.user_id,
        made_at=locked.at,
        changed_at=locked.at,
    )


@transaction.atomic
def change_action(
    *,
    actor: Actor,
    assessment_id: int,
    action_id: int,
    owner_id: int | None,
    due_on: date | None,
    state: str,
) -> ActionItem:
    """Set owner, day and state of an action; the answer it is about stays as it is. 6 queries.

    A new owner, or the owner at a new day, is told (3 queries more).

    Raises:
        NotVisible: the actor does not see the assessment, or it has no such action.
        NotAllowed, NotOpen: as for `make_actions`.
        Refused: `owner` who may not answer in the team, `state` that is none, or that cannot be
            while another action of the question is under way.
    """
    locked = _planning(actor, assessment_id)
    row = standing(ActionItem.objects.filter(assessment=assessment_id, pk=action_id)).first()
    if row is None:
        raise NotVisible
    if state not in ActionItem.ActionState.values:
        raise Refused("state", "unknown", _("There is no such state."))
    if owner_id is not None and owner_id != row.owner_id:
        _check_owner(locked, owner_id)
    before = _shown(row)
    row.owner_id, row.due_on, row.state, row.changed_at = owner_id, due_on, state, locked.at
    if row.is_under_way and _others_under_way(row):
        raise Refused("state", "twice", _("Another action for this question is under way."))
    row.save(update_fields=["owner", "due_on", "state", "changed_at"])
    after = _shown(row)
    changes = {name: after[name] for name in after if after[name] != before[name]}
    if "owner" in changes:
        changes["owner"] = str(row.owner or "")
    if changes:
        _record("action.changed", locked, row, actor, {"question": row.question_code, **changes})
    if {"owner", "due"} & changes.keys():
        tell_owner(locked, row, actor)
    return row


def _shown(row: ActionItem) -> dict[str, Any]:
    """Give what of an action can be changed, as the audit log keeps it."""
    due = row.due_on.isoformat() if row.due_on else ""
    return {"owner": row.owner_id, "due": due, "state": row.state}


def _record(verb: str, locked: Locked, of: Model, actor: Actor, detail: dict[str, Any]) -> None:
    organisation_id = locked.assessment.organisation_id
    detail = {"assessment": locked.assessment.pk, **detail}
    record(verb, of, organisation_id=organisation_id, actor_id=actor.user_id, detail=detail)


def _others_under_way(row: ActionItem) -> bool:
    same = ActionItem.objects.filter(
        assessment=row.assessment_id,
        question_code=row.question_code,
        state__in=[ActionItem.ActionState.TO_DO, ActionItem.ActionState.DOING],
    )
    return same.exclude(pk=row.pk).exists()


def _check_owner(locked: Locked, owner_id: int) -> None:
    if not is_writer(locked.assessment.team_id, owner_id):
        words = _("Only people of the team who may answer can own an action.")
        raise Refused("owner", "not_in_team", words)


@transaction.atomic
def set_path_term(
    *,
    actor: Actor,
    assessment_id: int,
    code: str,
    cannot_change: bool,
    days: Sequence[Decimal] | None,
) -> None:
    """Keep what the team says about one question's path; saying nothing drops it. 3 queries.

    Raises:
        NotVisible: the actor does not see the assessment, or its bank has no such question.
        NotAllowed, NotOpen: as for `make_actions`.
        Refused: `days` of the wrong number, below 0 or beyond 10,000.
    """
    locked = _planning(actor, assessment_id)
    question = locked.bank.questions.get(code)
    if question is None or code in locked.bank.profile_codes:
        raise NotVisible
    if days is not None and len(days) != steps_in(question):
        raise Refused("days", "count", _("Give a figure for every step, or for none."))
    if days is not None and not all(0 <= day <= MOST_DAYS for day in days):
        raise Refused("days", "range", _("Person-days lie between 0 and 10,000."))
    rows = PathTerm.objects.filter(assessment=assessment_id, question_code=code)
    if not cannot_change and days is None:
        rows.delete()
        return
    PathTerm.objects.update_or_create(
        assessment=locked.assessment,
        question_code=code,
        defaults={
            "cannot_change": cannot_change,
            "days": None if days is None else [str(day) for day in days],
            "by_id": actor.user_id,
            "at": locked.at,
        },
    )


def _planning(actor: Actor, assessment_id: int) -> Locked:
    locked = locked_for_answers(actor, assessment_id)
    if not can_plan(actor, locked.assessment):
        raise NotOpen(locked.assessment.state)
    return locked
