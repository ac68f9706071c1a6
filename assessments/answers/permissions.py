"""What an actor may do to an assessment; admins may do all a lead may."""

from typing import Final

from assessments.actor import Actor, TeamRole
from assessments.answers.models import Assessment
from assessments.teams.models import Product
from assessments.teams.permissions import can_manage_product

_WRITERS: Final = (TeamRole.LEAD, TeamRole.CONTRIBUTOR)


def can_view(actor: Actor, assessment: Assessment) -> bool:
    role = actor.team_role(assessment.team_id)
    return role is not None or actor.administers(assessment.organisation_id)


def can_contribute(actor: Actor, assessment: Assessment) -> bool:
    """Say whether the actor's role lets them answer, whatever state the assessment is in."""
    role = actor.team_role(assessment.team_id)
    return role in _WRITERS or actor.administers(assessment.organisation_id)


def can_answer(actor: Actor, assessment: Assessment) -> bool:
    return assessment.is_open and can_contribute(actor, assessment)


def can_manage_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Rename, archive, restore, move and delete."""
    leads = actor.team_role(assessment.team_id) is TeamRole.LEAD
    return leads or actor.administers(assessment.organisation_id)


def can_submit(actor: Actor, assessment: Assessment) -> bool:
    return assessment.is_open and can_manage_assessment(actor, assessment)


def can_reopen(actor: Actor, assessment: Assessment) -> bool:
    submitted = assessment.state == Assessment.AssessmentState.SUBMITTED
    return submitted and can_manage_assessment(actor, assessment)


def can_request_report(actor: Actor, assessment: Assessment) -> bool:
    return can_contribute(actor, assessment)


def can_start_assessment(actor: Actor, product: Product) -> bool:
    return product.archived_at is None and can_manage_product(actor, product)
