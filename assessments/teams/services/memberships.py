"""Changing what people are in an organisation; one admin always stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor, OrganisationRole
from assessments.audit.services import record
from assessments.teams.errors import NotVisible, Refused
from assessments.teams.models import Member, TeamMember
from assessments.teams.queries import has_another_admin, load_actor
from assessments.teams.services.invitations import revoke_all_of, revoke_what_is_not_covered
from assessments.teams.services.locking import Held, held_organisation, managed_organisation


@transaction.atomic
def change_member(
    *, actor: Actor, organisation_id: int, user_id: int, role: OrganisationRole, edits_banks: bool
) -> Member:
    """Set a person's role in the organisation; it holds from their next request (about 7 queries).

    Invitations they sent and could not send any more are revoked.

    Raises:
        NotVisible: the actor or the person does not belong to the organisation.
        NotAllowed: the actor does not administer it.
        Refused: the person is its last admin and would be none.
    """
    held = managed_organisation(actor, organisation_id)
    member = _member(held, user_id)
    before = {"role": member.role, "edits_banks": member.edits_banks}
    after = {"role": role.value, "edits_banks": edits_banks}
    if before == after:
        return member
    if role is not OrganisationRole.ADMIN:
        _refuse_last_admin(member, "role")
    member.role, member.edits_banks = role.value, edits_banks
    member.save(update_fields=["role", "edits_banks"])
    revoke_what_is_not_covered(held, user_id, load_actor(member.user))
    _record("member.role_changed", member, held, before=before, after=after)
    return member


@transaction.atomic
def remove_member(*, actor: Actor, organisation_id: int, user_id: int) -> Member:
    """Take a person out of the organisation and all its teams; what they answered stays.

    Their session sees nothing of it from the next request. Invitations to them and by them end.

    Raises:
        NotVisible, NotAllowed: as for `change_member`.
        Refused: the person is the last admin.
    """
    held = managed_organisation(actor, organisation_id)
    return _take_out(held, user_id, "member.removed")


@transaction.atomic
def leave_organisation(*, actor: Actor, organisation_id: int) -> Member:
    """Leave the organisation and all its teams.

    Raises:
        NotVisible: the actor does not belong to it.
        Refused: the actor is its last admin.
    """
    held = held_organisation(actor, organisation_id)
    return _take_out(held, actor.user_id, "member.left")


def is_last_admin(member: Member) -> bool:
    """Say whether nobody else administers the organisation (1 query for an admin)."""
    is_admin = member.role == OrganisationRole.ADMIN.value
    return is_admin and not has_another_admin(member.organisation_id, member.user_id)


def _member(held: Held, user_id: int) -> Member:
    rows = Member.objects.filter(organisation=held.organisation, user=user_id)
    found = rows.select_related("user").first()
    if found is None:
        raise NotVisible
    return found


def _refuse_last_admin(member: Member, field: str) -> None:
    if is_last_admin(member):
        words = _("This is the last admin of the organisation. Make somebody else an admin first.")
        raise Refused(field, "last_admin", words)


def _take_out(held: Held, user_id: int, verb: str) -> Member:
    member = _member(held, user_id)
    _refuse_last_admin(member, "member")
    within = {"team__organisation": held.organisation, "user": user_id}
    teams = list(TeamMember.objects.filter(**within).values_list("team__name", flat=True))
    TeamMember.objects.filter(**within).delete()
    Member.objects.filter(pk=member.pk).delete()
    revoke_all_of(held, member.user.email)
    revoke_what_is_not_covered(held, user_id, load_actor(member.user))
    _record(verb, member, held, role=member.role, teams=teams)
    return member


def _record(verb: str, member: Member, held: Held, **detail: object) -> None:
    organisation_id, by = held.organisation.pk, held.actor.user_id
    record(verb, member.user, organisation_id=organisation_id, actor_id=by, detail=detail)
