"""Takes a bank from a file into the shipped banks; nothing published is ever replaced."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from assessments.audit.services import record
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.scoring.bank import Bank as BankContent

ABOUT = ("title", "publisher", "licence", "attribution", "source")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file: its version was published, it is a draft, or nothing was new."""

    result: Literal["published", "draft", "unchanged"]
    bank: Bank
    version: BankVersion | None = None
    draft: BankDraft | None = None


@transaction.atomic
def import_bank(*, bank: BankContent, by: int | None = None) -> ImportResult:
    """Publish a new slug, leave a known digest alone, and make anything else the bank's draft.

    `by` is the id of the user who imports, None for the command line. An open draft of the
    shipped bank is replaced: only imports write it. At most 7 queries.
    """
    row, is_new = Bank.objects.get_or_create(
        slug=bank.slug, organisation=None, defaults=about(bank)
    )
    if is_new:
        return ImportResult("published", row, version=_publish(row, bank, by))
    newest = row.versions.defer("content").order_by("-major", "-minor").first()
    if newest is None:
        return ImportResult("published", row, version=_publish(row, bank, by))
    if newest.digest == digest(bank):
        return ImportResult("unchanged", row, version=newest)
    return _as_draft(row, newest, bank, by)


def about(bank: BankContent) -> dict[str, str]:
    """Give what the bank's row repeats of its content, for lists."""
    return {field: getattr(bank, field) for field in ABOUT}


def _publish(row: Bank, bank: BankContent, by: int | None) -> BankVersion:
    major, minor = (int(number) for number in bank.version.split("."))
    version = BankVersion.objects.create(
        bank=row,
        major=major,
        minor=minor,
        content=content_of(bank),
        digest=digest(bank),
        notes=bank.notes,
        published_by_id=by,
    )
    _record("bank.imported", row, by, number=version.number)
    return version


def _as_draft(row: Bank, newest: BankVersion, bank: BankContent, by: int | None) -> ImportResult:
    content = content_of(bank)
    draft = BankDraft.objects.select_for_update().filter(bank=row).first()
    if draft is None:
        draft = BankDraft(bank=row)
    elif draft.content == content:
        return ImportResult("unchanged", row, draft=draft)
    else:
        draft.revision += 1
    draft.content, draft.based_on, draft.changed_by_id = content, newest, by
    draft.save()
    _record("bank.draft_imported", row, by, revision=draft.revision)
    return ImportResult("draft", row, draft=draft)


def _record(verb: str, row: Bank, by: int | None, **detail: Any) -> None:
    record(verb, row, organisation_id=None, actor_id=by, detail=detail)
