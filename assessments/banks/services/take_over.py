"""Takes over what a newer version of a bank's origin changed, into the bank's draft."""

from django.db import transaction

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.banks.draft_names import tidy
from assessments.banks.errors import DraftConflict, Undecided
from assessments.banks.formats.canonical import content_of
from assessments.banks.merge.values import Choices
from assessments.banks.models import Bank, BankDraft
from assessments.banks.queries import parsed_bank
from assessments.banks.services.lock_draft import editable_bank, lock_draft, write_draft
from assessments.banks.services.open_draft import start_draft
from assessments.banks.upstream import TakingOver, taking_over


@transaction.atomic
def take_over(*, actor: Actor, bank_id: int, seen: str, choices: Choices) -> BankDraft:
    """Merge the newest version of the origin into the open draft, or into a new one.

    What only the origin changed comes over, what only the bank changed stays, and `choices` says
    whose value stands where both did. Nothing is published. At most 14 queries, and one for each
    version this process has not parsed yet.

    Args:
        actor: who takes it over.
        bank_id: the bank, made from a shipped one.
        seen: `TakingOver.seen` of the merge the editor had before them.
        choices: the side for the key of each conflict.

    Raises:
        NotVisible, NotAllowed: as `editable_bank`.
        NothingNewer: there is no newer version, or it was taken over meanwhile.
        DraftConflict: the draft was changed, or a newer version came, since the editor looked.
        Undecided: some conflicts have no choice.
        Unmergeable: elements of the draft share a code or have none.
    """
    bank = editable_bank(actor, bank_id)
    start_draft(bank, actor)
    draft = lock_draft(actor, bank_id)
    found = taking_over(bank, draft, choices)
    if found.seen not in (seen, _begun(seen)):
        raise DraftConflict("", draft.content)
    open_ones = [one.key for one in found.merged.conflicts if one.key not in choices]
    if open_ones:
        raise Undecided(open_ones)
    return _store(draft, found, actor)


def _begun(seen: str) -> str:
    """Give what a page saw that was shown before there was a draft, now that it has begun."""
    begun, _, rest = seen.partition(".")
    return f"r1.{rest}" if begun.startswith("v") else seen


def _store(draft: BankDraft, found: TakingOver, actor: Actor) -> BankDraft:
    theirs = found.upstream.theirs
    draft.content, draft.merged_from = found.merged.content, theirs
    draft.merged_in = draft.revision + 1
    tidy(draft.content, draft.made_from)
    draft.save(update_fields=["merged_from", "merged_in"])
    write_draft(draft, actor)
    if _adds_nothing(draft):
        Bank.objects.filter(pk=draft.bank_id).update(forked_from=theirs)
    record(
        "bank.taken_over",
        draft.bank,
        organisation_id=draft.bank.organisation_id,
        actor_id=actor.user_id,
        detail={
            "from": found.upstream.base.number,
            "number": theirs.number,
            "taken_over": len(found.merged.taken),
            "decided": len(found.merged.conflicts),
        },
    )
    return draft


def _adds_nothing(draft: BankDraft) -> bool:
    """Say whether the last version has it all: there is nothing to publish, so it counts now."""
    if draft.based_on_id is None:
        return False
    before = content_of(parsed_bank(draft.based_on_id))
    return {key: value for key, value in draft.content.items() if value or key in before} == before
