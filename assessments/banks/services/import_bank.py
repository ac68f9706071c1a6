"""Takes a bank from a file into the shipped banks; nothing published is ever replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from assessments.audit.services import record
from assessments.banks.errors import FieldRefused
from assessments.banks.formats.canonical import content_of, digest
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.scoring.bank import Bank as BankContent
from assessments.scoring.bank_fields import Line, Slug

SLUG: Final[TypeAdapter[str]] = TypeAdapter(Slug)
LINE: Final[TypeAdapter[str]] = TypeAdapter(Line)
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
    """Publish what has no version yet, leave a known digest alone, make anything else a draft.

    `by` is the id of the user who imports, None for the command line. An open draft of the
    shipped bank is replaced: only imports write it. At most 7 queries; 5 more where a bank that
    was not finished before is published.
    """
    row, is_new = Bank.objects.get_or_create(
        slug=bank.slug, organisation=None, defaults=about(bank)
    )
    if is_new:
        return ImportResult("published", row, version=_publish(row, bank, by))
    newest = row.versions.defer("content").order_by("-major", "-minor").first()
    if newest is None:
        Bank.objects.filter(pk=row.pk).update(**about(bank))
        BankDraft.objects.filter(bank=row).delete()
        return ImportResult("published", row, version=_publish(row, bank, by))
    if newest.digest == digest(bank):
        return ImportResult("unchanged", row, version=newest)
    return _as_draft(row, newest, content_of(bank), by)


@transaction.atomic
def import_unfinished(*, content: Mapping[str, Any], by: int | None = None) -> ImportResult:
    """Make what is no finished bank yet the draft of the shipped bank of its slug.

    A new slug gets a bank that has no version so far. At most 5 queries.

    Raises:
        FieldRefused: it has no sound slug or title, so that it has no place.
    """
    slug, title = slug_of(content), title_of(content)
    row, _ = Bank.objects.get_or_create(slug=slug, organisation=None, defaults={"title": title})
    newest = row.versions.defer("content").order_by("-major", "-minor").first()
    return _as_draft(row, newest, dict(content), by)


def slug_of(content: Mapping[str, Any]) -> str:
    """Give the slug of a bank in the making.

    Raises:
        FieldRefused: it has none, or one that is misshapen.
    """
    try:
        return SLUG.validate_python(content.get("slug"))
    except ValidationError as error:
        message = _("A slug has small letters, digits and hyphens, and at most 80 characters.")
        raise FieldRefused("slug", message) from error


def title_of(content: Mapping[str, Any]) -> str:
    """Give the title of a bank in the making.

    Raises:
        FieldRefused: it has none, or one that the text gate refuses.
    """
    try:
        return LINE.validate_python(content.get("title"))
    except ValidationError as error:
        message = _("A bank needs a title of at most 500 characters.")
        raise FieldRefused("title", message) from error


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


def _as_draft(
    row: Bank, newest: BankVersion | None, content: dict[str, Any], by: int | None
) -> ImportResult:
    draft = BankDraft.objects.select_for_update().filter(bank=row).first()
    if draft is None:
        draft = BankDraft(bank=row)
    elif draft.content == content:
        return ImportResult("unchanged", row, draft=draft)
    else:
        draft.revision += 1
    draft.content, draft.based_on, draft.changed_by_id = content, newest, by
    draft.made_from = {}  # a shipped file is taken as its authors give it
    draft.save()
    _record("bank.draft_imported", row, by, revision=draft.revision)
    return ImportResult("draft", row, draft=draft)


def _record(verb: str, row: Bank, by: int | None, **detail: Any) -> None:
    record(verb, row, organisation_id=None, actor_id=by, detail=detail)
