"""The first page: what waits for a person, and the assessments, the one touched last on top."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from assessments.answers.models import Assessment
from assessments.answers.queries import PAGE_ROWS, home_rows
from assessments.answers.sheets import seen_by
from assessments.teams.permissions import leads_somewhere
from assessments.text import whole_number
from assessments.web.rows import Row, row_for
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.waiting import Task, tasks_of


@rule(Rule.SIGNED_IN)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    found = seen_by(
        request.actor, home_rows(request.actor, after=read_place(request.GET.get("after", "")))
    )
    rows = [row_for(request.actor, one) for one in found[:PAGE_ROWS]]
    is_first = "after" not in request.GET
    tasks = tasks_of(request.actor) if is_first else ()
    waiting = _waiting(rows, tasks)
    context = {
        "rows": rows,
        "tasks": tasks,
        "waiting": waiting,
        "waits": len(tasks) + len(waiting),
        "others": [row for row in rows if row not in waiting],
        "may_take": any(row.may_answer for row in rows),
        "is_first": is_first,
        "next_place": place_of(rows[-1].assessment) if len(found) > PAGE_ROWS else "",
        "leads": leads_somewhere(request.actor),
    }
    return render(request, "home.html", context)


def _waiting(rows: Sequence[Row], tasks: Sequence[Task]) -> list[Row]:
    """Keep what waits; of an assessment with tasks of the person's own it is these that wait."""
    named = {task.assessment.pk for task in tasks if not task.is_action}
    return [
        row for row in rows if row.waits and (row.is_complete or row.assessment.pk not in named)
    ]


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
    row = whole_number(pk)
    return None if at is None or row is None else (at, row)
