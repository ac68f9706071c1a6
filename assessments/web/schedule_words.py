"""When a schedule sends, in words: the choices of its form and the rows of its list."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.reports.models import ReportSchedule

_LAST_DAY: Final = 31
_DAYS_BEFORE: Final = (1, 3, 7, 14, 30)
_Rhythm = ReportSchedule.Rhythm


def when_words(rhythm: str, number: int) -> str:
    """Say when a schedule is due."""
    if rhythm == _Rhythm.WEEKLY:
        return _("Every %(day)s") % {"day": WEEKDAYS[number]}
    if rhythm == _Rhythm.MONTHLY:
        return _month_words(number)
    words = ngettext(
        "%(days)d day before the due date", "%(days)d days before the due date", number
    )
    return words % {"days": number}


def _month_words(number: int) -> str:
    if number == _LAST_DAY:
        return _("On the last day of each month")
    if number > 28:  # noqa: PLR2004 -- February's
        return _("On day %(day)d of each month, or its last") % {"day": number}
    return _("On day %(day)d of each month") % {"day": number}


def when_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Offer every rhythm with the days it can have, grouped for one list."""
    return [
        (str(_Rhythm.WEEKLY.label), _choices(_Rhythm.WEEKLY, range(7))),
        (str(_Rhythm.MONTHLY.label), _choices(_Rhythm.MONTHLY, range(1, _LAST_DAY + 1))),
        (str(_Rhythm.BEFORE_DUE.label), _choices(_Rhythm.BEFORE_DUE, _DAYS_BEFORE)),
    ]


def _choices(rhythm: Any, numbers: Iterable[int]) -> list[tuple[str, str]]:
    return [(f"{rhythm.value}:{one}", when_words(rhythm.value, one)) for one in numbers]
