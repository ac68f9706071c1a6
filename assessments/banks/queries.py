"""Reads of banks; the content of a version is deferred everywhere but in `parsed_bank`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from assessments.actor import Actor, NotAllowed
from assessments.banks.checking import DraftCheck, check_draft
from assessments.banks.draft_chunks import added_in
from assessments.banks.draft_tree import find
from assessments.banks.errors import NoDraft, UnknownElement
from assessments.banks.models import Bank, BankDraft, BankVersion, DraftReview, DraftRevision
from assessments.banks.permissions import can_edit_bank
from assessments.banks.recent import Recent
from assessments.banks.reviewing import DraftInReview
from assessments.scoring.bank import Bank as BankContent
from assessments.scoring.bank import Question

_parsed: Recent[BankContent] = Recent(32)
_checked: Recent[DraftCheck] = Recent(8)


def versions() -> QuerySet[BankVersion]:
    """Give all versions without their content."""
    return BankVersion.objects.defer("content")


def parsed_bank(version: BankVersion | int) -> BankContent:
    """Give the bank a version holds, parsed once in the process for each digest.

    No query when it is kept and `version` is a row (its content may be deferred); else 1 query,
    and 1 more when only the id is given. Number and notes are no part of the digest but of the
    bank, so they stand in the key too: equal content of two organisations must not show the
    notes of one to the other.

    Raises:
        BankVersion.DoesNotExist: there is no version with this id.
    """
    row = version if isinstance(version, BankVersion) else versions().get(pk=version)
    return _parsed.get((row.digest, row.number, row.notes), lambda: _parse(row))


def _parse(row: BankVersion) -> BankContent:
    content = row.__dict__.get("content")
    if content is None:
        content = BankVersion.objects.values_list("content", flat=True).get(pk=row.pk)
    return BankContent.model_validate(content)


def forget_parsed_banks() -> None:
    """Empty this process's parsed banks (a benchmark measures the first read with it)."""
    _parsed.clear()


def banks_visible_to(actor: Actor) -> QuerySet[Bank]:
    """Give the shipped banks and those of the actor's organisations, by title."""
    mine = Q(organisation__isnull=True) | Q(organisation__in=list(actor.organisations))
    return Bank.objects.filter(mine).select_related("organisation").order_by("title", "pk")


def banks_listed_for(actor: Actor) -> QuerySet[Bank]:
    """Give the visible banks as the studio lists them, each with versions and draft state.

    2 queries: the banks (`has_draft` and `is_offered` annotated), and their versions, newest first.
    """
    editable = Q(organisation__isnull=True) | Q(organisation__in=list(actor.edits_banks))
    draft = BankDraft.objects.filter(bank=OuterRef("pk"))
    offered = BankVersion.objects.filter(bank=OuterRef("pk"), retired_at__isnull=True)
    newest_first = versions().order_by("-major", "-minor")
    return (
        banks_visible_to(actor)
        .filter(editable)
        .select_related("organisation", "forked_from__bank")
        .defer("forked_from__content")
        .annotate(has_draft=Exists(draft), is_offered=Exists(offered))
        .prefetch_related(Prefetch("versions", queryset=newest_first))
    )


def bank_for_edit(actor: Actor, bank_id: int) -> Bank:
    """Give a bank the actor may know of, with what it was forked from (1 query).

    Raises:
        Bank.DoesNotExist: no such bank, or it belongs to another organisation.
    """
    banks = banks_visible_to(actor).select_related("organisation", "forked_from__bank")
    return banks.defer("forked_from__content").get(pk=bank_id)


def version_for(actor: Actor, version_id: int) -> BankVersion:
    """Give a version of a bank the actor may know of, without its content (1 query).

    Raises:
        BankVersion.DoesNotExist: no such version, or it belongs to another organisation.
    """
    mine = Q(bank__organisation__isnull=True) | Q(bank__organisation__in=list(actor.organisations))
    return versions().filter(mine).select_related("bank", "published_by").get(pk=version_id)


def versions_of(bank: Bank, actor: Actor) -> QuerySet[BankVersion, BankVersion]:
    """Give a bank's versions, newest first, with who published them (1 query).

    `used` counts the assessments of the actor's organisations that run on each.
    """
    mine = Q(assessments__organisation__in=list(actor.edits_banks))
    found = versions().filter(bank=bank).select_related("published_by")
    return found.annotate(used=Count("assessments", filter=mine)).order_by("-major", "-minor")


def newest_version(bank: Bank) -> BankVersion | None:
    """Give the version published last, or None for a bank that has none yet (1 query)."""
    return versions().filter(bank=bank).order_by("-major", "-minor").first()


def other_versions_offered(version: BankVersion) -> QuerySet[BankVersion]:
    """Give the other versions of its bank that are not retired."""
    others = versions().filter(bank=version.bank_id, retired_at__isnull=True)
    return others.exclude(pk=version.pk)


def versions_usable_by(actor: Actor, organisation_id: int) -> QuerySet[BankVersion]:
    """Give the versions an assessment of the organisation can start with, by bank, newest first.

    Shipped and own ones that are not retired; nothing for somebody from outside.
    """
    return versions_known_in(actor, organisation_id).filter(retired_at__isnull=True)


def versions_known_in(actor: Actor, organisation_id: int) -> QuerySet[BankVersion]:
    """Give shipped and own versions as `versions_usable_by`, retired ones too."""
    if not actor.belongs_to(organisation_id):
        return versions().none()
    known = Q(bank__organisation__isnull=True) | Q(bank__organisation=organisation_id)
    found = versions().filter(known).select_related("bank")
    return found.order_by("bank__title", "bank_id", "-major", "-minor")


def shipped_bank(slug: str) -> Bank:
    """Give the shipped bank with this slug (1 query).

    Raises:
        Bank.DoesNotExist: it was never imported.
    """
    return Bank.objects.get(slug=slug, organisation__isnull=True)


def shipped_version(slug: str) -> BankVersion:
    """Give the newest version of a shipped bank (1 query).

    Raises:
        BankVersion.DoesNotExist: the bank was never imported.
    """
    found = versions().filter(bank__slug=slug, bank__organisation__isnull=True)
    newest = found.select_related("bank").order_by("-major", "-minor").first()
    if newest is None:
        raise BankVersion.DoesNotExist(slug)
    return newest


def shipped_versions(slug: str) -> QuerySet[BankVersion]:
    """Give the versions of a shipped bank, newest first; none before its import (1 query)."""
    found = versions().filter(bank__slug=slug, bank__organisation__isnull=True)
    return found.order_by("-major", "-minor")


def questions_ever_published(history: Iterable[BankVersion]) -> dict[str, Question]:
    """Map each question code of the versions, oldest first, to what it stood for last."""
    found: dict[str, Question] = {}
    for version in history:
        found |= parsed_bank(version).questions
    return found


def check_of(bank: Bank, draft: BankDraft) -> DraftCheck:
    """Say what the bank's draft would become if it were published now.

    1 query, and 1 for each version this process has not parsed yet. The process keeps the answer
    for the draft's revision.
    """
    history = history_of(bank)
    state = (draft.pk, draft.revision, draft.changed_at, *(version.pk for version in history))
    return _checked.get(state, lambda: _check(draft, history))


def _check(draft: BankDraft, history: list[BankVersion]) -> DraftCheck:
    base = next((row for row in history if row.pk == draft.based_on_id), None)
    return check_draft(
        draft.content,
        parsed_bank(base) if base else None,
        base.number if base else None,
        questions_ever_published(history),
        draft.made_from,
    )


def draft_of(bank: Bank) -> BankDraft | None:
    """Give the bank's open draft without its content, with who changed it last (1 query)."""
    found = BankDraft.objects.filter(bank=bank).select_related("based_on", "changed_by")
    return found.defer("content", "based_on__content").first()


def draft_for(actor: Actor, bank_id: int) -> BankDraft:
    """Give the open draft of a bank the actor edits, with its content (1 query).

    Raises:
        Bank.DoesNotExist: no such bank, or it belongs to another organisation.
        NotAllowed: it is shipped, or the actor edits no banks of its organisation.
        NoDraft: nothing is open; it was published or discarded.
    """
    drafts = BankDraft.objects.select_related(
        "bank__organisation", "bank__forked_from", "based_on", "changed_by"
    ).defer("based_on__content", "bank__forked_from__content")
    draft = drafts.filter(bank_id=bank_id, bank__in=banks_visible_to(actor).order_by()).first()
    bank = draft.bank if draft else banks_visible_to(actor).get(pk=bank_id)
    if not can_edit_bank(actor, bank):
        raise NotAllowed(f"bank {bank_id}")
    if draft is None:
        raise NoDraft(bank_id)
    return draft


def revisions_of(
    draft: BankDraft, before: int | None = None
) -> QuerySet[DraftRevision, DraftRevision]:
    """Give the history of a draft, newest first, with who made each (1 query)."""
    found = DraftRevision.objects.filter(draft=draft).select_related("by").order_by("-number")
    return found if before is None else found.filter(number__lt=before)


def revision_now(bank_id: int) -> int:
    """Give the id of the last edit of a bank's open draft; its number comes again in the next.

    1 query.
    """
    made = DraftRevision.objects.filter(draft__bank_id=bank_id)
    return made.values_list("pk", flat=True).latest("number")


def element_added(draft: BankDraft, revision_id: int) -> str:
    """Give the code of the element that a revision added, while the draft has it (1 query).

    Raises:
        UnknownElement: it is gone, or the history of this draft does not reach back to it.
    """
    row = DraftRevision.objects.filter(draft=draft, pk=revision_id).first()
    code = added_in(row.changes) if row else ""
    if not code:
        raise UnknownElement(code)
    return find(draft.content, code).code


def review_of(draft: BankDraft, bank: Bank | None = None) -> DraftInReview | None:
    """Say how far the review of a draft is; None where its organisation asks for none.

    1 query with the draft's bank (or `bank`) and organisation at hand, none where nothing is
    reviewed.
    """
    organisation = (bank or draft.bank).organisation
    if organisation is None or not organisation.reviews_banks:
        return None
    rows = DraftReview.objects.filter(draft=draft).select_related("asked_by", "decided_by")
    return DraftInReview(draft, rows.order_by("-pk").first())


def people_to_review(draft: BankDraft, asked_by: int) -> list[int]:
    """Give the ids of the editors who changed nothing in the draft and do not ask (1 query)."""
    organisation = draft.bank.organisation
    if organisation is None:
        return []
    editors = organisation.members.filter(edits_banks=True, user__is_active=True)
    others = editors.exclude(user__in=[*draft.writers, asked_by])
    return list(others.values_list("user_id", flat=True).order_by("user_id"))


def assessments_using(version: BankVersion, actor: Actor) -> QuerySet[Any]:
    """Give the assessments that run on a version, of the actor's organisations only, by name."""
    using = version.assessments.filter(organisation__in=list(actor.edits_banks))
    return using.select_related("product").order_by("product__name", "name", "pk")


def history_of(bank: Bank) -> list[BankVersion]:
    """Give all versions of a bank and of the bank it was forked from, oldest first (1 query)."""
    own = Q(bank=bank)
    if bank.forked_from_id is not None:
        origin = BankVersion.objects.filter(pk=bank.forked_from_id)
        own |= Q(bank__in=origin.values("bank"))
    return list(versions().filter(own).order_by("major", "minor", "pk"))


def codes_ever_used(bank: Bank) -> frozenset[str]:
    """List the codes of all parts, sections and questions of all versions, never to be reused.

    1 query, and 1 for each version this process has not parsed yet.
    """
    found: set[str] = set()
    for version in history_of(bank):
        content = parsed_bank(version)
        found.update(content.questions)
        for part, section in content.iter_sections():
            found.update((part.code, section.code))
    return frozenset(found)


def base_of(bank: Bank) -> BankVersion | None:
    """Give what a new draft starts from: the newest own version, else the one forked (1 query)."""
    own = newest_version(bank)
    if own is not None or bank.forked_from_id is None:
        return own
    return versions().select_related("bank").get(pk=bank.forked_from_id)
