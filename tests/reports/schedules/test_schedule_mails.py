"""Mails of scheduled reports: once a person, whatever happens to worker, queue and mail server."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils import timezone

from assessments import tasks
from assessments.notices.models import Notice
from assessments.reports import services
from assessments.reports.models import Report, ScheduledMail
from assessments.reports.services import mailing_schedules
from assessments.reports.services.claim import ATTEMPTS
from assessments.teams.models import TeamMember
from tests.reports.schedules.sweeping import MONDAY, days, sweep

pytestmark = pytest.mark.django_db


def test_who_lost_sight_of_the_product_gets_no_mail(moment, schedule, viewer, owner):
    schedule(to=[viewer, owner])
    TeamMember.objects.filter(user=viewer).delete()

    assert sweep(moment, MONDAY) == 1
    assert [one.to for one in mail.outbox] == [["ola@example.org"]]


def test_the_owner_gets_one_mail_and_not_a_second_about_the_report(moment, schedule, owner):
    schedule(to=[owner])
    sweep(moment, MONDAY)

    assert Notice.objects.get(user=owner).read_at is not None


def test_a_queue_that_was_flushed_loses_nothing(moment, schedule, monkeypatch):
    schedule()
    monkeypatch.setattr(tasks, "_send", lambda _report_id: None)  # every bell is lost
    moment.move_to(datetime(2026, 11, 30, 0, 1, tzinfo=UTC))
    tasks.sweep()
    Report.objects.update(
        requested_at=datetime(2020, 1, 1, tzinfo=UTC)
    )  # by the clock of the database

    [again] = services.sweep_reports()
    services.make_report(again)
    tasks.sweep()

    assert len(mail.outbox) == 1


def test_a_worker_that_dies_before_the_commit_leaves_the_day_to_the_next(
    moment, schedule, monkeypatch
):
    schedule()
    with monkeypatch.context() as broken:
        broken.setattr(ScheduledMail.objects, "bulk_create", _dies)
        assert sweep(moment, MONDAY) == 0
        assert (days(), Report.objects.count()) == ([], 0)

    assert sweep(moment, MONDAY) == 1


def _dies(*_args, **_more):
    raise RuntimeError("gone")


def test_two_workers_send_one_mail(moment, schedule, monkeypatch):
    schedule()
    sweep_of_the_other = []
    real = EmailBackend.send_messages

    def during(self, messages):
        sweep_of_the_other.append(services.mail_scheduled(timezone.now()))
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", during)

    assert sweep(moment, MONDAY) == 1
    assert sweep_of_the_other == [0]
    assert len(mail.outbox) == 1


def test_a_mail_cut_off_on_its_way_becomes_a_notice_and_no_second_mail(
    moment, schedule, viewer, monkeypatch
):
    schedule()
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _killed)
        with pytest.raises(KeyboardInterrupt):
            sweep(moment, MONDAY)

    sent = [sweep(moment, MONDAY, minute=minute) for minute in (5, 13, 30)]

    assert sent == [0, 0, 0]
    assert Notice.objects.get(user=viewer).detail == {
        "report": Report.objects.get().pk,
        "state": "ready",
    }
    assert ScheduledMail.objects.get().outcome == "told"


def test_a_mail_that_left_and_could_not_be_noted_is_not_sent_again(moment, schedule, monkeypatch):
    schedule()
    with monkeypatch.context() as broken:
        broken.setattr(mailing_schedules, "_end", _no_database)
        sweep(moment, MONDAY)
    for minute in (7, 13, 30):
        sweep(moment, MONDAY, minute=minute)

    assert len(mail.outbox) == 1
    assert ScheduledMail.objects.get().outcome == "told"


def _no_database(*_args):
    raise OperationalError("gone")


def _killed(*_args):
    raise KeyboardInterrupt


def test_a_refused_mail_is_tried_again_and_after_a_day_told(moment, schedule, viewer, monkeypatch):
    schedule()
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _refuses)
        assert sweep(moment, MONDAY) == 0
    assert sweep(moment, MONDAY, minute=3) == 0
    assert sweep(moment, MONDAY, minute=7) == 1

    ScheduledMail.objects.update(outcome="", claimed_at=None)
    monkeypatch.setattr(EmailBackend, "send_messages", _refuses)
    sweep(moment, MONDAY, minute=20)
    sweep(moment, MONDAY + timedelta(days=1), hour=2)

    assert Notice.objects.filter(user=viewer, kind="scheduled").count() == 1


def _refuses(*_args):
    raise smtplib.SMTPServerDisconnected("no")


def test_a_report_that_failed_is_mailed_to_nobody(moment, schedule):
    schedule()
    moment.move_to(datetime(2026, 11, 30, 0, 1, tzinfo=UTC))
    services.run_schedules(MONDAY)
    Report.objects.update(state="failed", attempt=ATTEMPTS, reason="No.")

    assert services.mail_scheduled(timezone.now()) == 0
    assert ScheduledMail.objects.get().outcome == "dropped"


@pytest.mark.parametrize(("largest", "attached"), [(10**6, 1), (10, 0)])
def test_a_small_file_is_attached_where_asked_for(moment, schedule, monkeypatch, largest, attached):
    monkeypatch.setattr(mailing_schedules, "LARGEST_ATTACHED", largest)
    schedule(attach=True)
    sweep(moment, MONDAY)

    [written] = mail.outbox
    assert len(written.attachments) == attached
    assert all(name == Report.objects.get().file_name for name, *_ in written.attachments)
