"""Which days a schedule is due on, as plain dates of UTC: no clock, no hour, no summer time."""

from calendar import monthrange
from datetime import date, timedelta


def newest_due(rhythm: str, number: int, today: date, due_on: date | None = None) -> date | None:
    """Give the newest day the schedule was due on, today or before it; None where there is none.

    Days that were missed lie behind it, so a schedule that slept is caught up with once.

    Args:
        rhythm: weekly, monthly or before_due.
        number: the weekday (0 is Monday), the day of the month (the last day where the month is
            shorter), or the days before the due date.
        today: the day in UTC.
        due_on: when the assessment is due. Once that day has passed there is nothing to send.
    """
    if rhythm == "weekly":
        return today - timedelta(days=(today.weekday() - number) % 7)
    if rhythm == "monthly":
        return _newest_of_month(number, today)
    if due_on is None or due_on < today:
        return None
    day = due_on - timedelta(days=number)
    return day if day <= today else None


def next_due(rhythm: str, number: int, after: date, due_on: date | None = None) -> date | None:
    """Give the first day after this one the schedule is due on; None where none is known."""
    if rhythm == "weekly":
        return after + timedelta(days=(number - after.weekday() - 1) % 7 + 1)
    if rhythm == "monthly":
        this = _in_month(number, after)
        return this if this > after else _in_month(number, _first_of_next(after))
    day = due_on - timedelta(days=number) if due_on else None
    return day if day and day > after else None


def _newest_of_month(number: int, today: date) -> date:
    this = _in_month(number, today)
    return this if this <= today else _in_month(number, today.replace(day=1) - timedelta(days=1))


def _in_month(number: int, day: date) -> date:
    return day.replace(day=min(number, monthrange(day.year, day.month)[1]))


def _first_of_next(day: date) -> date:
    return day.replace(day=1) + timedelta(days=monthrange(day.year, day.month)[1])
