"""Changing who is in a team, with which role and discipline; leads and admins do it."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor, TeamRole
from assessments.audit.services import record
from assessments.teams.errors import NotVisible, Refused
from assessments.teams.models import TeamMember
from assessments.teams.queries import load_actor, people_to_add
from assessments.teams.services.invitations import revoke_what_is_not_covered
from assessments.teams.services.locking import Held, HeldTeam, held_team, led_team


@transaction.atomic
def add_team_member(
    *, actor: Actor, team_id: int, user_id: int, role: TeamRole, discipline: str = ""
) -> TeamMember:
    """Put a person of the organisation into the team (7 queries).

    Raises:
        NotVisible: the actor does not see the team.
        NotAllowed: the actor does not lead it.
        Refused: the person is in it already, or not in the organisation.
    """
    held = led_team(actor, team_id)
    person = people_to_add(held.team).filter(pk=user_id).first()
    if person is None:
        raise Refused("person", "taken", _("This person is in the team already."))
    member = TeamMember.objects.create(
        team=held.team, user=person, role=role.value, discipline=discipline
    )
    _record("member.added", member, held, role=role.value, discipline=discipline)
    return member


@transaction.atomic
def change_team_member(
    *, actor: Actor, team_id: int, user_id: int, role: TeamRole, discipline: str
) -> TeamMember:
    """Set a person's role and discipline; they hold from their next request (about 9 queries).

    Raises:
        NotVisible: the actor does not see the team, or the person is not in it.
        NotAllowed: the actor does not lead it.
    """
    held = led_team(actor, team_id)
    member = _member(held, user_id)
    before = {"role": member.role, "discipline": member.discipline}
    after = {"role": role.value, "discipline": discipline}
    if before == after:
        return member
    member.role, member.discipline = role.value, discipline
    member.save(update_fields=["role", "discipline"])
    _end_invitations(held, member)
    _record("member.role_changed", member, held, before=before, after=after)
    return member


@transaction.atomic
def remove_team_member(*, actor: Actor, team_id: int, user_id: int) -> TeamMember:
    """Take a person out of the team; they stay in the organisation, their answers stay.

    Raises:
        NotVisible, NotAllowed: as for `change_team_member`.
    """
    held = led_team(actor, team_id)
    return _take_out(held, _member(held, user_id), "member.removed")


@transaction.atomic
def leave_team(*, actor: Actor, team_id: int) -> TeamMember:
    """Leave the team; the last lead may, for admins do what a lead does.

    Raises:
        NotVisible: the actor is not in the team.
    """
    held = held_team(actor, team_id)
    return _take_out(held, _member(held, actor.user_id), "member.left")


def _member(held: HeldTeam, user_id: int) -> TeamMember:
    rows = TeamMember.objects.filter(team=held.team, user=user_id).select_related("user")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def _take_out(held: HeldTeam, member: TeamMember, verb: str) -> TeamMember:
    TeamMember.objects.filter(pk=member.pk).delete()
    _end_invitations(held, member)
    _record(verb, member, held, role=member.role)
    return member


def _end_invitations(held: HeldTeam, member: TeamMember) -> None:
    organisation = Held(held.team.organisation, held.actor)
    revoke_what_is_not_covered(organisation, member.user_id, load_actor(member.user))


def _record(verb: str, member: TeamMember, held: HeldTeam, **detail: object) -> None:
    record(
        verb,
        member.user,
        organisation_id=held.team.organisation_id,
        actor_id=held.actor.user_id,
        detail={"team": held.team.name, **detail},
    )
