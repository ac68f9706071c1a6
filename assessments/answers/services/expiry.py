"""Tells people once that evidence they added is out of date."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.actor import TeamRole
from assessments.answers.models import Assessment, Evidence
from assessments.answers.shelf import standing
from assessments.banks.queries import parsed_bank
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.teams.models import TeamMember
from assessments.teams.queries import people_who_see

AT_ONCE: Final = 100


@transaction.atomic
def tell_expired_evidence(on: date) -> int:
    """Tell who added what is out of date on this day; gives how many pieces were looked at.

    Where that person left, the team's leads are told, except of a sheet nobody else may see.
    Archived assessments are passed over. At most 100 a call, the oldest first; 1 query when there
    is nothing, else 1 more and at most 4 for each.
    """
    found = list(_untold(on)[:AT_ONCE])
    for row in found:
        if _matters(row.assessment):
            _tell(row)
    if found:
        told = Evidence.objects.filter(pk__in=[row.pk for row in found])
        told.update(told_at=timezone.now())
    return len(found)


def _untold(on: date) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(
        stale_on__lte=on, told_at__isnull=True, removed_at__isnull=True
    ).order_by("stale_on", "pk")
    rows = standing(rows).select_related(
        "assessment__product", "assessment__team", "assessment__bank_version__bank"
    )
    return rows.defer("assessment__summary", "assessment__bank_version__content")


def _matters(assessment: Assessment) -> bool:
    archived = assessment.product.archived_at is not None
    return not archived and assessment.state != Assessment.AssessmentState.CLOSED


def _tell(row: Evidence) -> None:
    assessment = row.assessment
    question = parsed_bank(assessment.bank_version).questions.get(row.question_code)
    tell(
        _owners(row),
        NoticeKind.EVIDENCE_EXPIRED,
        key=f"evidence:{row.pk}",
        organisation_id=assessment.organisation_id,
        assessment_id=assessment.pk,
        question_code=row.question_code,
        detail={"question": question.title if question else "", "evidence": str(row)},
    )


def _owners(row: Evidence) -> Iterable[int]:
    adder = people_who_see(row.assessment.team).filter(pk=row.added_by_id or 0)
    if found := list(adder.values_list("pk", flat=True)):
        return found
    if row.assessment.is_blind and row.respondent_id is not None:
        return ()
    leads = TeamMember.objects.filter(team=row.assessment.team_id, role=TeamRole.LEAD)
    return leads.values_list("user_id", flat=True)
