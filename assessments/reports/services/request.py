"""Ask for a report: freeze everything it needs, once, in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField
from django.db.models.functions import Now

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report
from assessments.answers.queries import answers_of, assessments_visible_to
from assessments.answers.registers import StoredAnswer
from assessments.audit.services import record
from assessments.reports.build import digest_of, frozen_inputs
from assessments.reports.errors import NotAllowed, NotVisible, UnknownFormat
from assessments.reports.models import Report, ReportTransition
from assessments.reports.renderers import RENDERERS
from assessments.reports.said import frozen_answer
from assessments.reports.services.prune import prune_reports

State = Report.ReportState
_WORTH_SHOWING = (State.REQUESTED, State.RUNNING, State.READY)


@transaction.atomic
def request_report(
    *, actor: Actor, assessment_id: int, file_format: str = "pdf", target: str | None = None
) -> Report:
    """Give the report of the assessment as it stands now, a new one only where there is none.

    The same click twice, or two people at once, get the same report: the assessment is locked
    while its answers are frozen. 8 queries for a new report.

    Args:
        actor: who asks.
        assessment_id: whose report.
        file_format: a key of `RENDERERS`.
        target: level the recommendations aim at, None for the default.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team.
        UnknownFormat: no renderer makes the format.
    """
    if file_format not in RENDERERS:
        raise UnknownFormat(file_format)
    assessment, at = _locked(actor, assessment_id)
    if not can_request_report(actor, assessment):
        raise NotAllowed
    inputs = _inputs(assessment, at, target)
    digest = digest_of(inputs)
    same = Report.objects.filter(
        assessment=assessment, format=file_format, inputs_digest=digest, state__in=_WORTH_SHOWING
    )
    found = same.defer("inputs").order_by("-pk").first()
    return found or _new(actor, assessment, file_format, inputs, digest)


def _locked(actor: Actor, assessment_id: int) -> tuple[Assessment, datetime]:
    rows = assessments_visible_to(actor).select_for_update(of=("self",))
    rows = rows.select_related("product", "team", "organisation", "bank_version__bank")
    rows = rows.defer("summary", "bank_version__content")
    row = rows.annotate(clock=Now(output_field=DateTimeField())).filter(pk=assessment_id).first()
    if row is None:
        raise NotVisible
    return row, row.clock


def _inputs(assessment: Assessment, at: datetime, target: str | None) -> dict[str, Any]:
    version = assessment.bank_version
    return frozen_inputs(
        names={
            "product": assessment.product.name,
            "organisation": assessment.organisation.name,
            "team": assessment.team.name,
            "assessment": assessment.name,
        },
        bank={
            "id": version.pk,
            "title": version.bank.title,
            "number": version.number,
            "digest": version.digest,
        },
        on=at.date(),
        target=target or assessment.target_level or None,
        answers={code: _frozen(stored) for code, stored in sorted(answers_of(assessment).items())},
    )


def _frozen(stored: StoredAnswer) -> dict[str, Any]:
    links = stored.evidence
    entry = frozen_answer(
        stored.answer,
        by=stored.by,
        at=stored.at,
        urls={index: link.url for index, link in enumerate(links)},
    )
    for item, link in zip(entry["evidence"], links, strict=True):
        item["text"] = link.title or link.url
    return entry


def _new(
    actor: Actor, assessment: Assessment, file_format: str, inputs: dict[str, Any], digest: str
) -> Report:
    report = Report.objects.create(
        assessment=assessment,
        organisation_id=assessment.organisation_id,
        format=file_format,
        options={"target": inputs["target"]},
        inputs=inputs,
        inputs_digest=digest,
        revision=assessment.revision,
        requested_by_id=actor.user_id,
    )
    ReportTransition.objects.create(report=report, state=State.REQUESTED, attempt=0)
    record(
        "report.requested",
        report,
        organisation_id=assessment.organisation_id,
        actor_id=actor.user_id,
        detail={"assessment": assessment.pk, "format": file_format},
    )
    prune_reports(assessment.pk)
    return report
