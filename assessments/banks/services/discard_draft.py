"""Throws an open draft away; the published versions stay as they are."""

from django.db import transaction

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.banks.errors import DraftConflict
from assessments.banks.services.lock_draft import lock_draft


@transaction.atomic
def discard_draft(*, actor: Actor, bank_id: int, revision: int) -> None:
    """Delete the bank's open draft, if it still has the revision the editor saw (4 queries).

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        DraftConflict: somebody changed the draft meanwhile; nothing is thrown away.
    """
    draft = lock_draft(actor, bank_id)
    if draft.revision != revision:
        raise DraftConflict("", draft.content)
    record(
        "bank.draft_discarded",
        draft.bank,
        organisation_id=draft.bank.organisation_id,
        actor_id=actor.user_id,
        detail={"revision": revision},
    )
    draft.delete()
