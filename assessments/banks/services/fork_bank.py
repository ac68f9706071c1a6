"""Gives an organisation its own copy of a bank; the copy remembers the version it came from."""

from django.db import transaction

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.audit.services import record
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.permissions import can_fork_into
from assessments.banks.queries import parsed_bank, version_for
from assessments.banks.services.import_bank import about
from assessments.banks.services.open_draft import start_draft


@transaction.atomic
def fork_bank(*, actor: Actor, organisation_id: int, version_id: int) -> BankDraft:
    """Make the organisation's own bank from a shipped version, with an open draft of it.

    The slug is kept. When the organisation has a bank of this slug already, that one is given,
    with its open draft or a new one of its newest version. At most 9 queries.

    Raises:
        NotVisible: no such version, or it belongs to another organisation; no such organisation.
        NotAllowed: the actor edits no banks of the organisation.
    """
    try:
        version = version_for(actor, version_id)
    except BankVersion.DoesNotExist as error:
        raise NotVisible(f"bank version {version_id}") from error
    if not actor.belongs_to(organisation_id):
        raise NotVisible(f"organisation {organisation_id}")
    if not can_fork_into(actor, organisation_id) or version.bank.organisation_id is not None:
        raise NotAllowed(f"organisation {organisation_id}")
    fork, is_new = Bank.objects.get_or_create(
        organisation_id=organisation_id,
        slug=version.bank.slug,
        defaults={**about(parsed_bank(version)), "forked_from": version},
    )
    if is_new:
        detail = {"from": version.number}
        record(
            "bank.forked",
            fork,
            organisation_id=organisation_id,
            actor_id=actor.user_id,
            detail=detail,
        )
    return start_draft(fork, actor)
