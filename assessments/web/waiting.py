"""What is assigned to a person and not done, as the first page lists it: one link to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.assigned import PART, Spot, part_of
from assessments.answers.models import ActionItem, Assessment, Assignment
from assessments.answers.path_queries import actions_waiting_for
from assessments.answers.waiting import assignments_waiting_for, part_counts
from assessments.banks.queries import parsed_bank
from assessments.web.cards import dom_id
from assessments.web.places import section_of
from assessments.web.role_filter import MINE, RoleFilter
from assessments.web.saved_json import counts
from assessments.web.steps import Progress

_MINE: Final = RoleFilter(MINE).query


@dataclass(frozen=True, slots=True)
class Task:
    """A part, a question, or the questions of one part due on one day; leads to the first open.

    Or an action of one's own, which leads to all of them.
    """

    assessment: Assessment
    title: str
    due_on: date | None
    address: str
    progress: Progress | None = None
    is_action: bool = False


def tasks_of(actor: Actor) -> Sequence[Task]:
    """List what waits for the actor: assignments, overdue first, then actions (3 queries)."""
    return [*_assigned(actor), *map(_action, actions_waiting_for(actor))]


def _action(row: ActionItem) -> Task:
    bank = parsed_bank(row.assessment.bank_version)
    title = bank.questions[row.question_code].title
    address = reverse("assessments:action-list", args=[row.assessment_id])
    return Task(row.assessment, title, row.due_on, address, is_action=True)


def _assigned(actor: Actor) -> Sequence[Task]:
    groups: dict[tuple[object, ...], list[Assignment]] = {}
    for row in assignments_waiting_for(actor):
        groups.setdefault(_group(row), []).append(row)
    return [_task(rows) for rows in groups.values()]


def _group(row: Assignment) -> tuple[object, ...]:
    if row.place == PART:
        return (row.pk,)
    bank = parsed_bank(row.assessment.bank_version)
    return row.assessment_id, part_of(bank, row.code), row.due_on


def _task(rows: Sequence[Assignment]) -> Task:
    first = rows[0]
    if first.place == PART:
        return _part(first)
    return _questions(first.assessment, [row.code for row in rows], first.due_on)


def _questions(assessment: Assessment, codes: Sequence[str], due_on: date | None) -> Task:
    bank = parsed_bank(assessment.bank_version)
    first = next(code for code in bank.questions if code in codes)
    title = bank.questions[first].title
    if len(codes) > 1:
        part = _title(assessment, part_of(bank, first))
        title = _("%(count)d questions of %(part)s") % {"count": len(codes), "part": part}
    where = [assessment.pk, section_of(bank, first)]
    address = reverse("assessments:assessment-section", args=where)
    return Task(assessment, title, due_on, f"{address}{_MINE}#{dom_id(first)}")


def _part(row: Assignment) -> Task:
    address = reverse("assessments:assessment-next", args=[row.assessment_id])
    return Task(
        row.assessment,
        _title(row.assessment, row.code),
        row.due_on,
        f"{address}{_MINE}&in={row.code}",
        Progress(*counts(part_counts(row.assessment, row.code))),
    )


def _title(assessment: Assessment, code: str) -> str:
    bank = parsed_bank(assessment.bank_version)
    return Spot(PART, code).title(bank) or _("Profile")
