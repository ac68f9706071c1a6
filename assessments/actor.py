"""Who asks: the actor's roles as a pure value, the only thing permissions look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OrganisationRole(StrEnum):
    ADMIN = "admin"
    MEMBER = "member"


class TeamRole(StrEnum):
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the roles held at the start of a request or task.

    `organisations` maps organisation id to role, `teams` maps team id to role and
    `edits_banks` holds the organisations whose banks the person may edit. `disciplines` maps
    team id to what the person knows best there and `unread` counts the notices that wait; no
    permission looks at these two.
    """

    user_id: int
    name: str = ""
    email: str = ""
    organisations: Mapping[int, OrganisationRole] = field(default_factory=dict)
    teams: Mapping[int, TeamRole] = field(default_factory=dict)
    edits_banks: frozenset[int] = frozenset()
    disciplines: Mapping[int, str] = field(default_factory=dict)
    unread: int = 0

    def administers(self, organisation_id: int) -> bool:
        return self.organisations.get(organisation_id) is OrganisationRole.ADMIN

    def belongs_to(self, organisation_id: int) -> bool:
        return organisation_id in self.organisations

    def team_role(self, team_id: int) -> TeamRole | None:
        return self.teams.get(team_id)

    def edits_banks_of(self, organisation_id: int) -> bool:
        return organisation_id in self.edits_banks


class NotVisible(Exception):
    """The thing does not exist for this person: doors answer 404."""


class NotAllowed(Exception):
    """The person may see the thing but not do this to it: doors answer 403."""
