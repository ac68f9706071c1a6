"""Lets a draft score by another method, with what that method starts with."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.banks.changed_method import scoring_under
from assessments.banks.draft_names import left_by, tidy
from assessments.banks.draft_tree import SCORING, find, own_digest
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.services.lock_draft import lock_draft, write_draft
from assessments.scoring.bank_scoring import METHODS


@transaction.atomic
def change_method(*, actor: Actor, bank_id: int, method: str, seen: str) -> BankDraft:
    """Replace how a draft scores, and take off its questions what only the old method uses.

    Texts, choices, weights, scores and points stay, and of the scoring what both methods have:
    `scoring_under`. `seen` is `own_digest` of the scoring the editor had before them. One
    revision, which can be undone (3 queries). The method it has already changes nothing.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        FieldRefused: there is no such method.
        DraftConflict: the scoring was changed meanwhile; nothing is replaced.
    """
    draft = lock_draft(actor, bank_id)
    before = find(draft.content, SCORING).node
    if method not in METHODS:
        raise FieldRefused("method", _("There is no such method."))
    if own_digest(before) != seen:
        raise DraftConflict(SCORING, dict(before))
    if before.get("method") == method:
        return draft
    draft.content["scoring"] = scoring_under(draft.content, method)
    for node, key in left_by(draft.content, method):
        del node[key]
    tidy(draft.content, draft.made_from)
    return write_draft(draft, actor)
