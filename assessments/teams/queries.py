"""Reads of people, teams and products; every set is bound to what the actor belongs to."""

from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet

from assessments.actor import Actor, OrganisationRole, TeamRole
from assessments.teams.models import Organisation, Product, Team, User

_ORGANISATION, _TEAM = "organisation", "team"
# As SQL, because every request asks this and building the UNION would cost more than running it.
_ROLES: Final = f"""
    SELECT '{_ORGANISATION}', organisation_id, role, edits_banks, ''
    FROM assessments_member WHERE user_id = %s
    UNION ALL
    SELECT '{_TEAM}', held.team_id, held.role, false, held.discipline
    FROM assessments_teammember held
    JOIN assessments_team team ON team.id = held.team_id
    JOIN assessments_member member
      ON member.organisation_id = team.organisation_id AND member.user_id = held.user_id
    WHERE held.user_id = %s
"""  # noqa: S608 -- two names of our own


def load_actor(user: User) -> Actor:
    """Read the roles of a signed-in user (1 query).

    A team role counts only while the person belongs to the team's organisation.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [user.pk, user.pk])
        rows = cursor.fetchall()
    return Actor(
        user_id=user.pk,
        name=user.name,
        email=user.email,
        organisations={pk: OrganisationRole(r) for of, pk, r, *_ in rows if of == _ORGANISATION},
        teams={pk: TeamRole(role) for of, pk, role, *_ in rows if of == _TEAM},
        edits_banks=frozenset(pk for _, pk, _, edits, _ in rows if edits),
        disciplines={pk: known for of, pk, *_, known in rows if of == _TEAM},
    )


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """List the organisations the actor belongs to, by name (1 query)."""
    return Organisation.objects.filter(pk__in=list(actor.organisations)).order_by("name", "pk")


def organisation_with_slug(slug: str) -> Organisation | None:
    """Give the organisation with this slug, for commands of the installation (1 query)."""
    return Organisation.objects.filter(slug=slug).first()


def user_with_email(email: str) -> User:
    """Give the user with this address in lower case, for commands of the installation (1 query).

    Raises:
        User.DoesNotExist: there is none.
    """
    return User.objects.get(email=email)


def teams_visible_to(actor: Actor) -> QuerySet[Team]:
    """List the actor's teams, for an organisation admin all of the organisation (1 query)."""
    teams = Team.objects.filter(Q(organisation__in=administered(actor)) | Q(pk__in=[*actor.teams]))
    return teams.select_related("organisation").order_by("organisation__name", "name", "pk")


def teams_led_by(actor: Actor) -> QuerySet[Team]:
    """List the teams the actor may create products in (1 query)."""
    led = [pk for pk, role in actor.teams.items() if role is TeamRole.LEAD]
    return teams_visible_to(actor).filter(Q(organisation__in=administered(actor)) | Q(pk__in=led))


def products_visible_to(actor: Actor) -> QuerySet[Product]:
    """List the products of the actor's teams by name, archived ones too (1 query)."""
    within = Q(team__organisation__in=administered(actor)) | Q(team__in=[*actor.teams])
    products = Product.objects.filter(within).select_related("team__organisation")
    return products.order_by("name", "pk")


def product_for(actor: Actor, pk: int) -> Product:
    """Give one product with its team and organisation (1 query).

    Raises:
        Product.DoesNotExist: there is none with this id that the actor may see.
    """
    return products_visible_to(actor).get(pk=pk)


def administered(actor: Actor) -> list[int]:
    """List the ids of the organisations the actor administers (no query)."""
    return [pk for pk in actor.organisations if actor.administers(pk)]
