"""On which days a schedule makes its report: once each, whenever a worker comes to it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.models import Report, ReportSchedule, ScheduledRun
from assessments.teams.errors import Refused
from assessments.teams.models import Product
from assessments.teams.services import choose_current
from tests import factories
from tests.counting import counted
from tests.reports.schedules.sweeping import FRIDAY, MONDAY, days, sweep

pytestmark = pytest.mark.django_db


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


def test_a_deleted_schedule_sends_nothing_more(moment, schedule, owner):
    made = schedule()
    services.delete_schedule(actor=factories.actor_of(owner), schedule_id=made.pk)

    assert sweep(moment, MONDAY) == 0


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
