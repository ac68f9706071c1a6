"""Ending an account for good: who may, and the person's own row and keys to the house."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.notices.models import Notice, NoticeChoice
from assessments.teams.errors import NotAllowed, NotVisible, Refused
from assessments.teams.models import Member, Organisation, TeamMember, User
from assessments.teams.permissions import can_erase_member
from assessments.teams.services.memberships import is_last_admin


def erasable_by(actor: Actor, user_id: int) -> User:
    """Lock and give a person the actor may erase, inside a transaction (5 to 7 queries).

    Locks the organisations first, as whoever changes their people does: of two admins one stays.

    Raises:
        NotVisible: there is nobody with this id the actor may know of.
        NotAllowed: the actor is neither the person, nor staff, nor admin of their one organisation;
            or the person is staff, and the actor is not.
        Refused: the person is the last admin of an organisation.
    """
    _lock_organisations_of(user_id)
    user = User.objects.select_for_update().filter(pk=user_id, erased_at=None).first()
    if user is None:
        raise NotVisible
    members = list(user.memberships.select_related("organisation"))
    if actor.user_id != user_id and not _is_staff(actor):
        _check_admin(actor, user, [member.organisation_id for member in members])
    for member in members:
        if is_last_admin(member):
            words = _("%(name)s has no other admin. Make somebody else an admin first.")
            raise Refused("address", "last_admin", words % {"name": member.organisation})
    return user


def _lock_organisations_of(user_id: int) -> None:
    rows = Organisation.objects.filter(members__user=user_id).order_by("pk")
    list(rows.select_for_update(no_key=True, of=("self",)))


def _is_staff(actor: Actor) -> bool:
    return User.objects.filter(pk=actor.user_id, is_staff=True, is_active=True).exists()


def _check_admin(actor: Actor, user: User, organisations: list[int]) -> None:
    if not any(actor.belongs_to(pk) for pk in organisations):
        raise NotVisible
    if user.is_staff or not can_erase_member(actor, organisations):
        raise NotAllowed


def close_account(user: User, *, name: str, email: str) -> list[int]:
    """Replace name and address, end sign-in and memberships; give the organisations left.

    About 10 queries.
    """
    left = list(user.memberships.values_list("organisation_id", flat=True))
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    for rows in (
        sessions,
        EmailAddress.objects.filter(user=user),
        Authenticator.objects.filter(user=user),
        Member.objects.filter(user=user),
        TeamMember.objects.filter(user=user),
        Notice.objects.filter(user=user),
        NoticeChoice.objects.filter(user=user),
    ):
        rows.delete()
    user.name, user.email, user.erased_at = name, email, timezone.now()
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    return left
