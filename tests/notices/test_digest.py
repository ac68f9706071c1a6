"""The mail of what was not read: one a person, at most once, and never a broken sweep."""

import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import tasks
from assessments.notices import services
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.queries import Wanted
from assessments.notices.services import mailing
from assessments.teams.models import TeamMember
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_waits():
    mailing._not_before.clear()
    yield
    mailing._not_before.clear()


def send(**later):
    return services.send_digests(timezone.now() + timedelta(**later))


def test_one_mail_holds_all_a_person_was_told_with_a_link_each(told, bob, assessment, settings):
    settings.BASE_URL = "https://ready.example.org"
    told(bob, NoticeKind.MENTION, question_code="value.goal", detail={"question": "Goal?"})
    told(bob)
    told(bob, NoticeKind.REPORT_READY, detail={"report": 5})

    assert send() == 1

    [sent] = mail.outbox
    here = f"https://ready.example.org/assessments/{assessment.pk}"
    assert sent.subject == "3 things on ML readiness"
    assert sent.to == ["bob@example.org"]
    assert sent.body.splitlines() == [
        "Forecast: Autumn",
        "Ada mentions you in the discussion of “Goal?”",
        f"{here}/answers/value.goal/discussion",
        "",
        "Forecast: Autumn",
        "Ada submitted the assessment",
        f"{here}/",
        "",
        "Forecast: Autumn",
        "The report you asked for is ready",
        "https://ready.example.org/reports/5",
        "",
        "--",
        "Choose what is mailed to you: https://ready.example.org/notices/choices",
    ]
    assert sent.extra_headers["List-Unsubscribe"] == "<https://ready.example.org/notices/choices>"


def test_one_thing_has_a_subject_of_its_own(told, bob):
    told(bob)
    send()

    assert mail.outbox[0].subject == "1 thing on ML readiness"


def test_nothing_is_mailed_twice(told, bob):
    told(bob)

    assert (send(), send()) == (1, 0)


def test_the_last_ten_minutes_wait(told, bob):
    told(bob, ago=timedelta(minutes=9))

    assert (send(), send(minutes=2)) == (0, 1)


def test_what_was_read_on_the_page_is_not_mailed(told, bob):
    notice = told(bob)
    services.mark_read(actor=factories.actor_of(bob), notice_id=notice.pk)

    assert send() == 0


def test_what_is_switched_off_by_mail_stays_on_the_page(told, bob):
    wanted = {NoticeKind.SUBMITTED: Wanted(by_mail=False)}
    services.choose(actor=factories.actor_of(bob), wanted=wanted)
    told(bob)

    assert send() == 0
    assert factories.actor_of(bob).unread == 1


def test_who_left_the_team_gets_no_mail_of_it(told, bob):
    told(bob)
    TeamMember.objects.filter(user=bob).delete()

    assert send() == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"erased_at": timezone.now()}])
def test_who_is_erased_or_inactive_gets_none(told, bob, change):
    told(bob)
    type(bob).objects.filter(pk=bob.pk).update(**change)

    assert send() == 0
    assert Notice.objects.get().mailed_at is not None


def test_what_is_older_than_a_day_is_not_mailed_any_more(told, bob):
    told(bob, ago=timedelta(days=2))

    assert send() == 0


def test_a_name_with_line_breaks_adds_no_header_and_no_line(told, ada, bob, assessment):
    ada.name = "Ada\r\nBcc: all@example.org\n\nhttp://evil.example"
    ada.save()
    assessment.name = "Autumn\nTo: x@example.org"
    assessment.save()
    told(bob)
    send()

    [sent] = mail.outbox
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["bob@example.org"]
    assert sent.body.splitlines()[:2] == [
        "Forecast: Autumn To: x@example.org",
        "Ada Bcc: all@example.org http://evil.example submitted the assessment",
    ]


def test_markup_in_a_name_stays_as_it_was_typed(told, ada, bob):
    ada.name = "<b>A&B</b>"
    ada.save()
    told(bob)
    send()

    assert "<b>A&B</b> submitted" in mail.outbox[0].body


def test_an_address_with_a_line_break_stops_its_own_mail_only(told, ada, bob):
    told(bob)
    type(bob).objects.filter(pk=bob.pk).update(email="bob@example.org\nBcc: all@example.org")
    other = factories.person_in(bob.team_memberships.get().team)
    told(other)

    assert send() == 1
    assert [sent.to for sent in mail.outbox] == [[other.email]]


class Refusing(EmailBackend):
    """Refuses the mail to one person."""

    def send_messages(self, messages):
        if "bob@example.org" in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({"bob@example.org": (550, b"no")})
        return super().send_messages(messages)


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


class Breaking(EmailBackend):
    tried = 0

    def send_messages(self, _messages):
        type(self).tried += 1
        raise smtplib.SMTPServerDisconnected


def test_a_refused_mail_is_tried_again_later_and_holds_nobody_up(told, bob, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    other = factories.person_in(bob.team_memberships.get().team)
    told(bob)
    told(other)

    assert send() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send() == 0
    assert send(minutes=6) == 1


def test_a_server_that_is_away_loses_nothing(told, bob, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    told(bob)
    assert send() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send() == 1


def test_a_server_that_breaks_every_mail_is_left_alone_after_three(told, assessment, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Breaking"
    for _ in range(5):
        told(factories.person_in(assessment.team))

    assert send() == 0
    assert Breaking.tried == 3
    assert Notice.objects.filter(mailed_at__isnull=False).count() == 0


def test_a_broken_mail_server_never_breaks_the_sweep(told, bob, settings, monkeypatch):
    settings.EMAIL_BACKEND = "no.such.Backend"
    told(bob)
    swept = []
    monkeypatch.setattr(tasks, "DAILY", (lambda _on: 1 / 0, swept.append))

    tasks.sweep()

    assert len(swept) == 1
    assert Notice.objects.get().mailed_at is None


def test_the_sweep_mails(told, bob):
    told(bob)
    tasks.sweep()

    assert len(mail.outbox) == 1


def test_with_nothing_to_mail_one_query_is_asked(told, bob):
    with CaptureQueriesContext(connection) as captured:
        send()

    assert len(captured) == 1


@pytest.mark.parametrize("things", [1, 3])
def test_a_mail_costs_the_same_however_much_it_says(told, bob, things):
    for _ in range(things):
        told(bob)
    with CaptureQueriesContext(connection) as captured:
        send()
    asked = [one for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]

    # who waits; lock, claim, read
    assert len(asked) == 4


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_at_once_each_person_is_mailed_by_one(told, assessment):
    people = [factories.person_in(assessment.team) for _ in range(6)]
    for person in people:
        for _ in range(3):
            told(person)
    together = threading.Barrier(4)
    now = timezone.now()

    def work(_number):
        together.wait()
        try:
            return services.send_digests(now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        sent = sum(workers.map(work, range(4)))

    assert sent == 6
    assert sorted(one.to[0] for one in mail.outbox) == sorted(person.email for person in people)
    assert {one.subject for one in mail.outbox} == {"3 things on ML readiness"}
