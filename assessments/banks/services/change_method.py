"""Lets a draft score by another method, with what that method starts with."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.banks.draft_names import left_by, tidy
from assessments.banks.draft_tree import SCORING, Node, find, own_digest
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.services.lock_draft import lock_draft, write_draft
from assessments.banks.starting import starting_floors, starting_scoring
from assessments.scoring.bank_scoring import METHODS


@transaction.atomic
def change_method(*, actor: Actor, bank_id: int, method: str, seen: str) -> BankDraft:
    """Replace how a draft scores, and take off its questions what only the old method uses.

    Texts, choices, weights, scores and points stay, and how long evidence holds. `seen` is
    `own_digest` of the scoring the editor had before them. One revision, which can be undone
    (3 queries). The method it has already changes nothing.

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
    draft.content["scoring"] = _scoring(draft.content, method)
    for node, key in left_by(draft.content, method):
        del node[key]
    tidy(draft.content, draft.made_from)
    return write_draft(draft, actor)


def _scoring(content: Node, method: str) -> Node:
    scoring: dict[str, Any] = starting_scoring(method)
    if "floors" in scoring:
        codes = [str(part["code"]) for part in content.get("parts", ())]
        scoring["floors"] = {code: starting_floors(scoring["levels"]) for code in codes}
    kept = content.get("scoring", {}).get("evidence_months")
    return scoring if kept is None else {**scoring, "evidence_months": kept}
