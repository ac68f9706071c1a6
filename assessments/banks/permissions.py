"""What an actor may do with banks; a shipped bank is edited by nobody, only forked."""

from assessments.actor import Actor
from assessments.banks.models import Bank, BankDraft, DraftReview


def can_edit_any_bank(actor: Actor) -> bool:
    return bool(actor.edits_banks)


def can_view_bank(actor: Actor, bank: Bank) -> bool:
    """Say whether the studio shows the bank: a shipped one to every bank editor."""
    if bank.organisation_id is None:
        return can_edit_any_bank(actor)
    return actor.edits_banks_of(bank.organisation_id)


def can_edit_bank(actor: Actor, bank: Bank) -> bool:
    return bank.organisation_id is not None and actor.edits_banks_of(bank.organisation_id)


def can_fork_into(actor: Actor, organisation_id: int) -> bool:
    return actor.edits_banks_of(organisation_id)


def can_review_draft(actor: Actor, draft: BankDraft, review: DraftReview) -> bool:
    """Say whether the actor is a second person: an editor who changed nothing and did not ask."""
    is_first = actor.user_id in draft.writers or actor.user_id == review.asked_by_id
    return can_edit_bank(actor, draft.bank) and not is_first
