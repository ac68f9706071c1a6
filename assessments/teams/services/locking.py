"""Whoever changes who belongs where holds the organisation's row, so that two cannot at once.

Whoever changes several assessments at once holds them all first, in the one order of all.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from assessments.actor import Actor
from assessments.teams.errors import NotAllowed, NotVisible
from assessments.teams.models import Organisation, Team, User
from assessments.teams.permissions import can_lead_team, can_manage_organisation
from assessments.teams.queries import load_actor, organisations_visible_to, teams_visible_to

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Held:
    """A locked organisation and the actor with the roles held now, read behind the lock."""

    organisation: Organisation
    actor: Actor


@dataclass(frozen=True, slots=True)
class HeldTeam:
    """A team of a locked organisation, and the actor with the roles held now."""

    team: Team
    actor: Actor


def held_organisation(actor: Actor, organisation_id: int) -> Held:
    """Lock an organisation the actor belongs to, inside a transaction (2 queries).

    Rows that only refer to the organisation can still be written meanwhile.

    Raises:
        NotVisible: the actor does not belong to it.
    """
    rows = organisations_visible_to(actor).select_for_update(no_key=True)
    organisation = rows.filter(pk=organisation_id).first()
    if organisation is None:
        raise NotVisible
    now = load_actor(User(pk=actor.user_id, name=actor.name, email=actor.email))
    if not now.belongs_to(organisation_id):
        raise NotVisible
    return Held(organisation, now)


def managed_organisation(actor: Actor, organisation_id: int) -> Held:
    """Lock an organisation the actor administers (2 queries).

    Raises:
        NotVisible: the actor does not belong to it.
        NotAllowed: the actor does not administer it.
    """
    held = held_organisation(actor, organisation_id)
    if not can_manage_organisation(held.actor, organisation_id):
        raise NotAllowed
    return held


def held_team(actor: Actor, team_id: int) -> HeldTeam:
    """Lock the organisation of a team the actor sees (4 queries).

    Raises:
        NotVisible: the actor does not see the team.
    """
    found = teams_visible_to(actor).filter(pk=team_id).first()
    if found is None:
        raise NotVisible
    now = held_organisation(actor, found.organisation_id).actor
    team = teams_visible_to(now).filter(pk=team_id).first()
    if team is None:
        raise NotVisible
    return HeldTeam(team, now)


def led_team(actor: Actor, team_id: int) -> HeldTeam:
    """Lock the organisation of a team the actor leads (4 queries).

    Raises:
        NotVisible: the actor does not see the team.
        NotAllowed: the actor does not lead it.
    """
    held = held_team(actor, team_id)
    if not can_lead_team(held.actor, held.team):
        raise NotAllowed
    return held


def older_first(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Give assessments so that reading them locks them older before newer.

    A save that changes the score of an older one locks the current one after it; an update of
    several by itself locks them in any order.
    """
    return rows.select_for_update(of=("self",)).order_by("pk")
