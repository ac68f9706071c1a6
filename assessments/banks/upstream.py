"""What a bank's origin has that the bank has not: read for the page, and to take it over."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from assessments.actor import Actor
from assessments.banks.errors import NothingNewer
from assessments.banks.formats.canonical import content_of
from assessments.banks.merge import Merged, merge
from assessments.banks.merge.values import Choices
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.queries import base_of, parsed_bank, versions


@dataclass(frozen=True, slots=True)
class Upstream:
    """The version of the origin a bank is level with, and the newest one that is offered."""

    base: BankVersion
    theirs: BankVersion


@dataclass(frozen=True, slots=True)
class TakingOver:
    """A merge as it would be made now; `seen` names all it hangs on.

    `ours` is the draft's content, or that of the version a draft would begin with.
    """

    upstream: Upstream
    ours: dict[str, Any]
    merged: Merged
    seen: str


def upstream_of(bank: Bank, draft: BankDraft | None) -> Upstream | None:
    """Say which newer version of its origin a bank can take over, None for none.

    2 queries for a fork, none for another bank.
    """
    if bank.forked_from_id is None:
        return None
    merged_from = draft.merged_from_id if draft is not None else None
    base = versions().select_related("bank").get(pk=merged_from or bank.forked_from_id)
    later = Q(major__gt=base.major) | Q(major=base.major, minor__gt=base.minor)
    found = versions().filter(later, bank=base.bank_id, retired_at__isnull=True)
    theirs = found.select_related("bank").order_by("-major", "-minor").first()
    return Upstream(base, theirs) if theirs is not None else None


def taking_over(bank: Bank, draft: BankDraft | None, choices: Choices | None = None) -> TakingOver:
    """Merge what the origin's newest version changed with what the bank changed itself.

    At most 3 queries, and one for each version this process has not parsed yet.

    Raises:
        NothingNewer: there is nothing to take over.
        Unmergeable: elements of the draft share a code or have none.
    """
    upstream = upstream_of(bank, draft)
    if upstream is None:
        raise NothingNewer(bank.pk)
    if draft is not None:
        ours, begun = draft.content, f"r{draft.revision}"
    else:
        own = base_of(bank) or upstream.base
        ours, begun = content_of(parsed_bank(own)), f"v{own.pk}"
    ends = (content_of(parsed_bank(one)) for one in (upstream.base, upstream.theirs))
    base, theirs = ends
    merged = merge(base, ours, theirs, choices)
    return TakingOver(upstream, ours, merged, f"{begun}.{upstream.base.pk}.{upstream.theirs.pk}")


def draft_with_content(bank: Bank) -> BankDraft | None:
    """Give the bank's open draft with its content (1 query)."""
    return BankDraft.objects.filter(bank=bank).first()


def newer_of_origin(actor: Actor, bank: Bank, draft: BankDraft | None) -> Upstream | None:
    """As `upstream_of`, for whoever edits the bank; others are told nothing (at most 2 queries)."""
    may = bank.organisation_id is not None and actor.edits_banks_of(bank.organisation_id)
    return upstream_of(bank, draft) if may else None
