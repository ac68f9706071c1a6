"""Users, organisations, teams and products by the hundred, for benchmarks."""

from collections.abc import Sequence
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from assessments.actor import OrganisationRole, TeamRole
from assessments.scoring.bank import Discipline
from assessments.teams.models import Member, Organisation, Product, Team, TeamMember, User

USERS: Final = 64
PASSWORD: Final = "bench"  # noqa: S105 -- the benchmark's visitors sign in with it
ORGANISATIONS: Final = 4
PRODUCTS_OF_A_TEAM: Final = 5
SLUG: Final = "bench-{number}"


def is_seeded() -> bool:
    return Organisation.objects.filter(slug=SLUG.format(number=0)).exists()


@transaction.atomic
def seed_products(
    teams: int, *, organisations: int = ORGANISATIONS, admins: int = 0
) -> Sequence[tuple[Product, User]]:
    """Make so many teams with five products each; gives each product with the team's first lead.

    The first users are organisation admins, as many as asked for. The 64 users that can sign in
    lead one team each, several of them the same one where there are fewer teams. They share one
    password, hashed once. 8 queries and a few more for many rows.
    """
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Benchmark {number}", slug=SLUG.format(number=number))
        for number in range(organisations)
    )
    rows = Team.objects.bulk_create(
        [
            Team(organisation=made[number % organisations], name=f"Team {number}")
            for number in range(teams)
        ],
        batch_size=1_000,
    )
    users = _users(max(teams, USERS))
    _join(rows, users, admins)
    products = [
        Product(team=team, name=f"Product {number} of {team.name}", description="For benchmarks.")
        for number in range(PRODUCTS_OF_A_TEAM)
        for team in rows
    ]
    owned = Product.objects.bulk_create(products, batch_size=1_000)
    return [(product, users[index % teams]) for index, product in enumerate(owned)]


def _users(count: int) -> list[User]:
    known, unusable = make_password(PASSWORD), make_password(None)
    return User.objects.bulk_create(
        [
            User(
                email=f"bench-{number}@example.org",
                name=f"Visitor {number}",
                password=known if number < USERS else unusable,
            )
            for number in range(count)
        ],
        batch_size=1_000,
    )


def _join(teams: Sequence[Team], users: Sequence[User], admins: int) -> None:
    pairs = [(user, teams[number % len(teams)]) for number, user in enumerate(users)]
    Member.objects.bulk_create(
        [
            Member(organisation_id=team.organisation_id, user=user, role=_role(number < admins))
            for number, (user, team) in enumerate(pairs)
        ],
        batch_size=1_000,
    )
    TeamMember.objects.bulk_create(
        [
            TeamMember(
                team=team,
                user=user,
                role=TeamRole.LEAD.value,
                discipline=Discipline.PRODUCT_MANAGEMENT.value,
            )
            for user, team in pairs
        ],
        batch_size=1_000,
    )


def _role(is_admin: bool) -> str:  # noqa: FBT001 -- one word, said once
    return (OrganisationRole.ADMIN if is_admin else OrganisationRole.MEMBER).value
