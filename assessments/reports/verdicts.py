"""The verdict on a file: what it is worth, and whether its assessment has moved on since."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.queries import assessments_visible_to
from assessments.reports.document import ReportDocument
from assessments.reports.errors import CannotBeMade
from assessments.reports.models import Report
from assessments.reports.queries import public_key
from assessments.reports.seals import Seal
from assessments.reports.services.make import document_of
from assessments.reports.verified import Judged, Worth, judged, seal_in


class Standing(StrEnum):
    """Whether a genuine report still says how things stand."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    OUT_OF_DATE = "out_of_date"
    GONE = "gone"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`standing` only of a genuine file; `newer` is the latest report made of later answers."""

    judged: Judged
    standing: Standing | None = None
    assessment: Assessment | None = None
    newer: Report | None = None


def verdict_on(content: bytes, actor: Actor | None) -> Verdict:
    """Judge a file (6 queries at most).

    Whether it is current, and what a kept report said, is told to those who see its assessment; to
    others a genuine file is genuine.

    Args:
        content: the file.
        actor: who asks; None for whoever runs the server.
    """
    found = seal_in(content)
    if isinstance(found, Judged):
        return Verdict(found)
    seal = found.seal or {}
    assessment = _assessments(actor).filter(pk=seal["assessment"]).first()
    made = _same_inputs(seal).order_by("-revision").first() if assessment else None
    result = judged(found, public_key(seal["key"]), lambda: _kept(made))
    if result.worth is not Worth.GENUINE:
        return Verdict(result)
    if assessment is None:
        gone = actor is None
        return Verdict(result, Standing.GONE if gone else Standing.NOT_SHOWN)
    revision = max(seal["revision"], made.revision if made else 0)
    return _standing(result, assessment, revision)


def _assessments(actor: Actor | None) -> QuerySet[Assessment]:
    rows = Assessment.objects.all() if actor is None else assessments_visible_to(actor)
    return rows.select_related("product").defer("summary")


def _same_inputs(seal: Seal) -> QuerySet[Report]:
    return Report.objects.filter(assessment_id=seal["assessment"], inputs_digest=seal["inputs"])


def _kept(report: Report | None) -> ReportDocument | None:
    if report is None:
        return None
    try:
        return document_of(report.inputs)
    except CannotBeMade:
        return None


def _standing(result: Judged, assessment: Assessment, revision: int) -> Verdict:
    if revision < assessment.revision:
        ready = Report.objects.filter(assessment=assessment, state=Report.ReportState.READY)
        newer = ready.filter(revision__gt=revision).defer("inputs").order_by("-revision", "-pk")
        return Verdict(result, Standing.SUPERSEDED, assessment, newer.first())
    today = timezone.now().date()
    is_stale = result.stale_on is not None and result.stale_on <= today
    return Verdict(result, Standing.OUT_OF_DATE if is_stale else Standing.CURRENT, assessment)
