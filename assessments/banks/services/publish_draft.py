"""Freezes a draft as the bank's next version; running assessments stay on theirs."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.banks.checking import DraftCheck
from assessments.banks.errors import (
    DraftConflict,
    FieldRefused,
    NoDraft,
    NotPublishable,
    NotReviewed,
)
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.gated import gated_text
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.queries import check_of, review_of, shipped_bank
from assessments.banks.services.import_bank import about
from assessments.banks.services.lock_draft import lock_draft
from assessments.scoring.bank import Bank as BankContent
from assessments.scoring.consistency import Problem
from assessments.text import NOTE_LENGTH


@transaction.atomic
def publish_draft(*, actor: Actor, bank_id: int, revision: int, notes: str) -> BankVersion:
    """Publish the open draft: minor for wording, major for what can move a score or drop an answer.

    At most 10 queries, and one for each version that this process has not parsed yet.

    Args:
        actor: who publishes.
        bank_id: the bank whose draft it is.
        revision: that of the draft the editor read before publishing.
        notes: what changed, for the people who choose a version.

    Raises:
        NotVisible, NotAllowed: as `lock_draft`.
        NoDraft: somebody else published or discarded it first.
        DraftConflict: somebody changed it after the editor had read it.
        FieldRefused: notes that are empty or refused by the text gate.
        NotPublishable: it holds errors, or nothing has changed.
        NotReviewed: the organisation reviews its banks, and nobody approved this revision.
    """
    draft = lock_draft(actor, bank_id)
    if draft.revision != revision:
        raise DraftConflict("", draft.content)
    review = review_of(draft)
    if review is not None and not review.is_approved:
        raise NotReviewed(bank_id)
    return _publish(draft, draft.bank, notes, actor.user_id)


@transaction.atomic
def publish_imported_draft(*, slug: str, notes: str) -> BankVersion:
    """Publish what `import_bank` has made the draft of a shipped bank (command line only).

    Raises:
        Bank.DoesNotExist: no shipped bank has this slug.
        NoDraft, FieldRefused, NotPublishable: as `publish_draft`.
    """
    bank = shipped_bank(slug)
    draft = BankDraft.objects.select_for_update().filter(bank=bank).first()
    if draft is None:
        raise NoDraft(slug)
    return _publish(draft, bank, notes, None)


def _publish(draft: BankDraft, bank: Bank, notes: str, by: int | None) -> BankVersion:
    clean = _notes(notes)
    checked = check_of(bank, draft)
    content, number = _publishable(checked)
    version = _version(draft, bank, content, number, notes=clean, by=by)
    changed = about(content) | _origin(draft)
    Bank.objects.filter(pk=bank.pk).update(**changed)
    draft.delete()
    record(
        "bank.published",
        bank,
        organisation_id=bank.organisation_id,
        actor_id=by,
        detail={"number": version.number, "digest": version.digest},
    )
    return version


def _origin(draft: BankDraft) -> dict[str, Any]:
    """Note which version of its origin the bank is level with now."""
    return {"forked_from": draft.merged_from_id} if draft.merged_from_id else {}


def _notes(raw: str) -> str:
    notes = gated_text("notes", raw, NOTE_LENGTH)
    if not notes:
        raise FieldRefused("notes", _("Say in a sentence what changed."))
    return notes


def _publishable(checked: DraftCheck) -> tuple[BankContent, str]:
    if checked.errors:
        raise NotPublishable([Problem(found.path, found.message) for found in checked.errors])
    if checked.is_unchanged or checked.bank is None or checked.number is None:
        raise NotPublishable([Problem("", "Nothing has changed since the last version.")])
    return checked.bank, checked.number


def _version(
    draft: BankDraft, bank: Bank, content: BankContent, number: str, *, notes: str, by: int | None
) -> BankVersion:
    frozen = content.model_copy(update={"version": number, "notes": notes})
    major, minor = (int(figure) for figure in number.split("."))
    return BankVersion.objects.create(
        bank=bank,
        major=major,
        minor=minor,
        content=content_of(frozen),
        digest=digest(frozen),
        notes=notes,
        published_by_id=by,
        made_from=draft.made_from,
    )
