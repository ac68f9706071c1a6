"""The mails of scheduled reports: each at most once, and none forgotten.

A mail is claimed and the claim committed before it goes out, so that no two workers send it. One
the server refused is given back and tried again for a day. One whose worker died in between may
have left: it becomes a notice instead of a second mail, and so does one refused for a day.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.answers.services.sweeping import each
from assessments.notices.models import NoticeKind
from assessments.notices.sentences import one_line
from assessments.notices.services import send_round, tell
from assessments.reports.models import Report, ScheduledMail
from assessments.reports.queries import file_of
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.telling import told_in_person
from assessments.teams.queries import people_who_see

AGAIN_AFTER: Final = timedelta(minutes=5)
CUT_OFF_AFTER: Final = timedelta(minutes=10)
OLDEST: Final = timedelta(days=1)
MOST_MAILS: Final = 50  # a round; the others have theirs in the next one
LARGEST_ATTACHED: Final = 5 * 1024 * 1024

State, Outcome = Report.ReportState, ScheduledMail.Outcome


def mail_scheduled(now: datetime) -> int:
    """Send what is ready, and settle what cannot be sent; gives the number of mails sent.

    2 queries when there is nothing to do. Never raises because of a mail or its server.
    """
    each(_to_settle(now).values_list("pk", flat=True), _settle)
    ready = Q(try_after=None) | Q(try_after__lte=now)
    waiting = _waiting().filter(ready, run__report__state=State.READY).order_by("pk")
    return send_round(
        list(waiting.values_list("pk", flat=True)[:MOST_MAILS]),
        lambda pk, connection: _send_one(pk, now, connection),
        lambda _pk: None,  # given back already, unless it had left
    )


def _waiting() -> QuerySet[ScheduledMail]:
    return ScheduledMail.objects.filter(outcome=Outcome.WAITING, claimed_at=None)


def _to_settle(now: datetime) -> QuerySet[ScheduledMail]:
    """Find mails that were cut off, refused for a day, or whose report failed or is gone."""
    rows = ScheduledMail.objects.filter(outcome=Outcome.WAITING)
    cut_off = Q(claimed_at__lt=now - CUT_OFF_AFTER)
    refused = Q(claimed_at=None, try_after__isnull=False, run__at__lt=now - OLDEST)
    gone = Q(run__report=None) | Q(run__report__state=State.FAILED)
    return rows.filter(cut_off | refused | gone)


@transaction.atomic
def _settle(mail_id: int) -> bool:
    mail = _read(mail_id)
    if mail is None:
        return False
    report = mail.run.report
    is_ready = report is not None and report.state == State.READY
    if report is not None and is_ready and _may_see(mail):
        _tell(mail, report)
    outcome = Outcome.TOLD if is_ready else Outcome.DROPPED
    return _end(mail_id, outcome)


def _tell(mail: ScheduledMail, report: Report) -> None:
    tell(
        [mail.user_id],
        NoticeKind.SCHEDULED,
        key=f"scheduled:{mail.pk}",
        organisation_id=report.organisation_id,
        assessment_id=report.assessment_id,
        detail={"report": report.pk, "state": "ready"},
    )


def _send_one(mail_id: int, now: datetime, connection: BaseEmailBackend) -> bool:
    if not _waiting().filter(pk=mail_id).update(claimed_at=now):
        return False  # somebody else's
    mail = _read(mail_id)
    if mail is None or mail.run.report is None or not _may_see(mail):
        _end(mail_id, Outcome.DROPPED)
        return False
    try:
        scheduled_mail(mail, mail.run.report, connection).send()
    except Exception:
        _give_back(mail_id, now)
        raise
    _end(mail_id, Outcome.SENT)
    told_in_person(mail.run.report.pk, mail.user_id)
    return True


def _give_back(mail_id: int, now: datetime) -> None:
    claimed = ScheduledMail.objects.filter(pk=mail_id, outcome=Outcome.WAITING)
    claimed.update(claimed_at=None, try_after=now + AGAIN_AFTER)


def _end(mail_id: int, outcome: str) -> bool:
    open_ones = ScheduledMail.objects.filter(pk=mail_id, outcome=Outcome.WAITING)
    return bool(open_ones.update(outcome=outcome))


def _read(mail_id: int) -> ScheduledMail | None:
    rows = ScheduledMail.objects.filter(pk=mail_id).select_related(
        "user", "run__schedule__owner", "run__report__assessment__product__team"
    )
    return rows.defer("run__report__inputs", "run__report__assessment__summary").first()


def _may_see(mail: ScheduledMail) -> bool:
    report = mail.run.report
    team = report.assessment.product.team if report else None
    return team is not None and people_who_see(team).filter(pk=mail.user_id).exists()


def scheduled_mail(
    mail: ScheduledMail, report: Report, connection: BaseEmailBackend
) -> EmailMessage:
    """Write the mail of one run to one person, with the file where it is asked for and small."""
    schedule, product = mail.run.schedule, one_line(report.assessment.product.name)
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "product": product,
            "assessment": one_line(report.assessment.name),
            "day": date_format(mail.run.day),
            "owner": one_line(str(schedule.owner)) if schedule.owner else "",
            "report": _address("report-detail", report.pk),
        }
        subject = _("Report on %(product)s, %(day)s") % context
        body = render_to_string("scheduled_mail.txt", context).strip()
    written = EmailMessage(
        subject,
        body,
        to=[mail.user.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if schedule.attach:
        _attach(written, report)
    return written


def _attach(written: EmailMessage, report: Report) -> None:
    stored = file_of(report)
    if stored.size <= LARGEST_ATTACHED:
        content_type = RENDERERS[report.format].content_type
        written.attach(report.file_name, bytes(stored.content), content_type)


def _address(name: str, pk: int) -> str:
    return settings.BASE_URL + reverse(f"assessments:{name}", args=[pk])
