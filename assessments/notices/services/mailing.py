"""One mail a person about what they did not read on the page; a mail is sent at most once.

Rows are claimed and committed before the mail goes out, so two workers never mail the same
notice; a worker that dies in between costs that mail, and the notice stands on the page. A mail
the server refused is given back and tried again later, up to a day after the act.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from assessments.notices.models import Notice
from assessments.notices.queries import still_visible
from assessments.notices.sentences import address_of, one_line, sentence_of
from assessments.notices.services.outbox import send_round

QUIET: Final = timedelta(minutes=10)
OLDEST: Final = timedelta(days=1)
AGAIN_AFTER: Final = timedelta(minutes=5)
MOST_PEOPLE: Final = 50  # a round; the others have theirs in the next one
MOST_LINES: Final = 50  # a mail

_not_before: dict[int, datetime] = {}  # whose mail was refused in this process


def send_digests(now: datetime) -> int:
    """Mail everyone what they were told more than 10 minutes ago and have not read.

    Gives the number of mails sent. 1 query when there is nothing to send, 2 more a person. Never
    raises because of a mail or its server: what could not be sent is logged and tried again.
    """
    return send_round(
        _waiting(now),
        lambda user_id, connection: _send_one(user_id, now, connection),
        lambda user_id: _not_before.update({user_id: now + AGAIN_AFTER}),
    )


def _waiting(now: datetime) -> list[int]:
    later = [pk for pk, moment in _not_before.items() if moment > now]
    rows = _unmailed(now).exclude(user__in=later).order_by("user_id")
    return list(rows.values_list("user_id", flat=True).distinct()[:MOST_PEOPLE])


def _unmailed(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(mailed_at__isnull=True, by_mail=True, at__lte=now - QUIET)


def _send_one(user_id: int, now: datetime, connection: BaseEmailBackend) -> bool:
    claimed = _claim(user_id, now)
    worth = _worth_mailing(claimed, now)
    if not worth:
        return False
    try:
        digest_mail(worth, connection).send()
    except Exception:
        Notice.objects.filter(pk__in=[row.pk for row in worth]).update(mailed_at=None)
        raise
    _not_before.pop(user_id, None)
    return True


@transaction.atomic
def _claim(user_id: int, now: datetime) -> list[int]:
    """Take what nobody else took; SQLite has one writer at a time, so it needs no row locks."""
    rows = _unmailed(now).filter(user=user_id).select_for_update(of=("self",))
    ids = list(rows.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=ids).update(mailed_at=now)
    return ids


def _worth_mailing(claimed: Sequence[int], now: datetime) -> list[Notice]:
    """Leave out what was read meanwhile, is too old, out of sight, or goes to nobody any more."""
    rows = Notice.objects.filter(pk__in=claimed, read_at__isnull=True, at__gt=now - OLDEST)
    rows = rows.filter(user__is_active=True, user__erased_at__isnull=True)
    related = rows.select_related("user", "actor", "assessment__product")
    return list(still_visible(related).defer("assessment__summary").order_by("pk"))


def digest_mail(notices: Sequence[Notice], connection: BaseEmailBackend) -> EmailMessage:
    """Write the mail to the one person these notices are for (no query)."""
    choices = settings.BASE_URL + reverse("assessments:notice-choices")
    with translation.override(settings.LANGUAGE_CODE):
        count = len(notices)
        subject = ngettext(
            "%(count)d thing on ML readiness", "%(count)d things on ML readiness", count
        )
        context = {
            "things": [_thing(notice) for notice in notices[:MOST_LINES]],
            "more": max(0, count - MOST_LINES),
            "list": settings.BASE_URL + reverse("assessments:notice-list"),
            "choices": choices,
        }
        body = render_to_string("notice_mail.txt", context).strip()
    return EmailMessage(
        subject % {"count": count},
        body,
        to=[notices[0].user.email],
        headers={"List-Unsubscribe": f"<{choices}>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _thing(notice: Notice) -> dict[str, str]:
    where = f"{notice.assessment.product}: {notice.assessment}" if notice.assessment else ""
    return {
        "sentence": sentence_of(notice),
        "where": one_line(where),
        "address": settings.BASE_URL + address_of(notice),
    }
