"""The first page: the assessments a person works on, the one touched last on top."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from assessments.answers.models import Assessment
from assessments.answers.queries import PAGE_ROWS, home_rows
from assessments.teams.permissions import leads_somewhere
from assessments.web.rows import row_for
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    found = list(home_rows(request.actor, after=read_place(request.GET.get("after", ""))))
    rows = [row_for(request.actor, one) for one in found[:PAGE_ROWS]]
    context = {
        "rows": rows,
        "waiting": [row for row in rows if row.waits],
        "others": [row for row in rows if not row.waits],
        "is_first": "after" not in request.GET,
        "next_place": place_of(rows[-1].assessment) if len(found) > PAGE_ROWS else "",
        "leads": leads_somewhere(request.actor),
    }
    return render(request, "home.html", context)


def place_of(last: Assessment) -> str:
    """Name the place after a row, for the address of the next page."""
    return f"{last.touched_at.isoformat()}_{last.pk}"


def read_place(text: str) -> tuple[datetime, int] | None:
    """Read such a place; what cannot be read is the first page."""
    moment, _, pk = text.rpartition("_")
    try:
        at = parse_datetime(moment)
        at = at.astimezone(UTC) if at is not None and at.tzinfo is not None else None
    except (ValueError, OverflowError):  # a year 0 in UTC is none
        return None
    if at is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):  # noqa: PLR2004 -- eighteen digits fit the column
        return None
    return at, int(pk)
