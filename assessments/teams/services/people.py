"""Puts a person into a team without an invitation: for the command line, never for a page."""

from django.db import transaction

from assessments.actor import TeamRole
from assessments.audit.services import record
from assessments.scoring.bank import Discipline
from assessments.teams.models import Member, Team, TeamMember, User


@transaction.atomic
def add_person(
    *,
    team: Team,
    email: str,
    name: str,
    password: str,
    role: TeamRole,
    discipline: Discipline,
    edits_banks: bool = False,
) -> User:
    """Make a user, where there is none with this address, a member of team and organisation.

    Somebody who is there already keeps password, role and discipline.
    """
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    Member.objects.get_or_create(
        organisation_id=team.organisation_id, user=user, defaults={"edits_banks": edits_banks}
    )
    _, is_new = TeamMember.objects.get_or_create(
        team=team, user=user, defaults={"role": role.value, "discipline": discipline.value}
    )
    if is_new:
        organisation_id = team.organisation_id
        detail = {"team": team.name, "role": role.value}
        record("member.added", user, organisation_id=organisation_id, actor_id=None, detail=detail)
    return user
