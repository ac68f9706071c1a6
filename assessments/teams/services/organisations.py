"""Making an organisation with its first admin and its first team."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from assessments.actor import OrganisationRole, TeamRole
from assessments.audit.services import record
from assessments.scoring.bank import Discipline
from assessments.teams.fields import clean_email, clean_name
from assessments.teams.models import Member, Organisation, Team, TeamMember, User

_SLUG_LENGTH = 70


@dataclass(frozen=True, slots=True)
class CreatedOrganisation:
    """The organisation and its admin; the flags say what was not there before.

    `user_created` also tells that the password given is now the admin's.
    """

    organisation: Organisation
    admin: User
    created: bool
    user_created: bool


@transaction.atomic
def create_organisation(
    *, name: str, admin_email: str, password: str, admin_name: str = "", slug: str = ""
) -> CreatedOrganisation:
    """Make an organisation, its first admin (who also edits banks) and a first team.

    An organisation with this slug stays as it is; the person is made its admin all the same. A
    user with this e-mail address keeps the password they have.

    Raises:
        Refused: a name or e-mail address that cannot be kept.
    """
    name = clean_name(name)
    email = clean_email(admin_email)
    user = User.objects.filter(email=email).first()
    user_created = user is None
    if user is None:
        user = User.objects.create_user(email, password, name=admin_name)
    slug = slug or slugify(name)[:_SLUG_LENGTH] or "organisation"
    organisation, created = Organisation.objects.get_or_create(slug=slug, defaults={"name": name})
    _make_admin(organisation, user)
    if created:
        _make_team(organisation, user)
        record("organisation.created", organisation, organisation_id=organisation.pk)
    return CreatedOrganisation(organisation, user, created, user_created)


def _make_admin(organisation: Organisation, user: User) -> None:
    admin = OrganisationRole.ADMIN.value
    member, is_new = Member.objects.get_or_create(
        organisation=organisation, user=user, defaults={"role": admin, "edits_banks": True}
    )
    was_admin = not is_new and member.role == admin
    if not is_new and not was_admin:
        member.role = admin
        member.save(update_fields=["role"])
    if not was_admin:
        record("member.made_admin", user, organisation_id=organisation.pk)


def _make_team(organisation: Organisation, user: User) -> None:
    """Make the team that holds the first products; the admin leads it."""
    team = Team.objects.create(organisation=organisation, name=organisation.name)
    TeamMember.objects.create(
        team=team,
        user=user,
        role=TeamRole.LEAD.value,
        discipline=Discipline.PRODUCT_MANAGEMENT.value,
    )
