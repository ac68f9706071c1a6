"""Whose products a portfolio shows: an admin's organisation, or the teams a lead leads in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.banks.models import Bank
from assessments.teams.models import Organisation, Team
from assessments.teams.queries import teams_led_by

MOST_TEAMS: Final = 100


@dataclass(frozen=True, slots=True)
class Extent:
    """One organisation, or teams of it, as a column of the assessment and its values.

    `teams` are those to choose from; an organisation may have more than are listed.
    """

    organisation: Organisation
    column: str
    ids: tuple[int, ...]
    teams: Sequence[Team]
    has_more_teams: bool = False

    @property
    def rows(self) -> QuerySet[Assessment]:
        """Give the current assessments within, in no order."""
        within = {f"{self.column}__in": self.ids}
        return Assessment.objects.filter(is_current=True, **within)


def extent_of(actor: Actor, organisation: Organisation, team_id: int | None = None) -> Extent:
    """Give what the actor sees of an organisation, or one team of it (1 query, with a team 2).

    A team that is not the actor's to see there is left aside.
    """
    mine = teams_led_by(actor).filter(organisation=organisation)
    is_admin = actor.administers(organisation.pk)
    teams = list(mine[: MOST_TEAMS + 1] if is_admin else mine)
    listed = teams[:MOST_TEAMS] if is_admin else teams
    chosen = None if team_id is None else mine.filter(pk=team_id).first()
    if chosen is not None and chosen not in listed:
        listed = [*listed, chosen]
    more = is_admin and len(teams) > MOST_TEAMS
    if chosen is not None:
        return Extent(organisation, "team", (chosen.pk,), listed, more)
    if is_admin:
        return Extent(organisation, "organisation", (organisation.pk,), listed, more)
    return Extent(organisation, "team", tuple(team.pk for team in teams), listed)


def banks_in(extent: Extent) -> QuerySet[Bank]:
    """Give the banks that current assessments of the extent run on, by title (1 query)."""
    used = extent.rows.filter(bank=OuterRef("pk"))
    own = Q(organisation=extent.organisation) | Q(organisation__isnull=True)
    return Bank.objects.filter(own & Exists(used)).order_by("title", "pk")
