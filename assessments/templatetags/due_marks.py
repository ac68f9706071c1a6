"""The day something is due, in words: how near it is, never by colour alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()

SOON: Final = 2  # days


@dataclass(frozen=True, slots=True)
class Due:
    """A day and the day it is looked at."""

    day: date
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.day < self.today

    @property
    def is_soon(self) -> bool:
        return 0 <= (self.day - self.today).days <= SOON

    @property
    def words(self) -> str:
        if self.is_overdue:
            return _("overdue since %(day)s") % {"day": date_format(self.day)}
        if self.day == self.today:
            return _("due today")
        if (self.day - self.today).days == 1:
            return _("due tomorrow")
        return _("due on %(day)s") % {"day": date_format(self.day)}


@register.inclusion_tag("components/due.html")
def due_mark(day: date | None) -> dict[str, Any]:
    """Say when it is due, nothing where no day is set."""
    return {"due": Due(day, timezone.localdate()) if day else None}
