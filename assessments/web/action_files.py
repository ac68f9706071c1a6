"""Actions as files: CSV that no spreadsheet runs, and the due dates as a calendar (RFC 5545)."""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assessments.cells import guarded
from assessments.web.action_rows import ActionRow

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = (
    "question",
    "title",
    "state",
    "owner",
    "due_on",
    "now",
    "wanted",
    "done_when",
    "target_level",
    "person_days",
)


def as_csv(rows: Iterable[ActionRow]) -> str:
    """Write a heading and a row for each action."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([guarded(cell) for cell in _cells(row)])
    return "\ufeff" + written.getvalue()


def _cells(row: ActionRow) -> tuple[object, ...]:
    action = row.action
    return (
        action.question_code,
        row.title,
        action.state,
        row.owner,
        action.due_on,
        row.now,
        row.wanted,
        row.done,
        row.level,
        action.effort,
    )


def as_calendar(rows: Iterable[ActionRow], *, host: str, name: str, address: str) -> bytes:
    """Write one day-long event for each action under way that has a day.

    Args:
        rows: the actions.
        host: makes the ids of the events unique in the world.
        name: what the actions belong to.
        address: of the page that lists them.
    """
    from icalendar import Calendar  # takes 2 MB, and few ask for a calendar

    calendar = Calendar()
    calendar.add("prodid", "-//mlpm//actions//EN")
    calendar.add("version", "2.0")
    for row in rows:
        day = row.action.due_on
        if day is not None and row.action.is_under_way:
            calendar.add_component(_event(row, day, host, name, address))
    return bytes(calendar.to_ical())


def _event(row: ActionRow, day: date, host: str, name: str, address: str) -> "Event":
    from icalendar import Event

    event, action = Event(), row.action
    event.add("uid", f"action-{action.pk}@{host}")
    event.add("dtstamp", action.changed_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{row.title}: {row.now} → {row.wanted}")
    owner = f"\n{row.owner}" if row.owner else ""
    event.add("description", f"{name}{owner}\n{row.done}".strip())
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
