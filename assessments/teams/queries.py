"""Reads of people, teams and products; every set is bound to what the actor belongs to."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Count, Q, QuerySet

from assessments.actor import Actor, NotAllowed, NotVisible, OrganisationRole, TeamRole
from assessments.teams.models import (
    Invitation,
    Member,
    Organisation,
    Product,
    Team,
    TeamMember,
    User,
)
from assessments.teams.repeated import Repeated

_ORGANISATION, _TEAM, _UNREAD = "organisation", "team", "unread"
# As SQL, because every request asks this and building the UNION would cost more than running it.
_ROLES: Final = Repeated(f"""
    SELECT '{_ORGANISATION}', organisation_id, role, edits_banks, ''
    FROM assessments_member WHERE user_id = %s
    UNION ALL
    SELECT '{_TEAM}', held.team_id, held.role, false, held.discipline
    FROM assessments_teammember held
    JOIN assessments_team team ON team.id = held.team_id
    JOIN assessments_member member
      ON member.organisation_id = team.organisation_id AND member.user_id = held.user_id
    WHERE held.user_id = %s
    UNION ALL
    SELECT '{_UNREAD}', count(*), CAST(told.organisation_id AS varchar), about.id IS NULL,
      COALESCE(CAST(about.team_id AS varchar), '')
    FROM assessments_notice told
    LEFT JOIN assessments_assessment about ON about.id = told.assessment_id
    WHERE told.user_id = %s AND told.on_page AND told.read_at IS NULL
    GROUP BY told.organisation_id, about.id IS NULL, about.team_id
""")  # noqa: S608 -- three names of our own

_USER_FIELDS: Final = tuple(
    field.attname
    for field in User._meta.concrete_fields  # noqa: SLF001 -- Django's public API for fields
)
_USER: Final = f"SELECT {', '.join(_USER_FIELDS)} FROM assessments_user WHERE id = %s"  # noqa: S608 -- our own names


def user_of_session(user_id: int) -> User | None:
    """Give the user behind a session (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(_USER, [user_id])
        found = cursor.fetchone()
    return None if found is None else User.from_db(DEFAULT_DB_ALIAS, _USER_FIELDS, found)


def load_actor(user: User) -> Actor:
    """Read the roles of a signed-in user, and how many notices wait to be read (1 query).

    A team role counts only while the person belongs to the team's organisation.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [user.pk] * 3)
        rows = cursor.fetchall()
    actor = Actor(
        user_id=user.pk,
        name=user.name,
        email=user.email,
        organisations={pk: OrganisationRole(r) for of, pk, r, *_ in rows if of == _ORGANISATION},
        teams={pk: TeamRole(role) for of, pk, role, *_ in rows if of == _TEAM},
        edits_banks=frozenset(pk for of, pk, _, edits, _ in rows if of == _ORGANISATION and edits),
        disciplines={pk: known for of, pk, *_, known in rows if of == _TEAM},
    )
    told = [row[1:] for row in rows if row[0] == _UNREAD]
    return replace(actor, unread=_unread(actor, told)) if told else actor


def _unread(actor: Actor, told: Iterable[Any]) -> int:
    """Count the notices about what the actor still sees, by the rule of `notices.queries`."""
    return sum(
        count
        for count, organisation, leads_nowhere, team in told
        if actor.administers(int(organisation))
        or (actor.belongs_to(int(organisation)) and (leads_nowhere or int(team) in actor.teams))
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


def user_with_id(pk: int) -> User:
    """Give the user with this id, who was just made or has just joined (1 query).

    Raises:
        User.DoesNotExist: there is none.
    """
    return User.objects.get(pk=pk)


def teams_visible_to(actor: Actor) -> QuerySet[Team]:
    """List the actor's teams, for an organisation admin all of the organisation (1 query)."""
    teams = Team.objects.filter(Q(organisation__in=administered(actor)) | Q(pk__in=[*actor.teams]))
    return teams.select_related("organisation").order_by("organisation__name", "name", "pk")


def teams_led_by(actor: Actor) -> QuerySet[Team]:
    """List the teams the actor may create products in (1 query)."""
    within = Q(organisation__in=administered(actor)) | Q(pk__in=_led(actor))
    return teams_visible_to(actor).filter(within)


def organisations_led_by(actor: Actor) -> QuerySet[Organisation]:
    """List the organisations the actor administers or leads a team of, by name (1 query)."""
    within = Q(pk__in=administered(actor)) | Q(teams__in=_led(actor))
    return organisations_visible_to(actor).filter(within).distinct()


def _led(actor: Actor) -> list[int]:
    return [pk for pk, role in actor.teams.items() if role is TeamRole.LEAD]


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


def people_who_see(team: Team) -> QuerySet[User]:
    """List who may see what belongs to a team: its members and the admins, by name (1 query)."""
    admins = Q(memberships__role=OrganisationRole.ADMIN.value)
    members = Q(pk__in=team.members.values("user"))
    within = Q(memberships__organisation=team.organisation_id)
    people = User.objects.filter(within & (admins | members), is_active=True, erased_at=None)
    return people.order_by("name", "email")


def administered(actor: Actor) -> list[int]:
    """List the ids of the organisations the actor administers (no query)."""
    return [pk for pk in actor.organisations if actor.administers(pk)]


def organisation_for(actor: Actor, pk: int) -> Organisation:
    """Give one organisation the actor belongs to (1 query).

    Raises:
        Organisation.DoesNotExist: there is none with this id that the actor may see.
    """
    return organisations_visible_to(actor).get(pk=pk)


def team_for(actor: Actor, pk: int) -> Team:
    """Give one team with its organisation (1 query).

    Raises:
        Team.DoesNotExist: there is none with this id that the actor may see.
    """
    return teams_visible_to(actor).get(pk=pk)


def members_of(organisation: Organisation) -> QuerySet[Member]:
    """List the people of an organisation by name; the caller has seen it (1 query)."""
    rows = Member.objects.filter(organisation=organisation).select_related("user")
    return rows.order_by("user__name", "user__email", "pk")


def has_another_admin(organisation_id: int, user_id: int) -> bool:
    """Say whether somebody else administers the organisation (1 query)."""
    admins = Member.objects.filter(organisation=organisation_id, role=OrganisationRole.ADMIN.value)
    return admins.filter(user__is_active=True).exclude(user=user_id).exists()


def team_members_of(team: Team) -> QuerySet[TeamMember]:
    """List the people of a team by name; the caller has seen it (1 query).

    Without those whose membership of the organisation has ended.
    """
    within = {"team": team, "user__memberships__organisation": team.organisation_id}
    rows = TeamMember.objects.filter(**within).select_related("user")
    return rows.order_by("user__name", "user__email", "pk")


def team_roles_in(actor: Actor, organisation: Organisation) -> QuerySet[TeamMember]:
    """List who holds which role in the teams the actor sees, by team (1 query)."""
    teams = teams_visible_to(actor).filter(organisation=organisation).order_by().values("pk")
    rows = TeamMember.objects.filter(team__in=teams).select_related("team")
    return rows.order_by("team__name", "pk")


def counted_teams_of(actor: Actor, organisation: Organisation) -> QuerySet[Team]:
    """List the teams of an organisation the actor sees, with `people` and `product_count`."""
    teams = teams_visible_to(actor).filter(organisation=organisation)
    return teams.annotate(
        people=Count("members", distinct=True), product_count=Count("products", distinct=True)
    )


def people_to_add(team: Team) -> QuerySet[User]:
    """List the people of the organisation who are not in the team, by name (1 query)."""
    within = User.objects.filter(memberships__organisation=team.organisation_id)
    return within.exclude(team_memberships__team=team).order_by("name", "email", "pk")


def open_invitations() -> QuerySet[Invitation]:
    """Give the invitations neither accepted nor revoked, also those that ran out; bind them."""
    return Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)


def invitations_of(organisation: Organisation, team: Team | None = None) -> QuerySet[Invitation]:
    """List the open invitations, newest first; the caller manages the place (1 query)."""
    rows = open_invitations().filter(organisation=organisation)
    rows = rows if team is None else rows.filter(team=team)
    return rows.select_related("team", "invited_by").order_by("-invited_at", "-pk")


def invitation_with(secret_hash: str) -> Invitation | None:
    """Give what a link is about, whatever its state, to whoever holds the secret (1 query)."""
    rows = Invitation.objects.select_related("organisation", "team", "invited_by")
    return rows.filter(secret_hash=secret_hash).first()


def has_account(email: str) -> bool:
    """Say whether somebody has an account with this address (1 query)."""
    return User.objects.filter(email__iexact=email).exists()


def member_of_organisation(actor: Actor, organisation_id: int, user_id: int) -> Member:
    """Give a member of an organisation the actor administers, with both (1 query).

    Raises:
        NotVisible: there is no such member, or the actor does not belong to the organisation.
        NotAllowed: the actor does not administer it.
    """
    if not actor.belongs_to(organisation_id):
        raise NotVisible
    if not actor.administers(organisation_id):
        raise NotAllowed
    rows = Member.objects.filter(organisation=organisation_id, user=user_id)
    found = rows.select_related("organisation", "user").first()
    if found is None:
        raise NotVisible
    return found


def organisations_of(user_id: int) -> list[int]:
    """List the ids of the organisations a person belongs to (1 query)."""
    return list(Member.objects.filter(user=user_id).values_list("organisation_id", flat=True))


def person(pk: int) -> User:
    """Give somebody who was not erased, for the staff of the installation (1 query).

    Raises:
        User.DoesNotExist: there is nobody with this id, or not any more.
    """
    return User.objects.get(pk=pk, erased_at=None)
