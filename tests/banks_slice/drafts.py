"""Reads and edits the open draft of a bank the way an editor does: with the digest just seen."""

from collections.abc import Mapping
from typing import Any

from assessments.actor import Actor
from assessments.banks.draft_tree import find, own_digest
from assessments.banks.models import BankDraft
from assessments.banks.services import edit_element

GOAL = "value.goal"


def content(draft: BankDraft) -> dict[str, Any]:
    """Give what the bank's open draft holds now."""
    return BankDraft.objects.get(bank=draft.bank_id).content


def seen(draft: BankDraft, code: str) -> str:
    return own_digest(find(content(draft), code).node)


def edit(
    actor: Actor, draft: BankDraft, code: str, fields: Mapping[str, Any] | None = None, **more: Any
) -> BankDraft:
    return edit_element(
        actor=actor,
        bank_id=draft.bank_id,
        code=code,
        seen=seen(draft, code),
        changes={**(fields or {}), **more},
    )
