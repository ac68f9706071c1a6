"""Hand a ready report over to somebody who may see it, and note that it left the house."""

from dataclasses import dataclass

from django.db import transaction

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.reports.errors import NotVisible
from assessments.reports.models import Report
from assessments.reports.queries import file_of, report_for
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.telling import told_in_person


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The bytes of a report with the name and type they are served under."""

    content: bytes
    name: str
    content_type: str


@transaction.atomic
def hand_over_report(*, actor: Actor, report_id: int) -> HandedOver:
    """Give the file of a ready report and append who took it to the audit log (4 queries).

    Somebody who takes the file need not be told that it is ready.

    Raises:
        NotVisible: the actor does not see the report, or it has no file.
    """
    try:
        report = report_for(actor, report_id)
    except Report.DoesNotExist as error:
        raise NotVisible from error
    if report.state != Report.ReportState.READY:
        raise NotVisible
    stored = file_of(report)
    record(
        "report.downloaded",
        report,
        organisation_id=report.organisation_id,
        actor_id=actor.user_id,
        detail={"assessment": report.assessment_id, "sha256": stored.sha256},
    )
    told_in_person(report.pk, actor.user_id)
    content_type = RENDERERS[report.format].content_type
    return HandedOver(bytes(stored.content), report.file_name, content_type)
