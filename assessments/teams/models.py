"""Users, organisations, teams and products; a product belongs to one team of one organisation."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.actor import OrganisationRole, TeamRole
from assessments.scoring.bank import Discipline
from assessments.text import NAME_LENGTH

ORGANISATION_ROLES = [
    (OrganisationRole.ADMIN.value, _("Organisation admin")),
    (OrganisationRole.MEMBER.value, _("Member")),
]
TEAM_ROLES = [
    (TeamRole.LEAD.value, _("Lead")),
    (TeamRole.CONTRIBUTOR.value, _("Contributor")),
    (TeamRole.VIEWER.value, _("Viewer")),
]
DISCIPLINES = [
    (Discipline.PRODUCT_MANAGEMENT.value, _("Product management")),
    (Discipline.DATA_SCIENCE.value, _("Data science")),
    (Discipline.ENGINEERING.value, _("Engineering")),
    (Discipline.UX.value, _("UX")),
    (Discipline.BUSINESS.value, _("Business")),
    (Discipline.DOMAIN_EXPERT.value, _("Domain expert")),
]


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address, stored in lower case."""

    use_in_migrations = True

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", **flags: bool
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **flags)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: str) -> "User":
        name = fields.get("name", "")
        return self.create_user(email, password, name=name, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person; signs in with the e-mail address."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Organisation(models.Model):
    """The tenant: nothing of one organisation is ever visible in another.

    With `reviews_banks` a question bank is published only after a second person's review.
    """

    name = models.CharField(max_length=NAME_LENGTH)
    slug = models.SlugField(max_length=80, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    reviews_banks = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user's place in an organisation; `edits_banks` makes a bank editor."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=ORGANISATION_ROLES, default="member")
    edits_banks = models.BooleanField(_("edits banks"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class Team(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A user's role in a team (what may be done) and discipline (what is known)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="team_memberships")
    role = models.CharField(max_length=12, choices=TEAM_ROLES, default="contributor")
    discipline = models.CharField(max_length=20, choices=DISCIPLINES, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class Invitation(models.Model):
    """An offer of membership to one address: single use, by a secret of which the hash is kept.

    `assessment` is where the person lands. Re-inviting sets `revoked_at` of the older one.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="invitations")
    assessment = models.ForeignKey(
        "assessments.Assessment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    role = models.CharField(max_length=10, choices=ORGANISATION_ROLES, default="member")
    edits_banks = models.BooleanField(_("edits banks"), default=False)
    team_role = models.CharField(max_length=12, choices=TEAM_ROLES, blank=True)
    discipline = models.CharField(max_length=20, choices=DISCIPLINES, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_accepted"
    )

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-invited_at"], name="invitation_by_organisation")
        ]

    def __str__(self) -> str:
        return self.email


class SentForm(models.Model):
    """A form that made something: sent twice, it leads to what it made the first time."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    made_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="form_sent_once")]

    def __str__(self) -> str:
        return str(self.token)


class Product(models.Model):
    """What is assessed."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    description = models.TextField(_("description"), blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["team", "name"], name="product_by_team")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assessments:product-detail", args=[self.pk])
