"""Goes back in the history of a draft; going back is a revision like any other."""

from django.db import transaction

from assessments.actor import Actor
from assessments.banks.draft_chunks import (
    CannotTakeBack,
    chunks_of,
    content_from,
    made_from_in,
    put_back,
    take_back,
)
from assessments.banks.draft_names import tidy
from assessments.banks.errors import DraftConflict, UnknownRevision
from assessments.banks.models import BankDraft, DraftRevision
from assessments.banks.services.lock_draft import forget_merge, lock_draft, write_draft


@transaction.atomic
def restore_draft(*, actor: Actor, bank_id: int, number: int, revision: int) -> BankDraft:
    """Put the whole draft back to how it was at revision `number` (at most 6 queries).

    `revision` is that of the draft the editor saw.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: somebody changed the draft meanwhile; nothing is put back.
        UnknownRevision: the history does not reach back to it.
    """
    draft = lock_draft(actor, bank_id)
    if draft.revision != revision:
        raise DraftConflict("", draft.content)
    later = list(draft.revisions.filter(number__gt=number).order_by("-number"))
    if not later or later[-1].number != number + 1:
        raise UnknownRevision(number)
    chunks = chunks_of(draft.content, draft.made_from)
    for one in later:
        put_back(chunks, one.changes)
    draft.content, draft.made_from = content_from(chunks), made_from_in(chunks)
    if number < draft.merged_in:
        forget_merge(draft)
    return write_draft(draft, actor, restores=number)


@transaction.atomic
def take_back_revision(*, actor: Actor, bank_id: int, number: int) -> BankDraft:
    """Undo one revision and keep all that came after it (at most 6 queries).

    What later revisions said of an element that goes again with it, like its stream, goes too.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: a later revision changed the same; nothing is undone.
        UnknownRevision: the history does not hold it.
    """
    draft = lock_draft(actor, bank_id)
    one = DraftRevision.objects.filter(draft=draft, number=number).first()
    if one is None:
        raise UnknownRevision(number)
    chunks = chunks_of(draft.content, draft.made_from)
    try:
        take_back(chunks, one.changes)
        draft.content, draft.made_from = content_from(chunks), made_from_in(chunks)
    except (CannotTakeBack, KeyError) as error:
        raise DraftConflict("", draft.content) from error
    tidy(draft.content, draft.made_from)
    if number == draft.merged_in:
        forget_merge(draft)
    return write_draft(draft, actor)
