"""Taking an invitation up: once, by the person with the invited address, never losing a right."""

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.actor import Actor, OrganisationRole, TeamRole
from assessments.audit.services import record
from assessments.teams.errors import AccountExists, InvitationGone, OtherAddress
from assessments.teams.fields import clean_name
from assessments.teams.models import Invitation, Member, Organisation, Team, TeamMember, User
from assessments.teams.queries import has_account, invitation_with

# From the least role to the one that may do most.
_IN_ORGANISATION: Final = (OrganisationRole.MEMBER.value, OrganisationRole.ADMIN.value)
_IN_TEAM: Final = (TeamRole.VIEWER.value, TeamRole.CONTRIBUTOR.value, TeamRole.LEAD.value)


@dataclass(frozen=True, slots=True)
class Joined:
    """Where the person belongs now, and the assessment the invitation was for."""

    user_id: int
    organisation_id: int
    team_id: int | None
    assessment_id: int | None


def invitation_to_show(secret_hash: str) -> Invitation:
    """Give the invitation of a link that still works (1 query).

    Raises:
        InvitationGone: there is none, or it was used, revoked or has run out.
    """
    found = invitation_with(secret_hash)
    if found is None or not _is_open(found):
        raise InvitationGone
    return found


@transaction.atomic
def accept_invitation(*, actor: Actor, secret_hash: str) -> Joined:
    """Make the signed-in person a member where they were invited to (about 9 queries).

    A role held already is never lowered. Accepting twice changes nothing.

    Raises:
        InvitationGone: as for `invitation_to_show`.
        OtherAddress: the person signed in with another address.
    """
    invitation = _locked(secret_hash)
    if invitation.accepted_by_id == actor.user_id:
        return _joined(invitation, actor.user_id)
    if not _is_open(invitation):
        raise InvitationGone
    refuse_other_person(actor, invitation)
    return _join(invitation, actor.user_id)


def refuse_other_person(actor: Actor, invitation: Invitation) -> None:
    """Refuse whoever signed in with another address, or with one not confirmed yet (1 query).

    Raises:
        OtherAddress: so it is.
    """
    unproved = EmailAddress.objects.filter(
        user=actor.user_id, email=invitation.email, verified=False
    )
    if actor.email.lower() != invitation.email or unproved.exists():
        raise OtherAddress


def join_with_new_account(*, secret_hash: str, name: str, password: str) -> Joined:
    """Make an account for the invited address and a member of it; the link proved the address.

    Raises:
        InvitationGone: as for `invitation_to_show`.
        AccountExists: there is an account with this address by now.
        Refused: a name that cannot be kept.
    """
    hashed = make_password(password)  # slow on purpose, so before anything is locked
    try:
        return _join_anew(secret_hash, clean_name(name), hashed)
    except IntegrityError as error:  # signed up at the same moment
        raise AccountExists from error


@transaction.atomic
def _join_anew(secret_hash: str, name: str, hashed: str) -> Joined:
    invitation = _locked(secret_hash)
    if not _is_open(invitation):
        raise InvitationGone
    if has_account(invitation.email):
        raise AccountExists
    user = User.objects.create(email=invitation.email, name=name, password=hashed)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return _join(invitation, user.pk)


def _locked(secret_hash: str) -> Invitation:
    """Lock the organisation, as whoever invites and revokes does, and read the invitation."""
    found = invitation_with(secret_hash)
    if found is None:
        raise InvitationGone
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=found.organisation_id))
    current = invitation_with(secret_hash)
    if current is None:
        raise InvitationGone
    return current


def _is_open(invitation: Invitation) -> bool:
    is_unused = invitation.accepted_at is None and invitation.revoked_at is None
    return is_unused and timezone.now() < invitation.expires_at


def _join(invitation: Invitation, user_id: int) -> Joined:
    _enter_organisation(invitation, user_id)
    if invitation.team is not None:
        _enter_team(invitation, invitation.team, user_id)
    invitation.accepted_at, invitation.accepted_by_id = timezone.now(), user_id
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        "member.joined",
        User.objects.get(pk=user_id),
        organisation_id=invitation.organisation_id,
        actor_id=user_id,
        detail={"invitation": invitation.pk, **_place(invitation)},
    )
    return _joined(invitation, user_id)


def _place(invitation: Invitation) -> dict[str, str]:
    if invitation.team is None:
        return {"role": invitation.role}
    team = {"team": invitation.team.name, "team_role": invitation.team_role}
    return {"role": invitation.role, **team}


def _enter_organisation(invitation: Invitation, user_id: int) -> None:
    offered = {"role": invitation.role, "edits_banks": invitation.edits_banks}
    member, is_new = Member.objects.get_or_create(
        organisation_id=invitation.organisation_id, user_id=user_id, defaults=offered
    )
    if is_new:
        return
    member.role = max(member.role, invitation.role, key=_IN_ORGANISATION.index)
    member.edits_banks = member.edits_banks or invitation.edits_banks
    member.save(update_fields=["role", "edits_banks"])


def _enter_team(invitation: Invitation, team: Team, user_id: int) -> None:
    offered = {"role": invitation.team_role, "discipline": invitation.discipline}
    member, is_new = TeamMember.objects.get_or_create(team=team, user_id=user_id, defaults=offered)
    if is_new:
        return
    member.role = max(member.role, invitation.team_role, key=_IN_TEAM.index)
    member.discipline = member.discipline or invitation.discipline
    member.save(update_fields=["role", "discipline"])


def _joined(invitation: Invitation, user_id: int) -> Joined:
    place = invitation.organisation_id, invitation.team_id, invitation.assessment_id
    return Joined(user_id, *place)
