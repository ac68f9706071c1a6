"""What an actor may do to teams, people and products; admins may do all a lead may."""

from collections.abc import Sequence

from assessments.actor import Actor, OrganisationRole, TeamRole
from assessments.teams.models import Product, Team


def can_lead_team(actor: Actor, team: Team) -> bool:
    return actor.administers(team.organisation_id) or actor.team_role(team.pk) is TeamRole.LEAD


def can_manage_organisation(actor: Actor, organisation_id: int) -> bool:
    """Change roles, remove people, make and delete teams."""
    return actor.administers(organisation_id)


def can_invite(
    actor: Actor, organisation_id: int, team: Team | None, role: str, *, edits_banks: bool
) -> bool:
    """Say whether the actor may offer this place; only admins give what reaches past a team."""
    if actor.administers(organisation_id):
        return True
    is_plain = role == OrganisationRole.MEMBER.value and not edits_banks
    return is_plain and team is not None and can_lead_team(actor, team)


def can_create_product(actor: Actor, team: Team) -> bool:
    return can_lead_team(actor, team)


def can_manage_product(actor: Actor, product: Product) -> bool:
    """Rename, archive, restore, delete, and start assessments."""
    return can_lead_team(actor, product.team)


def can_move_product(actor: Actor, product: Product, team: Team) -> bool:
    """Both teams have to be the actor's to lead, and in one organisation."""
    same = product.team.organisation_id == team.organisation_id
    return same and can_lead_team(actor, product.team) and can_lead_team(actor, team)


def leads_somewhere(actor: Actor) -> bool:
    """Say whether there is a team the actor may create products in."""
    administers = any(actor.administers(pk) for pk in actor.organisations)
    return administers or TeamRole.LEAD in actor.teams.values()


def can_erase_member(actor: Actor, organisations: Sequence[int]) -> bool:
    """Say whether an admin may: only of somebody who belongs to no other organisation."""
    return len(organisations) == 1 and actor.administers(organisations[0])
