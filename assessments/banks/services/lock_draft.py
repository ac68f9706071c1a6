"""Opens a draft for one write: looks it up for the actor and locks its row until the commit."""

from typing import Final

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.banks.draft_chunks import (
    Changes,
    Chunks,
    changes_between,
    chunks_of,
    made_from_in,
    set_chunk,
)
from assessments.banks.errors import NoDraft
from assessments.banks.models import Bank, BankDraft, DraftRevision
from assessments.banks.permissions import can_edit_bank
from assessments.banks.queries import bank_for_edit
from assessments.banks.stale import aged

HISTORY_KEPT: Final = 500
DROP_EVERY: Final = 50
WRITTEN: Final = ("content", "made_from", "revision", "changed_by", "changed_at", "writers")


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
    draft.held = chunks_of(draft.content, draft.made_from)
    return draft


def forget_merge(draft: BankDraft) -> None:
    """Offer again what was taken over and is gone now; what stays of it is equal to theirs."""
    draft.merged_from, draft.merged_in = None, 0
    draft.save(update_fields=["merged_from", "merged_in"])


def write_draft(draft: BankDraft, actor: Actor, *, restores: int | None = None) -> BankDraft:
    """Store the changed content under the next revision, and what changed (2 queries).

    Every so often 1 more, which drops the oldest rows of a long history. `restores` is the
    revision an editor went back to; otherwise translations whose text changed become stale.
    """
    now = chunks_of(draft.content, draft.made_from)
    changes = changes_between(draft.held or {}, now)
    if restores is None:
        _age(draft, changes, now)
    draft.revision += 1
    draft.changed_by_id = actor.user_id
    draft.writers = sorted({*draft.writers, actor.user_id})
    draft.save(update_fields=WRITTEN)
    DraftRevision.objects.create(
        draft=draft,
        number=draft.revision,
        changes=changes,
        restores=restores,
        by_id=actor.user_id,
    )
    if draft.revision % DROP_EVERY == 0:
        draft.revisions.filter(number__lte=draft.revision - HISTORY_KEPT).delete()
    return draft


def _age(draft: BankDraft, changes: Changes, now: Chunks) -> None:
    """Note in the draft, and in what the revision changes, which translations it made stale."""
    turned = aged(changes, now)
    for key, (before, after) in turned.items():
        set_chunk(now, key, after)
        set_chunk(changes, key, None if before == after else [before, after])
    if turned:
        draft.made_from = made_from_in(now)
