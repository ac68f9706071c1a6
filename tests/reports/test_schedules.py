"""Scheduled reports: once a day and a person, whatever happens to worker, queue and mail server."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils import timezone

from assessments import tasks
from assessments.actor import NotAllowed, NotVisible
from assessments.answers.models import Assessment
from assessments.notices.models import Notice
from assessments.reports import services
from assessments.reports.models import Report, ReportSchedule, ScheduledMail, ScheduledRun
from assessments.reports.services import Plan, mailing_schedules
from assessments.reports.services.claim import ATTEMPTS
from assessments.teams.errors import Refused
from assessments.teams.models import Product, TeamMember, User
from assessments.teams.services import choose_current
from tests import factories
from tests.reports.counting import counted

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
MONDAY = date(2026, 11, 30)


@pytest.fixture
def moment():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def product(moment, assessment):
    choose_current(assessment.product)
    return assessment.product


@pytest.fixture
def owner(product):
    return factories.person_in(product.team, "contributor", name="Ola", email="ola@example.org")


@pytest.fixture
def viewer(product):
    return factories.person_in(product.team, "viewer", email="viewer@example.org")


@pytest.fixture
def schedule(product, owner, viewer):
    """Return a function that schedules reports, every Monday unless said otherwise."""

    def make(rhythm="weekly", number=0, *, to=None, by=None, **more):
        people = [user.pk for user in (to or [viewer])]
        plan = Plan(rhythm, number, "json", people, **more)
        actor = factories.actor_of(by or owner)
        return services.make_schedule(actor=actor, product_id=product.pk, plan=plan)

    return make


def sweep(moment, day, hour=0, minute=1):
    """Do what a worker's sweep does at that moment, and make what it rings for."""
    moment.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))
    services.run_schedules(timezone.now().date())
    for pk in Report.objects.filter(state="requested").values_list("pk", flat=True):
        services.make_report(pk)
    return services.mail_scheduled(timezone.now())


def days():
    return list(ScheduledRun.objects.order_by("day").values_list("day", flat=True))


def test_a_report_is_made_and_mailed_on_its_day_and_never_twice(
    moment, schedule, settings, product
):
    settings.BASE_URL = "https://ready.example.org"
    schedule()

    sent = [sweep(moment, MONDAY - timedelta(days=2)), sweep(moment, MONDAY - timedelta(days=1))]
    sent += [sweep(moment, MONDAY, minute=minute) for minute in range(1, 5)]
    sent += [sweep(moment, MONDAY + timedelta(days=ahead)) for ahead in range(1, 7)]

    assert sent == [0, 0, 1, *[0] * 9]
    report = Report.objects.get()
    [written] = mail.outbox
    assert days() == [MONDAY]
    assert (report.state, report.format, report.requested_by.name) == ("ready", "json", "Ola")
    assert written.to == ["viewer@example.org"]
    assert written.subject == "Report on Arrival times, 30 Nov 2026"
    assert f"https://ready.example.org/reports/{report.pk}" in written.body
    assert "Ola scheduled this report." in written.body
    assert written.attachments == []


@pytest.mark.parametrize(
    ("language", "words"), [("", None), ("en", None), ("de", "de"), ("fr", None)]
)
def test_the_report_is_in_the_language_the_schedule_says(moment, schedule, language, words):
    schedule(language=language)

    sweep(moment, MONDAY)

    report = Report.objects.get()
    assert report.inputs.get("words") == words
    assert report.options.get("words") == words
    assert report.state == "ready"


def test_made_on_its_own_day_it_begins_a_week_later(moment, schedule):
    moment.move_to(datetime(2026, 11, 30, 9, tzinfo=UTC))
    schedule()

    assert sweep(moment, MONDAY, hour=10) == 0
    assert sweep(moment, MONDAY + timedelta(days=7)) == 1


def test_weeks_that_were_missed_are_caught_up_with_once(moment, schedule):
    schedule()

    sent = [sweep(moment, MONDAY + timedelta(days=24)), sweep(moment, MONDAY + timedelta(days=25))]

    assert sent == [1, 0]
    assert days() == [MONDAY + timedelta(days=21)]


def test_a_year_of_month_ends_with_a_leap_day_sends_twelve(moment, schedule):
    schedule("monthly", 31)
    day = date(2027, 12, 1)
    ScheduledRun.objects.create(schedule=ReportSchedule.objects.get(), day=date(2027, 11, 30))

    while day <= date(2028, 11, 30):
        if day.day < 3 or day.day > 26:
            sweep(moment, day)
        day += timedelta(days=1)

    ends = [date(2027, 12, 31), *(date(2028, m, 1) - timedelta(days=1) for m in range(2, 13))]
    assert days()[1:] == [*ends]
    assert date(2028, 2, 29) in days()
    assert len(mail.outbox) == 12


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "Europe/Berlin"])
def test_days_are_those_of_utc_wherever_the_server_stands(zone, moment, schedule, settings):
    settings.TIME_ZONE = zone
    schedule()

    assert sweep(moment, MONDAY - timedelta(days=1), hour=23, minute=59) == 0
    assert sweep(moment, MONDAY, minute=0) == 1


def test_before_the_due_date_it_is_sent_once_for_each_due_date(moment, schedule, assessment):
    schedule("before_due", 7)
    due = Assessment.objects.filter(pk=assessment.pk)
    assert sweep(moment, MONDAY) == 0

    due.update(due_date=date(2026, 12, 10))
    first = [sweep(moment, date(2026, 12, day)) for day in (2, 3, 4, 10, 11)]
    due.update(due_date=date(2027, 3, 5))
    second = [sweep(moment, date(2027, 2, day)) for day in (25, 26, 27)]

    assert (first, second) == ([0, 1, 0, 0, 0], [0, 1, 0])


def test_days_while_it_was_paused_are_left_out(moment, schedule, owner):
    made = schedule()
    actor = factories.actor_of(owner)
    services.pause_schedule(actor=actor, schedule_id=made.pk)
    assert sweep(moment, MONDAY) == 0

    services.resume_schedule(actor=actor, schedule_id=made.pk)

    assert sweep(moment, MONDAY + timedelta(days=3)) == 0
    assert sweep(moment, MONDAY + timedelta(days=7)) == 1


@pytest.mark.parametrize("sleeps", ["archived", "blind", "none"])
def test_with_nothing_to_report_the_day_passes(moment, schedule, product, assessment, sleeps):
    schedule()
    if sleeps == "archived":
        Product.objects.update(archived_at=timezone.now())
        product.refresh_from_db()
        choose_current(product)
    elif sleeps == "blind":
        Assessment.objects.update(mode="blind")
    else:
        assessment.delete()

    assert sweep(moment, MONDAY) == 0
    assert not Report.objects.exists()
    assert days() == [MONDAY]


@pytest.mark.parametrize("lost", ["left", "viewer", "inactive"])
def test_an_owner_who_may_not_ask_any_more_stops_it_and_the_leads_are_told(
    moment, schedule, owner, product, lost
):
    made = schedule()
    lead = factories.person_in(product.team, "lead")
    held = TeamMember.objects.filter(user=owner)
    if lost == "left":
        held.delete()
    elif lost == "viewer":
        held.update(role="viewer")
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)

    assert [sweep(moment, MONDAY), sweep(moment, MONDAY + timedelta(days=7))] == [0, 0]

    made.refresh_from_db()
    told = Notice.objects.filter(user=lead, kind="scheduled")
    assert made.has_lost_owner
    assert not Report.objects.exists()
    assert [row.detail["state"] for row in told] == ["stopped"]
    services.resume_schedule(actor=factories.actor_of(lead), schedule_id=made.pk)
    assert sweep(moment, MONDAY + timedelta(days=14)) == 1
    assert Report.objects.get().requested_by == lead


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


def test_a_deleted_schedule_sends_nothing_more(moment, schedule, owner):
    made = schedule()
    services.delete_schedule(actor=factories.actor_of(owner), schedule_id=made.pk)

    assert sweep(moment, MONDAY) == 0


def test_only_people_who_may_see_the_product_are_recipients(schedule, product):
    stranger = factories.person_in(factories.TeamFactory(), "lead")
    colleague = factories.MemberFactory(organisation=product.team.organisation).user
    for people in ([stranger], [colleague]):
        with pytest.raises(Refused, match="recipients"):
            schedule(to=people)


def test_who_may_not_ask_for_reports_schedules_none(schedule, viewer):
    made = schedule()
    for person, error in (
        (viewer, NotAllowed),
        (factories.person_in(factories.TeamFactory(), "lead"), NotVisible),
    ):
        with pytest.raises(error):
            schedule(by=person)
        for act in (services.pause_schedule, services.resume_schedule, services.delete_schedule):
            with pytest.raises(error):
                act(actor=factories.actor_of(person), schedule_id=made.pk)


@pytest.mark.parametrize(
    ("rhythm", "number"), [("weekly", 7), ("monthly", 0), ("monthly", 32), ("before_due", 61)]
)
def test_a_day_that_is_none_is_refused(schedule, rhythm, number):
    with pytest.raises(Refused, match="number"):
        schedule(rhythm, number)


@pytest.mark.parametrize("number", [1, 3])
def test_with_nothing_due_a_sweep_asks_three_statements(moment, schedule, number):
    for _ in range(number):
        schedule()

    # schedules, mails to settle, mails to send
    with counted() as found:
        services.run_schedules(FRIDAY.date())
        services.mail_scheduled(timezone.now())
    assert found == 3
