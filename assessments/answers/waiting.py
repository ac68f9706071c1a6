"""Which assignments still wait: open assessments, people who may answer, questions without answer.

The assessment's own date is no assignment. A blind assessment waits for everybody's sheet
instead, so that nothing here depends on what another respondent said; after its reveal nobody
answers any more, and only a lead settles.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import F, QuerySet

from assessments.actor import Actor
from assessments.answers.assigned import PROFILE, QUESTION, WRITERS, still_here
from assessments.answers.models import Answer, Assessment, Assignment
from assessments.answers.shelf import standing
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK, Answers, State
from assessments.scoring.answers import Answer as Said
from assessments.scoring.plan import plan_of
from assessments.scoring.visibility import visible

_RELATED: Final = tuple(
    f"assessment__{name}" for name in ("product", "team", "organisation", "bank_version__bank")
)


def assignments_waiting_for(actor: Actor) -> list[Assignment]:
    """List what is assigned to the actor and has an open question, what is due first on top.

    2 queries, of any number of assignments; the assessments come with product, team and bank.
    """
    teams = [pk for pk, role in actor.teams.items() if role.value in WRITERS]
    rows = _under_way().filter(person=actor.user_id, assessment__team__in=teams)
    return with_work_left(list(rows))


def assignments_due(**filters: Any) -> QuerySet[Assignment]:
    """Give assignments under way of people who may still answer (1 query)."""
    return _under_way().annotate(here=still_here()).filter(here=True, **filters)


def _under_way() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        assessment__state=Assessment.AssessmentState.OPEN,
        assessment__mode=Assessment.Mode.SHARED,
        assessment__product__archived_at__isnull=True,
    )
    rows = rows.select_related(*_RELATED).defer("assessment__bank_version__content")
    by_day = F("due_on").asc(nulls_last=True)
    return standing(rows, "code").order_by(by_day, "assessment_id", "pk")


def with_work_left(rows: Sequence[Assignment]) -> list[Assignment]:
    """Keep the assignments with an unanswered question that is shown (at most 1 query).

    A part is asked of the stored summary; for single questions the answers that decide are read.
    """
    said = _said([row for row in rows if row.place == QUESTION])
    return [row for row in rows if _is_open(row, said.get(row.assessment_id, {}))]


def _is_open(row: Assignment, said: Answers) -> bool:
    if row.place != QUESTION:
        return bool(part_counts(row.assessment, row.code).get("open", 0))
    bank = parsed_bank(row.assessment.bank_version)
    if row.code not in bank.questions or not visible(bank, said).shows(row.code):
        return False
    return said.get(row.code, BLANK).state is State.UNANSWERED


def part_counts(assessment: Assessment, code: str) -> dict[str, Any]:
    """Give the stored counts of a part, or of the profile (no query)."""
    summary: dict[str, Any] = assessment.summary
    found = summary.get("profile") if code == PROFILE else summary.get("parts", {}).get(code)
    return found or {}


def _said(rows: Sequence[Assignment]) -> dict[int, dict[str, Said]]:
    """Read the answers of the assigned questions, and those that decide what is shown."""
    if not rows:
        return {}
    codes = {row.code for row in rows}.union(*(_sources(row) for row in rows))
    answers = Answer.objects.filter(
        assessment__in={row.assessment_id for row in rows},
        respondent__isnull=True,
        question_code__in=codes,
    )
    found: dict[int, dict[str, Said]] = {}
    columns = ("assessment_id", "question_code", "state", "value", "reason")
    for pk, code, state, value, reason in answers.values_list(*columns):
        kept = tuple(value) if isinstance(value, list) else value
        found.setdefault(pk, {})[code] = Said(State(state), kept, reason)
    return found


def _sources(row: Assignment) -> Iterable[str]:
    return plan_of(parsed_bank(row.assessment.bank_version)).sources
