"""Reads of evidence: what stands in an assessment, one file to download, what the files take up."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, Sum

from assessments.actor import Actor
from assessments.answers.models import Assessment, Evidence, EvidenceFile
from assessments.answers.queries import assessments_visible_to
from assessments.answers.shelf import standing


def evidence_of(actor: Actor, assessment: Assessment) -> Sequence[Evidence]:
    """Give what stands and the actor may see, oldest first, with who added it (1 query)."""
    rows = standing(Evidence.objects.filter(assessment=assessment, removed_at__isnull=True))
    if assessment.is_blind:
        rows = rows.filter(Q(respondent__isnull=True) | Q(respondent=actor.user_id))
    found = list(rows.select_related("added_by").order_by("pk"))
    for row in found:
        row.by_name = str(row.added_by) if row.added_by else ""
    return found


def evidence_file_for(actor: Actor, token: UUID) -> Evidence:
    """Give the evidence whose file has this token, without the bytes (1 query).

    Raises:
        Evidence.DoesNotExist: there is none, it was removed, or the actor may not see it.
    """
    rows = Evidence.objects.filter(token=token, removed_at__isnull=True, file__isnull=False)
    rows = rows.filter(assessment__in=assessments_visible_to(actor))
    rows = rows.select_related("assessment", "file").defer("file__content")
    found = rows.defer("assessment__summary", "file__content").get()
    others = found.respondent_id not in {None, actor.user_id}
    if found.assessment.is_blind and others:
        raise Evidence.DoesNotExist
    return found


def bytes_kept(organisation_id: int) -> int:
    """Give how many bytes an organisation's evidence files take up (1 query)."""
    rows = EvidenceFile.objects.filter(organisation=organisation_id)
    return rows.aggregate(used=Sum("size"))["used"] or 0
