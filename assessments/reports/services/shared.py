"""What a share link gives to whoever holds it: a look at what it is, and the file.

Everything that keeps a link from working raises the same `ShareGone`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.contrib.auth.hashers import check_password
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.audit.services import record
from assessments.reports.errors import CannotBeMade, ShareGone
from assessments.reports.figures import day_words
from assessments.reports.models import Report, ShareLink
from assessments.reports.queries import file_of, open_link_with
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.hand_over import HandedOver
from assessments.reports.services.make import document_of
from assessments.teams.link_secrets import hash_of

TICKET_SECONDS: Final = 3600
_SALT: Final = "shared report"


@dataclass(frozen=True, slots=True)
class SharedReport:
    """What the page of a link says: of what the report is, and how it came out.

    `day` is in the words of the page, `language` that of the report's words, `level_language` that
    of the level's name.
    """

    product: str
    organisation: str
    level: str
    level_language: str
    day: str
    language: str
    format: str
    size: int
    expires_at: datetime


def shared_link(secret: str) -> ShareLink:
    """Give the link of a secret while it works (1 query).

    Raises:
        ShareGone: it does not.
    """
    link = open_link_with(hash_of(secret))
    if link is None or link.report.state != Report.ReportState.READY:
        raise ShareGone
    return link


def ticket_for(link: ShareLink, password: str) -> str:
    """Give what opens the link for an hour, to whoever knows its password.

    Raises:
        ShareGone: the password is another one.
    """
    if link.password and not check_password(password, link.password):
        raise ShareGone
    return signing.dumps(_opened(link), salt=_SALT)


def read_shared(link: ShareLink) -> SharedReport:
    """Say what a link is to, from the report's frozen inputs (3 queries).

    Raises:
        ShareGone: the report or the bank version it names is gone.
    """
    report = Report.objects.only("inputs", "format").filter(pk=link.report_id).first()
    if report is None:
        raise ShareGone
    try:
        document = document_of(report.inputs)
    except CannotBeMade as error:
        raise ShareGone from error
    return SharedReport(
        document.product,
        document.organisation,
        document.result.level,
        document.bank.language if document.result.level_is_bank_text else document.language,
        day_words(date.fromisoformat(document.on)),
        document.language,
        report.format,
        link.report.file.size,
        link.expires_at,
    )


@transaction.atomic
def take_shared(*, secret: str, ticket: str) -> HandedOver:
    """Give the file of a link, count it once and append it to the audit log (4 queries).

    Raises:
        ShareGone: the link does not work, or the ticket is not of it or older than an hour.
    """
    link = shared_link(secret)
    _refuse_other(ticket, link)
    stored = file_of(link.report)
    counted = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    if not counted.update(downloads=F("downloads") + 1, last_download_at=timezone.now()):
        raise ShareGone
    record(
        "report.share_downloaded",
        link,
        organisation_id=link.report.organisation_id,
        detail={
            "assessment": link.report.assessment_id,
            "report": link.report_id,
            "sha256": stored.sha256,
        },
    )
    content_type = RENDERERS[link.report.format].content_type
    return HandedOver(bytes(stored.content), link.report.file_name, content_type)


def _refuse_other(ticket: str, link: ShareLink) -> None:
    try:
        opened = signing.loads(ticket, salt=_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature as error:
        raise ShareGone from error
    if opened != _opened(link):
        raise ShareGone


def _opened(link: ShareLink) -> list[object]:
    """Name a link and its password as it is now."""
    return [link.pk, sha256(link.password.encode()).hexdigest()[:16]]
