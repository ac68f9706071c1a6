"""Tells a team that an assessment of theirs was submitted, opened again or moved."""

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.audit.models import AuditEvent
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.teams.models import TeamMember


def tell_team(row: Assessment, actor: Actor, event: AuditEvent) -> None:
    """Tell the team's members, in the transaction of the act (3 queries).

    Args:
        row: the assessment with its new state.
        actor: who did it, and is not told.
        event: the act in the log, which tells it from the next one.
    """
    tell(
        TeamMember.objects.filter(team=row.team_id).values_list("user_id", flat=True),
        NoticeKind.SUBMITTED,
        key=f"submitted:{event.pk}",
        organisation_id=row.organisation_id,
        assessment_id=row.pk,
        actor_id=actor.user_id,
        detail={"state": row.state},
    )


def tell_of_move(
    row: Assessment, actor: Actor, event: AuditEvent, *, back: bool, number: str
) -> None:
    """Tell the team that the questions are those of another bank version now (3 queries)."""
    tell(
        TeamMember.objects.filter(team=row.team_id).values_list("user_id", flat=True),
        NoticeKind.BANK_MOVED,
        key=f"bank-moved:{event.pk}",
        organisation_id=row.organisation_id,
        assessment_id=row.pk,
        actor_id=actor.user_id,
        detail={"back": back, "number": number},
    )
