"""Making, renaming and deleting teams, and the name and settings of their organisation."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.teams.errors import NotVisible, Refused
from assessments.teams.fields import clean_name
from assessments.teams.models import Organisation, Team
from assessments.teams.services.locking import led_team, managed_organisation


@transaction.atomic
def create_team(*, actor: Actor, organisation_id: int, name: str) -> Team:
    """Make a team without people; admins do in it what a lead does (5 queries).

    Raises:
        NotVisible: the actor does not belong to the organisation.
        NotAllowed: the actor does not administer it.
        Refused: a name that cannot be kept, or that another team has.
    """
    held = managed_organisation(actor, organisation_id)
    name = clean_name(name)
    _refuse_taken(organisation_id, name)
    team = Team.objects.create(organisation=held.organisation, name=name)
    _record("team.created", team, actor)
    return team


@transaction.atomic
def rename_team(*, actor: Actor, team_id: int, name: str) -> Team:
    """Give a team another name (7 queries).

    Raises:
        NotVisible: the actor does not see the team.
        NotAllowed: the actor does not lead it.
        Refused: a name that cannot be kept, or that another team has.
    """
    team = led_team(actor, team_id).team
    before, name = team.name, clean_name(name)
    _refuse_taken(team.organisation_id, name, but=team.pk)
    team.name = name
    team.save(update_fields=["name"])
    _record("team.renamed", team, actor, before=before)
    return team


@transaction.atomic
def delete_team(*, actor: Actor, organisation_id: int, team_id: int) -> Team:
    """Delete a team without products; its people stay in the organisation (about 7 queries).

    Raises:
        NotVisible: the actor does not belong to the organisation, or there is no such team.
        NotAllowed: the actor does not administer it.
        Refused: the team has products, archived ones included.
    """
    held = managed_organisation(actor, organisation_id)
    rows = Team.objects.select_for_update().filter(organisation=held.organisation)
    team = rows.filter(pk=team_id).first()
    if team is None:
        raise NotVisible
    if team.products.exists():
        raise Refused("team", "not_empty", _("Move or delete the products of the team first."))
    _record("team.deleted", team, actor)
    Team.objects.filter(pk=team.pk).delete()
    return team


@transaction.atomic
def rename_organisation(*, actor: Actor, organisation_id: int, name: str) -> Organisation:
    """Give an organisation another name (4 queries).

    Raises:
        NotVisible, NotAllowed: as for `create_team`.
        Refused: a name that cannot be kept.
    """
    organisation = managed_organisation(actor, organisation_id).organisation
    before, organisation.name = organisation.name, clean_name(name)
    organisation.save(update_fields=["name"])
    record(
        "organisation.renamed",
        organisation,
        organisation_id=organisation_id,
        actor_id=actor.user_id,
        detail={"before": before},
    )
    return organisation


@transaction.atomic
def switch_bank_review(*, actor: Actor, organisation_id: int, is_on: bool) -> Organisation:
    """Ask for a second person's review before a question bank is published, or not (4 queries).

    Raises:
        NotVisible, NotAllowed: as for `create_team`.
    """
    organisation = managed_organisation(actor, organisation_id).organisation
    if organisation.reviews_banks != is_on:
        organisation.reviews_banks = is_on
        organisation.save(update_fields=["reviews_banks"])
        record(
            "organisation.bank_review_switched",
            organisation,
            organisation_id=organisation_id,
            actor_id=actor.user_id,
            detail={"bank_review": is_on},
        )
    return organisation


def _refuse_taken(organisation_id: int, name: str, *, but: int = 0) -> None:
    same = Team.objects.filter(organisation=organisation_id, name=name).exclude(pk=but)
    if same.exists():
        raise Refused("name", "taken", _("Another team has this name."))


def _record(verb: str, team: Team, actor: Actor, **detail: str) -> None:
    organisation_id, by = team.organisation_id, actor.user_id
    record(verb, team, organisation_id=organisation_id, actor_id=by, detail=detail)
