"""The days a schedule is due on: month ends, leap days, and what was missed is one day."""

from datetime import date, timedelta

import pytest

from assessments.reports.due_days import newest_due, next_due

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize("back", range(7))
def test_every_week_falls_on_its_weekday(back):
    today = MONDAY + timedelta(days=back)

    assert newest_due("weekly", 0, today) == MONDAY
    assert next_due("weekly", 0, today) == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("number", "today", "newest", "following"),
    [
        (31, date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 31)),
        (31, date(2028, 2, 28), date(2028, 1, 31), date(2028, 2, 29)),
        (30, date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 30)),
        (29, date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 29)),
        (29, date(2028, 3, 1), date(2028, 2, 29), date(2028, 3, 29)),
        (31, date(2026, 1, 30), date(2025, 12, 31), date(2026, 1, 31)),
        (31, date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 31)),
        (1, date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (15, date(2026, 4, 14), date(2026, 3, 15), date(2026, 4, 15)),
    ],
)
def test_every_month_keeps_its_day_or_the_last_one(number, today, newest, following):
    assert newest_due("monthly", number, today) == newest
    assert next_due("monthly", number, today) == following


@pytest.mark.parametrize(
    ("today", "newest", "following"),
    [
        (date(2028, 2, 22), None, date(2028, 2, 23)),
        (date(2028, 2, 23), date(2028, 2, 23), None),
        (date(2028, 3, 1), date(2028, 2, 23), None),
        (date(2028, 3, 2), None, None),
    ],
)
def test_before_the_due_date_it_is_due_until_that_date(today, newest, following):
    due_on = date(2028, 3, 1)

    assert newest_due("before_due", 7, today, due_on) == newest
    assert next_due("before_due", 7, today, due_on) == following


def test_without_a_due_date_nothing_is_due():
    assert newest_due("before_due", 7, MONDAY) is None
    assert next_due("before_due", 7, MONDAY) is None


@pytest.mark.parametrize(
    ("rhythm", "numbers"), [("weekly", range(7)), ("monthly", (1, 15, 28, 29, 30, 31))]
)
def test_over_four_years_each_day_is_due_exactly_when_it_is_the_next_one(rhythm, numbers):
    for number in numbers:
        today, expected = date(2026, 1, 1), None
        for _ in range(4 * 366):
            if newest_due(rhythm, number, today) == today:
                assert expected in {None, today}
                expected = next_due(rhythm, number, today)
            today += timedelta(days=1)
        assert expected is not None
