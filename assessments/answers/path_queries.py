"""Reads of the path's terms and actions; the assessment must be one the actor may see."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from django.db.models import F, QuerySet

from assessments.actor import Actor
from assessments.answers.assigned import WRITERS
from assessments.answers.models import ActionItem, Assessment, PathTerm
from assessments.answers.permissions import can_see_plans
from assessments.answers.shelf import standing
from assessments.scoring.bank import Bank
from assessments.scoring.outlook.effort import steps_in
from assessments.scoring.outlook.path import Terms

_RELATED: Final = tuple(
    f"assessment__{name}" for name in ("product", "team", "organisation", "bank_version__bank")
)


def path_terms(assessment: Assessment) -> Mapping[str, PathTerm]:
    """Give the team's terms by question code (1 query); none before a reveal."""
    if not can_see_plans(assessment):
        return {}
    rows = standing(PathTerm.objects.filter(assessment=assessment))
    return {row.question_code: row for row in rows}


def terms_for(bank: Bank, rows: Mapping[str, PathTerm], *, beyond: bool = False) -> Terms:
    """Give the terms as the solver reads them; figures that fit no question any more are left."""
    own = {code: tuple(map(Fraction, row.days)) for code, row in rows.items() if row.days}
    fitting = {
        code: days
        for code, days in own.items()
        if code in bank.questions and len(days) == steps_in(bank.questions[code])
    }
    fixed = frozenset(code for code, row in rows.items() if row.cannot_change)
    return Terms(fixed, fitting, beyond=beyond)


def actions_waiting_for(actor: Actor) -> QuerySet[ActionItem]:
    """Give the actor's own actions under way, what is due first on top (1 query).

    They wait where the actor may answer, not in the archive nor before a reveal; each comes with
    assessment, product, team and bank.
    """
    teams = [pk for pk, role in actor.teams.items() if role.value in WRITERS]
    rows = ActionItem.objects.filter(
        owner=actor.user_id,
        state__in=[ActionItem.ActionState.TO_DO, ActionItem.ActionState.DOING],
        assessment__team__in=teams,
        assessment__product__archived_at__isnull=True,
    ).exclude(assessment__state=Assessment.AssessmentState.CLOSED)
    rows = rows.exclude(assessment__mode=Assessment.Mode.BLIND, assessment__revealed_at=None)
    rows = standing(rows).select_related(*_RELATED).defer("assessment__bank_version__content")
    return rows.order_by(F("due_on").asc(nulls_last=True), "assessment_id", "pk")


def actions_of(assessment: Assessment) -> QuerySet[ActionItem]:
    """Give the actions with their owners, what is due first on top (1 query); none unrevealed."""
    rows = standing(ActionItem.objects.filter(assessment=assessment))
    if not can_see_plans(assessment):
        rows = rows.none()
    return rows.select_related("owner").order_by(F("due_on").asc(nulls_last=True), "pk")
