"""Tells people of their actions: that one is theirs, and once for each day that it is due."""

from datetime import date
from typing import Any

from django.db import transaction

from assessments.actor import Actor
from assessments.answers.assigned import still_here
from assessments.answers.models import ActionItem, Assessment
from assessments.answers.services.locking import Locked
from assessments.answers.services.telling_due import SOON, already_told
from assessments.answers.shelf import standing
from assessments.banks.queries import parsed_bank
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.scoring.bank import Bank

_UNDER_WAY = (ActionItem.ActionState.TO_DO, ActionItem.ActionState.DOING)


def tell_owner(locked: Locked, row: ActionItem, actor: Actor) -> None:
    """Tell who owns an action that it is theirs, or has another day (2 queries)."""
    if row.owner_id is None or not row.is_under_way:
        return
    tell(
        [row.owner_id],
        NoticeKind.ACTION,
        key=f"action:{row.pk}:{row.owner_id}:{row.due_on or ''}",
        organisation_id=locked.assessment.organisation_id,
        assessment_id=locked.assessment.pk,
        actor_id=actor.user_id,
        detail=_detail(row, locked.bank),
    )


def tell_actions_due(on: date) -> int:
    """Tell owners which actions under way are due within two days or overdue (2 queries).

    2 queries more for each notice; gives how many were told. Whoever owns one and may not answer
    in the team any more is not told.
    """
    rows = list(_due(on))
    told = already_told(NoticeKind.ACTION_DUE, {_key(row) for row in rows})
    fresh = [row for row in rows if (row.owner_id, _key(row)) not in told]
    for row in fresh:
        _tell(row)
    return len(fresh)


def _due(on: date) -> Any:
    rows = ActionItem.objects.filter(
        state__in=_UNDER_WAY, due_on__lte=on + SOON, owner__isnull=False
    )
    rows = rows.exclude(assessment__state=Assessment.AssessmentState.CLOSED)
    rows = rows.filter(assessment__product__archived_at__isnull=True)
    rows = rows.annotate(here=still_here("owner")).filter(here=True)
    rows = standing(rows).select_related("assessment__bank_version__bank")
    return rows.defer("assessment__bank_version__content").order_by("due_on", "pk")


def _key(row: ActionItem) -> str:
    return f"action_due:{row.pk}:{row.due_on}"


@transaction.atomic
def _tell(row: ActionItem) -> None:
    assert row.owner_id is not None  # noqa: S101 -- asked for
    tell(
        [row.owner_id],
        NoticeKind.ACTION_DUE,
        key=_key(row),
        organisation_id=row.assessment.organisation_id,
        assessment_id=row.assessment_id,
        detail=_detail(row, parsed_bank(row.assessment.bank_version)),
    )


def _detail(row: ActionItem, bank: Bank) -> dict[str, Any]:
    question = bank.questions.get(row.question_code)  # another version may not ask it
    return {
        "question": question.title if question else row.question_code,
        "due_on": row.due_on.isoformat() if row.due_on else None,
    }
