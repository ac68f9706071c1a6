"""The audit log as a file: CSV that no spreadsheet runs, or JSON; written while it is read."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from assessments.audit.models import AuditEvent
from assessments.web.audit_words import words_for
from assessments.web.csv_lines import csv_lines

COLUMNS: Final = (
    "at",
    "person",
    "address",
    "verb",
    "words",
    "object_type",
    "object_id",
    "object_name",
    "detail",
)


def as_csv(events: Iterable[AuditEvent]) -> Iterator[str]:
    """Write a heading and a row for each event; times are UTC, detail is JSON."""
    return csv_lines(COLUMNS, (_row(event).values() for event in events))


def as_json(events: Iterable[AuditEvent]) -> Iterator[str]:
    """Write one array of objects."""
    before = "["
    for event in events:
        yield f"{before}\n{json.dumps(_row(event, as_text=False), ensure_ascii=False)}"
        before = ","
    yield "[]" if before == "[" else "\n]\n"


def _row(event: AuditEvent, *, as_text: bool = True) -> dict[str, Any]:
    actor = event.actor
    detail = json.dumps(event.detail, ensure_ascii=False) if as_text else event.detail
    cells = (
        event.at.isoformat(),
        str(actor) if actor else "",
        actor.email if actor else "",
        event.verb,
        words_for(event.verb),
        event.object_type,
        event.object_id,
        event.object_name,
        detail,
    )
    return dict(zip(COLUMNS, cells, strict=True))
