"""Takes a published version out of what new assessments can start with, and offers it again.

What runs on a version keeps it: only the choice for new assessments changes.
"""

from django.db import transaction
from django.utils import timezone

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.audit.services import record
from assessments.banks.errors import LastOffered
from assessments.banks.models import Bank, BankVersion
from assessments.banks.permissions import can_edit_bank
from assessments.banks.queries import other_versions_offered, version_for


@transaction.atomic
def retire_version(*, actor: Actor, version_id: int, may_be_last: bool) -> BankVersion:
    """Offer a version to new assessments no more; retired already, it stays as it is.

    At most 6 queries. Who starts an assessment with it at this moment locks it first: it is
    started before the version is retired, or refused.

    Args:
        actor: who retires it.
        version_id: which version.
        may_be_last: whether the actor was told that the bank is offered no more after this.

    Raises:
        NotVisible: no such version, or it belongs to another organisation.
        NotAllowed: it is shipped, or the actor edits no banks of its organisation.
        LastOffered: no other version is offered, and the actor was not told so.
    """
    version = _locked(actor, version_id)
    if version.retired_at is None:
        if not may_be_last and not other_versions_offered(version).exists():
            raise LastOffered(version_id)
        version.retired_at = timezone.now()
        _store(version, "bank.version_retired", actor)
    return version


@transaction.atomic
def restore_version(*, actor: Actor, version_id: int) -> BankVersion:
    """Offer a retired version to new assessments again (at most 5 queries).

    Raises:
        NotVisible, NotAllowed: as for `retire_version`.
    """
    version = _locked(actor, version_id)
    if version.retired_at is not None:
        version.retired_at = None
        _store(version, "bank.version_restored", actor)
    return version


def _locked(actor: Actor, version_id: int) -> BankVersion:
    """Lock the bank, so that versions are retired one after the other, then the version."""
    try:
        version = version_for(actor, version_id)
    except BankVersion.DoesNotExist as error:
        raise NotVisible(f"bank version {version_id}") from error
    if not can_edit_bank(actor, version.bank):
        raise NotAllowed(f"bank version {version_id}")
    list(Bank.objects.select_for_update(no_key=True).only("pk").filter(pk=version.bank_id))
    rows = BankVersion.objects.select_for_update(no_key=True, of=("self",))
    return rows.defer("content").select_related("bank").get(pk=version_id)


def _store(version: BankVersion, verb: str, actor: Actor) -> None:
    version.save(update_fields=["retired_at"])
    record(
        verb,
        version.bank,
        organisation_id=version.bank.organisation_id,
        actor_id=actor.user_id,
        detail={"number": version.number},
    )
