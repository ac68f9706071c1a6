"""Tells people what is due soon or overdue, once for each day something is due."""

from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction

from assessments.answers.assigned import Spot
from assessments.answers.models import Assignment
from assessments.answers.services.assigning import notice_detail, question_of
from assessments.answers.waiting import assignments_due, with_work_left
from assessments.banks.queries import parsed_bank
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.services import tell

SOON: Final = timedelta(days=2)
_Group = tuple[int, int, date | None]


def tell_what_is_due(on: date) -> int:
    """Tell each person what is due within two days or overdue and has open questions.

    What one person has to do in one assessment by one day makes one notice. 3 queries, and 2 for
    each notice; gives how many were told. Whoever switched them off is asked again each time.
    """
    rows = sorted(assignments_due(due_on__lte=on + SOON), key=_group)
    told = already_told(NoticeKind.DUE, {_key(row) for row in rows})
    fresh = [row for row in rows if (row.person_id, _key(row)) not in told]
    groups = [list(found) for _, found in groupby(with_work_left(fresh), key=_group)]
    for found in groups:
        _tell(found)
    return len(groups)


def _group(row: Assignment) -> _Group:
    return row.person_id, row.assessment_id, row.due_on


def _key(row: Assignment) -> str:
    return f"due:{row.assessment_id}:{row.due_on}"


def already_told(kind: NoticeKind, keys: set[str]) -> set[tuple[int, str]]:
    """Give who was told of which of these before (1 query, none for no key)."""
    told = Notice.objects.filter(kind=kind, key__in=keys)
    return set(told.values_list("user_id", "key")) if keys else set()


@transaction.atomic
def _tell(rows: list[Assignment]) -> None:
    first = rows[0]
    title = Spot(first.place, first.code).title(parsed_bank(first.assessment.bank_version))
    tell(
        [first.person_id],
        NoticeKind.DUE,
        key=_key(first),
        organisation_id=first.assessment.organisation_id,
        assessment_id=first.assessment_id,
        question_code=question_of(rows),
        detail=notice_detail(rows, title),
    )
