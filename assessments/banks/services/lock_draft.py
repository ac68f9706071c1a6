"""Opens a draft for one write: looks it up for the actor and locks its row until the commit."""

from typing import Final

from django.db.models import QuerySet

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.banks.draft_chunks import (
    Changes,
    Chunks,
    changes_between,
    chunks_of,
    own_piece,
    set_chunk,
    text_chunks,
    with_made_from,
)
from assessments.banks.draft_tree import SCORING, Element, Node
from assessments.banks.errors import NoDraft
from assessments.banks.models import Bank, BankDraft, DraftRevision
from assessments.banks.permissions import can_edit_bank
from assessments.banks.queries import bank_for_edit
from assessments.banks.stale import aged, alone_in_a_bank
from assessments.scoring.wording import texts_in

HISTORY_KEPT: Final = 500
DROP_EVERY: Final = 50
HEAVY: Final = ("content", "made_from")
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
    draft = _locked(actor, bank_id, BankDraft.objects.all())
    hold_pieces(draft)
    return draft


def lock_read_draft(actor: Actor, bank_id: int, read: BankDraft | None) -> BankDraft:
    """As `lock_draft`, for an edit of one element that says itself what it changes.

    The content of `read`, the draft as the caller just read it, is not read again while nobody
    wrote since: each write raises the revision. Else it is 1 query more. `write_element` needs no
    pieces of the whole; `hold_pieces` takes them.
    """
    if read is None:
        return _locked(actor, bank_id, BankDraft.objects.all())
    draft = _locked(actor, bank_id, BankDraft.objects.defer(*HEAVY))
    if (draft.pk, draft.revision) == (read.pk, read.revision):
        draft.content, draft.made_from = read.content, read.made_from
    else:
        draft.refresh_from_db(fields=list(HEAVY))
    return draft


def _locked(actor: Actor, bank_id: int, drafts: QuerySet[BankDraft]) -> BankDraft:
    bank = editable_bank(actor, bank_id)
    draft = drafts.select_for_update().filter(bank=bank).first()
    if draft is None:
        raise NoDraft(bank_id)
    draft.bank = bank
    return draft


def hold_pieces(draft: BankDraft) -> None:
    """Take the pieces of the whole draft before it is changed."""
    draft.held = chunks_of(draft.content, draft.made_from)


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
    return _store(draft, actor, changes, restores)


def write_element(draft: BankDraft, actor: Actor, element: Element, before: Node) -> BankDraft:
    """As `write_draft`, where an edit changed own fields of one element and nothing else.

    `before` is the element as it was. What the history keeps is the same, but the pieces of all
    the other elements and of their translations are not compared.
    """
    key = element.code
    sides = [own_piece(element.group, node) for node in (before, element.node)]
    texts = {text for side in sides for text in texts_in(alone_in_a_bank(key, side))}
    changes = {key: [side if side or key != SCORING else None for side in sides]}
    _age(draft, changes, text_chunks(draft.content, draft.made_from, texts))
    return _store(draft, actor, changes, None)


def _store(draft: BankDraft, actor: Actor, changes: Changes, restores: int | None) -> BankDraft:
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
        set_chunk(changes, key, None if before == after else [before, after])
    if turned:
        made_from = {key: after for key, (_before, after) in turned.items()}
        draft.made_from = with_made_from(draft.made_from, made_from)
