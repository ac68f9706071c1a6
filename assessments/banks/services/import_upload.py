"""Makes the file a person has uploaded a draft: of a new bank, or of one they edit."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.banks.errors import DraftConflict, FieldRefused
from assessments.banks.formats import BankFile, read_file
from assessments.banks.models import Bank, BankDraft, BankUpload
from assessments.banks.services.create_bank import check_may_begin, free_bank
from assessments.banks.services.import_bank import title_of
from assessments.banks.services.lock_draft import (
    editable_bank,
    forget_merge,
    lock_draft,
    write_draft,
)
from assessments.banks.services.open_draft import start_draft


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file goes: a new bank of an organisation, or the draft of a bank.

    `revision` is that of the draft the editor knows of, 0 for none.
    """

    organisation_id: int = 0
    bank_id: int = 0
    revision: int = 0


@transaction.atomic
def import_upload(*, actor: Actor, upload: BankUpload, target: Target) -> BankDraft:
    """Make the uploaded file a draft; nothing published changes.

    What an open draft held stays in its history. At most 15 queries.

    Raises:
        NotVisible, NotAllowed: as `create_bank` for a new bank, as `lock_draft` for a draft.
        FieldRefused: the file holds errors, or has no title.
        NoDraft, DraftConflict: the bank's draft was published, opened or changed meanwhile.
    """
    found = read_file(BankFile(bytes(upload.content), upload.name))
    if found.errors:
        raise FieldRefused("into", _("The file holds errors; nothing was imported."))
    content = dict(found.content)
    if target.bank_id:
        return _into_draft(actor, content, target, found.format)
    return _as_bank(actor, content, target.organisation_id, found.format)


def _as_bank(
    actor: Actor, content: dict[str, Any], organisation_id: int, format_name: str
) -> BankDraft:
    check_may_begin(actor, organisation_id)
    bank = free_bank(organisation_id, title_of(content), wanted=str(content.get("slug") or ""))
    _record(bank, actor, format_name)
    return BankDraft.objects.create(
        bank=bank,
        content={**content, "slug": bank.slug},
        changed_by_id=actor.user_id,
        writers=[actor.user_id],
    )


def _into_draft(
    actor: Actor, content: dict[str, Any], target: Target, format_name: str
) -> BankDraft:
    bank = editable_bank(actor, target.bank_id)
    if not target.revision:
        start_draft(bank, actor)
    draft = lock_draft(actor, bank.pk)
    if draft.revision != (target.revision or 1):
        raise DraftConflict("", draft.content)
    _record(bank, actor, format_name)
    draft.content = {**content, "slug": bank.slug}
    if draft.merged_from_id:
        forget_merge(draft)
    return write_draft(draft, actor)


def _record(bank: Bank, actor: Actor, format_name: str) -> None:
    record(
        "bank.draft_imported",
        bank,
        organisation_id=bank.organisation_id,
        actor_id=actor.user_id,
        detail={"format": format_name},
    )
