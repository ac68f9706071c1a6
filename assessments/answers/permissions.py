"""What an actor may do to an assessment; admins may do all a lead may."""

from typing import Final

from assessments.actor import Actor, TeamRole
from assessments.answers.models import Assessment, Assignment, Comment, Milestone
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
    """Say whether the section form takes answers: of a blind assessment in the own sheet only."""
    if assessment.mode == Assessment.Mode.BLIND and not has_open_sheet(actor, assessment):
        return False
    return assessment.is_open and can_contribute(actor, assessment)


def has_open_sheet(actor: Actor, assessment: Assessment) -> bool:
    """Say whether the actor's sheet, as `seen_by` found it, still takes answers."""
    sheet = assessment.own_sheet
    own = sheet is not None and sheet.respondent_id == actor.user_id
    return own and assessment.is_blind and sheet is not None and sheet.submitted_at is None


def can_settle(actor: Actor, assessment: Assessment) -> bool:
    """Record the team's answer where respondents differ."""
    return (
        assessment.is_open and assessment.is_revealed and can_manage_assessment(actor, assessment)
    )


def can_manage_assessment(actor: Actor, assessment: Assessment) -> bool:
    """Rename, archive, restore, move and delete."""
    leads = actor.team_role(assessment.team_id) is TeamRole.LEAD
    return leads or actor.administers(assessment.organisation_id)


def can_submit(actor: Actor, assessment: Assessment) -> bool:
    """Submit the whole; of a blind one only after the reveal."""
    open_to_all = assessment.is_open and not assessment.is_blind
    return open_to_all and can_manage_assessment(actor, assessment)


def can_reopen(actor: Actor, assessment: Assessment) -> bool:
    submitted = assessment.state == Assessment.AssessmentState.SUBMITTED
    return submitted and can_manage_assessment(actor, assessment)


def can_make_milestone(actor: Actor, assessment: Assessment) -> bool:
    """Freeze a copy by hand, submitted or not; of a blind assessment only after the reveal."""
    closed = assessment.state == Assessment.AssessmentState.CLOSED
    return not closed and not assessment.is_blind and can_manage_assessment(actor, assessment)


def can_rename_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_manage_assessment(actor, milestone.assessment)


def can_delete_milestone(actor: Actor, milestone: Milestone) -> bool:
    """Delete one that was made by hand; what was submitted stays as long as its assessment."""
    return milestone.by_hand and can_manage_assessment(actor, milestone.assessment)


def can_request_report(actor: Actor, assessment: Assessment) -> bool:
    """Ask for a report; of a blind assessment only after the reveal."""
    return not assessment.is_blind and can_contribute(actor, assessment)


def can_see_scenarios(assessment: Assessment) -> bool:
    """Say whether kept scenarios are shown: before a reveal they would tell who thinks what."""
    return not assessment.is_blind


def can_keep_scenario(actor: Actor, assessment: Assessment) -> bool:
    """Keep and delete scenarios; also after a submit, not in the archive."""
    closed = assessment.state == Assessment.AssessmentState.CLOSED
    return can_see_scenarios(assessment) and not closed and can_contribute(actor, assessment)


def can_see_plans(assessment: Assessment) -> bool:
    """Say whether terms and actions are shown: before a reveal they would tell who thinks what."""
    return not assessment.is_blind


def can_plan(actor: Actor, assessment: Assessment) -> bool:
    """Make and change actions and the path's terms; also after a submit, not in the archive."""
    closed = assessment.state == Assessment.AssessmentState.CLOSED
    return can_see_plans(assessment) and not closed and can_contribute(actor, assessment)


def can_start_assessment(actor: Actor, product: Product) -> bool:
    return product.archived_at is None and can_manage_product(actor, product)


def can_assign(actor: Actor, assessment: Assessment) -> bool:
    """Give parts and questions to anybody of the team who may answer, and take them away."""
    return assessment.is_open and can_manage_assessment(actor, assessment)


def can_take(actor: Actor, assessment: Assessment) -> bool:
    """Take a part or question oneself; an admin outside the team answers, but takes nothing."""
    return assessment.is_open and actor.team_role(assessment.team_id) in _WRITERS


def can_unassign(actor: Actor, assessment: Assessment, assignment: Assignment) -> bool:
    """Say whether the actor leads the team, or gives up what is their own, sheet or not."""
    own = assignment.person_id == actor.user_id and can_contribute(actor, assessment)
    return (own and assessment.is_open) or can_assign(actor, assessment)


def can_read_talk(assessment: Assessment) -> bool:
    """Say whether comments are shown at all: before a reveal they would tell who thinks what."""
    return not assessment.is_blind


def can_comment(actor: Actor, assessment: Assessment) -> bool:
    """Write, resolve and reopen; also after a submit, but not in the archive."""
    closed = assessment.state == Assessment.AssessmentState.CLOSED
    return can_read_talk(assessment) and not closed and can_contribute(actor, assessment)


def can_edit_comment(actor: Actor, assessment: Assessment, comment: Comment) -> bool:
    own = comment.by_id == actor.user_id and comment.removed_at is None
    return own and can_comment(actor, assessment)


def can_remove_comment(actor: Actor, assessment: Assessment, comment: Comment) -> bool:
    """Remove an own comment; a lead removes any."""
    own = comment.by_id == actor.user_id or can_manage_assessment(actor, assessment)
    return own and can_comment(actor, assessment)
