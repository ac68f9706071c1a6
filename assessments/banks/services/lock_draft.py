"""Opens a draft for one write: looks it up for the actor and locks its row until the commit."""

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.banks.errors import NoDraft
from assessments.banks.models import Bank, BankDraft
from assessments.banks.permissions import can_edit_bank
from assessments.banks.queries import bank_for_edit


def editable_bank(actor: Actor, bank_id: int) -> Bank:
    """Give a bank the actor may edit (1 query).

    Raises:
        NotVisible: no such bank, or it belongs to another organisation.
        NotAllowed: it is shipped, or the actor edits no banks of its organisation.
    """
    try:
        bank = bank_for_edit(actor, bank_id)
    except Bank.DoesNotExist as error:
        raise NotVisible(f"bank {bank_id}") from error
    if not can_edit_bank(actor, bank):
        raise NotAllowed(f"bank {bank_id}")
    return bank


def lock_draft(actor: Actor, bank_id: int) -> BankDraft:
    """Give the bank's open draft, locked (2 queries).

    Raises:
        NotVisible, NotAllowed: as `editable_bank`.
        NoDraft: it was published or discarded meanwhile.
    """
    bank = editable_bank(actor, bank_id)
    draft = BankDraft.objects.select_for_update().filter(bank=bank).first()
    if draft is None:
        raise NoDraft(bank_id)
    draft.bank = bank
    return draft


def write_draft(draft: BankDraft, actor: Actor) -> BankDraft:
    """Store the changed content under the next revision (1 query)."""
    draft.revision += 1
    draft.changed_by_id = actor.user_id
    draft.save(update_fields=["content", "revision", "changed_by", "changed_at"])
    return draft
