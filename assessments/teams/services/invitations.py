"""Offering somebody a place, by a secret in a mail; of the secret only the hash is kept."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor, OrganisationRole, TeamRole
from assessments.audit.services import record
from assessments.teams.errors import NotAllowed, NotVisible, Refused
from assessments.teams.fields import clean_email
from assessments.teams.invitation_mail import send_invitation
from assessments.teams.link_secrets import hash_of, new_secret
from assessments.teams.models import Invitation, Member, Team, TeamMember
from assessments.teams.permissions import can_invite, can_lead_team
from assessments.teams.queries import open_invitations, teams_visible_to
from assessments.teams.services.locking import Held, held_organisation

LIFE: Final = timedelta(days=7)
# Whoever sends mails in our name is bounded, in an organisation and to one address.
MOST_OPEN: Final = 500
MOST_MAILS: Final = 5
MAILS_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """The place an invitation gives; without a team, one in the organisation alone.

    `assessment_id` is where the person lands; the caller has seen that it is the team's.
    """

    role: OrganisationRole = OrganisationRole.MEMBER
    edits_banks: bool = False
    team_id: int | None = None
    team_role: TeamRole | None = None
    discipline: str = ""
    assessment_id: int | None = None


@dataclass(slots=True)
class Invited:
    """An invitation just made: the only moment its link is known.

    `was_sent` is False until the mail has left, which it does after the commit.
    """

    invitation: Invitation
    link: str = field(repr=False)
    was_sent: bool = False


@transaction.atomic
def invite_person(*, actor: Actor, organisation_id: int, email: str, offer: Offer) -> Invited:
    """Invite an address to a place and mail the link after the commit (about 10 queries).

    An open invitation of the address to the same place is revoked: its link ends here.

    Raises:
        NotVisible: the actor does not see the organisation or the team.
        NotAllowed: the actor may not give such a place.
        Refused: no e-mail address, the person has the place already, too many are open,
            or too many mails went to the address within the hour.
    """
    held = held_organisation(actor, organisation_id)
    team = _team(held, offer)
    if not can_invite(
        held.actor, organisation_id, team, offer.role.value, edits_banks=offer.edits_banks
    ):
        raise NotAllowed
    address = clean_email(email)
    _refuse_who_is_there(held, address, team, offer)
    same = Q(organisation=held.organisation, team=team, email=address)
    open_invitations().filter(same).update(revoked_at=timezone.now())
    _refuse_too_many(held)
    _refuse_too_often(held, address)
    return _make(held, address, team, offer)


def send_again(*, actor: Actor, invitation_id: int) -> Invited:
    """Replace an open invitation by a new one to the same place, with a new link.

    Raises:
        NotVisible: it is not open any more, or the actor may not see it.
        NotAllowed, Refused: as for `invite_person`.
    """
    old = _seen(actor, invitation_id)
    offer = Offer(
        role=OrganisationRole(old.role),
        edits_banks=old.edits_banks,
        team_id=old.team_id,
        team_role=TeamRole(old.team_role) if old.team_role else None,
        discipline=old.discipline,
        assessment_id=old.assessment_id,
    )
    return invite_person(
        actor=actor, organisation_id=old.organisation_id, email=old.email, offer=offer
    )


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation_id: int) -> Invitation:
    """End an invitation: its link leads nowhere from now on (6 queries).

    Raises:
        NotVisible: it is not open any more, or the actor may not see it.
    """
    held_organisation(actor, _seen(actor, invitation_id).organisation_id)
    invitation = _seen(actor, invitation_id)
    _revoke(invitation, actor.user_id)
    return invitation


def revoke_what_is_not_covered(held: Held, user_id: int, actor: Actor) -> None:
    """Revoke the open invitations of a person who may no longer make them (1 query and more).

    Args:
        held: the locked organisation, and who changed the roles.
        user_id: the person who sent the invitations.
        actor: that person with the roles held now.
    """
    sent = open_invitations().filter(organisation=held.organisation, invited_by=user_id)
    for one in sent.select_related("team"):
        if not can_invite(
            actor, one.organisation_id, one.team, one.role, edits_banks=one.edits_banks
        ):
            _revoke(one, held.actor.user_id)


def revoke_all_of(held: Held, email: str) -> None:
    """Revoke every open invitation of an address into the organisation (1 query and more)."""
    for one in open_invitations().filter(organisation=held.organisation, email=email.lower()):
        _revoke(one, held.actor.user_id)


def _team(held: Held, offer: Offer) -> Team | None:
    if offer.team_id is None:
        return None
    mine = teams_visible_to(held.actor).filter(organisation=held.organisation)
    team = mine.filter(pk=offer.team_id).first()
    if team is None:
        raise NotVisible
    return team


def _refuse_who_is_there(held: Held, email: str, team: Team | None, offer: Offer) -> None:
    """Refuse an invitation that would change nothing but a role, which is changed on its page."""
    if team is not None:
        there = TeamMember.objects.filter(team=team, user__email__iexact=email).exists()
        words = _("This person is in the team already.")
    else:
        there = Member.objects.filter(
            organisation=held.organisation, user__email__iexact=email
        ).exists()
        words = _("This person is in the organisation already.")
    if there:
        raise Refused("email", "taken", words)
    if team is not None and offer.team_role is None:
        raise Refused("team_role", "required", _("Choose a role in the team."))


def _refuse_too_many(held: Held) -> None:
    if open_invitations().filter(organisation=held.organisation).count() >= MOST_OPEN:
        words = _("%(number)d invitations are open. Revoke those nobody waits for any more.")
        raise Refused("email", "too_many", words % {"number": MOST_OPEN})


def _refuse_too_often(held: Held, address: str) -> None:
    lately = timezone.now() - MAILS_WITHIN
    sent = Invitation.objects.filter(
        organisation=held.organisation, email=address, invited_at__gt=lately
    )
    if sent.count() >= MOST_MAILS:
        words = _("%(number)d mails went to this address within the hour. Wait, then send again.")
        raise Refused("email", "too_often", words % {"number": MOST_MAILS})


def _make(held: Held, email: str, team: Team | None, offer: Offer) -> Invited:
    secret, now = new_secret(), timezone.now()
    invitation = Invitation.objects.create(
        organisation=held.organisation,
        team=team,
        assessment_id=offer.assessment_id if team else None,
        email=email,
        role=offer.role.value,
        edits_banks=offer.edits_banks,
        team_role=offer.team_role.value if team and offer.team_role else "",
        discipline=offer.discipline if team else "",
        secret_hash=hash_of(secret),
        invited_by_id=held.actor.user_id,
        invited_at=now,
        expires_at=now + LIFE,
    )
    _record("member.invited", invitation, held.actor.user_id)
    path = reverse("assessments:invitation-link", args=[secret])
    invited = Invited(invitation, f"{settings.BASE_URL}{path}")
    transaction.on_commit(partial(_send, invited))
    return invited


def _send(invited: Invited) -> None:
    invited.was_sent = send_invitation(invited.invitation, invited.link)


def _seen(actor: Actor, invitation_id: int) -> Invitation:
    """Give an open invitation to a team the actor leads or an organisation they administer."""
    row = open_invitations().select_related("team").filter(pk=invitation_id).first()
    if row is None:
        raise NotVisible
    leads = row.team is not None and can_lead_team(actor, row.team)
    if not (leads or actor.administers(row.organisation_id)):
        raise NotVisible
    return row


def _revoke(invitation: Invitation, by: int) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _record("invitation.revoked", invitation, by)


def _record(verb: str, invitation: Invitation, by: int) -> None:
    detail = {"role": invitation.role, "edits_banks": invitation.edits_banks}
    if invitation.team is not None:
        detail |= {"team": invitation.team.name, "team_role": invitation.team_role}
    record(verb, invitation, organisation_id=invitation.organisation_id, actor_id=by, detail=detail)
