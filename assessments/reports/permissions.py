"""What an actor may do with reports: whoever sees the assessment may read them."""

from assessments.actor import Actor, TeamRole
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report, can_view
from assessments.reports.models import ReportSchedule
from assessments.teams.models import Product
from assessments.teams.permissions import can_lead_team

__all__ = [
    "can_delete_schedule",
    "can_download_report",
    "can_request_report",
    "can_schedule_reports",
    "can_share_report",
]


def can_download_report(actor: Actor, assessment: Assessment) -> bool:
    return can_view(actor, assessment)


def can_share_report(actor: Actor, assessment: Assessment) -> bool:
    """Make, list and take back links to its reports: whoever may ask for one may pass it on."""
    return can_request_report(actor, assessment)


def can_schedule_reports(actor: Actor, product: Product) -> bool:
    """Have reports of a product made and mailed: whoever may ask for those of its assessments."""
    writes = actor.team_role(product.team_id) in (TeamRole.LEAD, TeamRole.CONTRIBUTOR)
    return writes or actor.administers(product.team.organisation_id)


def can_delete_schedule(actor: Actor, schedule: ReportSchedule) -> bool:
    """Delete for the whole team: who made it and still may, and whoever leads the team."""
    is_mine = schedule.made_by_id == actor.user_id and can_schedule_reports(actor, schedule.product)
    return is_mine or can_lead_team(actor, schedule.product.team)
