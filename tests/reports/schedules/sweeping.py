"""A worker's sweeps at moments of the tests' choice, and the days they took."""

from datetime import UTC, date, datetime

from django.utils import timezone

from assessments.reports import services
from assessments.reports.models import Report, ScheduledRun

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
MONDAY = date(2026, 11, 30)


def sweep(moment, day, hour=0, minute=1):
    """Do what a worker's sweep does at that moment, and make what it rings for."""
    moment.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))
    services.run_schedules(timezone.now().date())
    for pk in Report.objects.filter(state="requested").values_list("pk", flat=True):
        services.make_report(pk)
    return services.mail_scheduled(timezone.now())


def days():
    return list(ScheduledRun.objects.order_by("day").values_list("day", flat=True))
