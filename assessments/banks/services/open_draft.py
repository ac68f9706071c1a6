"""Opens the one draft of a bank as a copy of its newest version."""

from django.db import transaction

from assessments.actor import Actor
from assessments.banks.formats.canonical import content_of
from assessments.banks.models import Bank, BankDraft
from assessments.banks.queries import base_of, parsed_bank
from assessments.banks.services.lock_draft import editable_bank


@transaction.atomic
def open_draft(*, actor: Actor, bank_id: int) -> BankDraft:
    """Give the bank's open draft; without one, a copy of its newest version (at most 6 queries).

    Raises:
        NotVisible: no such bank, or it belongs to another organisation.
        NotAllowed: it is shipped (fork it first), or the actor edits no banks there.
    """
    return start_draft(editable_bank(actor, bank_id), actor)


def start_draft(bank: Bank, actor: Actor) -> BankDraft:
    """Give the open draft of a bank the caller may edit, or start one."""
    found = BankDraft.objects.filter(bank=bank).first()
    if found is not None:
        return found
    base = base_of(bank)
    content = content_of(parsed_bank(base)) if base else {"slug": bank.slug, "title": bank.title}
    draft, _ = BankDraft.objects.get_or_create(
        bank=bank,
        defaults={
            "content": content,
            "based_on": base,
            "changed_by_id": actor.user_id,
            "made_from": base.made_from if base else {},
        },
    )
    return draft
