"""Mails of an installation that sends none: kept for staff to read, the oldest dropped."""

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from assessments.notices.models import KeptMail

KEPT: Final = 300
_TO_LENGTH: Final = 320
_SUBJECT_LENGTH: Final = 300


@transaction.atomic
def keep_mail(*, to: str, subject: str, body: str) -> KeptMail:
    """Keep a mail and drop what is older than the last `KEPT` (3 queries)."""
    kept = KeptMail.objects.create(
        to=_storable(to)[:_TO_LENGTH],
        subject=_storable(subject)[:_SUBJECT_LENGTH],
        body=_storable(body),
    )
    oldest = KeptMail.objects.order_by("-id").values_list("id", flat=True)[KEPT : KEPT + 1]
    for last in oldest:
        KeptMail.objects.filter(id__lte=last).delete()
    return kept


def kept_mails() -> QuerySet[KeptMail]:
    """List the kept mails without their text, the newest first (1 query)."""
    return KeptMail.objects.defer("body").order_by("-id")


def kept_mail(pk: int) -> KeptMail:
    """Give one kept mail (1 query).

    Raises:
        KeptMail.DoesNotExist: there is none, or it is too old to be kept.
    """
    return KeptMail.objects.get(pk=pk)


def _storable(text: str) -> str:
    return text.replace("\x00", "")
