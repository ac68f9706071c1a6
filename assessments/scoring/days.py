"""Days and calendar months: reading a day, and when something dated goes out of date."""

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import Any

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = 12


def iso_day(raw: Any) -> date | None:
    """Give the day a text like 2026-03-31 or a date names, None for anything else."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str) or not _DAY.fullmatch(raw.strip()):
        return None
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def months_after(day: date, months: int) -> date | None:
    """Give the same day `months` later, the month's last day where it is shorter.

    None when the calendar ends before that.
    """
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
