"""The rows of the organisation page: each person with the teams the reader may know of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.actor import Actor
from assessments.teams.models import Member, Organisation, TeamMember
from assessments.teams.queries import members_of, team_roles_in
from assessments.text import whole_number

PAGE_DIGITS = 5  # no list is longer

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    member: Member
    teams: Sequence[TeamMember]
    is_me: bool


@dataclass(frozen=True, slots=True)
class People:
    """One page of people; the numbers of the pages around it are 0 where there is none."""

    rows: Sequence[PersonRow]
    earlier: int
    later: int


def people_in(actor: Actor, organisation: Organisation, page: int) -> People:
    """Give a page of the organisation's people (2 queries)."""
    start = (page - 1) * PAGE_ROWS
    found = list(members_of(organisation)[start : start + PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    teams = _teams_of(actor, organisation, shown)
    rows = [
        PersonRow(one, teams.get(one.user_id, ()), one.user_id == actor.user_id) for one in shown
    ]
    return People(rows, page - 1, page + 1 if len(found) > PAGE_ROWS else 0)


def _teams_of(
    actor: Actor, organisation: Organisation, shown: Sequence[Member]
) -> dict[int, list[TeamMember]]:
    teams: dict[int, list[TeamMember]] = defaultdict(list)
    held = team_roles_in(actor, organisation)
    for one in held.filter(user__in=[member.user_id for member in shown]):
        teams[one.user_id].append(one)
    return teams


def read_page(text: str) -> int:
    """Read the number of a page; what is none is the first."""
    return max(whole_number(text, digits=PAGE_DIGITS) or 1, 1)
