"""Reads of assessments and answers; every set is bound to what the actor may see."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from assessments.actor import Actor
from assessments.answers.models import AnswerEvent, Assessment, Milestone
from assessments.answers.registers import StoredAnswer, read_registers
from assessments.banks.formats.yaml_writer import write_yaml
from assessments.banks.queries import parsed_bank
from assessments.scoring.answer_file import mapping_from_answers
from assessments.teams.models import Product
from assessments.teams.queries import administered

PAGE_ROWS = 20
_RELATED = ("product", "team", "organisation", "bank_version__bank")


def assessments_visible_to(actor: Actor) -> QuerySet[Assessment]:
    """Give the assessments of the actor's teams, for an admin those of the organisation."""
    organisations, teams = administered(actor), [*actor.teams]
    if not organisations:
        return Assessment.objects.filter(team__in=teams)
    if not teams:
        return Assessment.objects.filter(organisation__in=organisations)
    return Assessment.objects.filter(Q(organisation__in=organisations) | Q(team__in=teams))


def assessment_for(actor: Actor, pk: int) -> Assessment:
    """Give one assessment with product, team, organisation, bank and version (1 query).

    The version's content is deferred: `banks.queries.parsed_bank` gives it parsed.

    Raises:
        Assessment.DoesNotExist: there is none with this id that the actor may see.
    """
    return _with_related(assessments_visible_to(actor)).get(pk=pk)


def home_rows(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int = PAGE_ROWS
) -> QuerySet[Assessment]:
    """Give a page of the assessments touched last, without archived ones (1 query).

    Args:
        actor: whose assessments.
        after: `touched_at` and id of the last row of the page before, None for the first page.
        limit: rows of the page; one more is read when there is a next page.
    """
    rows = assessments_visible_to(actor).exclude(state=Assessment.AssessmentState.CLOSED)
    rows = _with_related(rows).filter(product__archived_at__isnull=True)
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(touched_at__lt=at) | Q(touched_at=at, pk__lt=pk))
    return rows.order_by("-touched_at", "-pk")[: limit + 1]


def assessments_of(actor: Actor, product: Product) -> QuerySet[Assessment]:
    """Give a product's assessments, archived ones too, newest first (1 query)."""
    rows = _with_related(assessments_visible_to(actor)).filter(product=product)
    return rows.order_by("-created_at", "-pk")


def answers_of(assessment: Assessment) -> Mapping[str, StoredAnswer]:
    """Give every register that was ever written, by question code (2 queries)."""
    return read_registers(assessment.pk)


def answers_file(assessment: Assessment) -> bytes:
    """Give the answers as a YAML file in the bank's order, as `load_answers_file` reads it.

    2 queries, and 1 more when the bank version is not parsed yet.
    """
    bank, registers = parsed_bank(assessment.bank_version), read_registers(assessment.pk)
    in_order = {code: registers[code].answer for code in bank.questions if code in registers}
    return write_yaml(mapping_from_answers(in_order)).encode()


def history_of(assessment: Assessment, code: str) -> QuerySet[AnswerEvent]:
    """Give all accepted writes of one question, newest first, with who wrote (1 query)."""
    events = AnswerEvent.objects.filter(
        assessment=assessment, answer__question_code=code, answer__respondent__isnull=True
    )
    return events.select_related("by").order_by("-version")


def milestones_of(assessment: Assessment) -> QuerySet[Milestone]:
    """Give the milestones, newest first, without their frozen copies (1 query)."""
    return (
        Milestone.objects.filter(assessment=assessment)
        .select_related("made_by")
        .defer("answers", "scorecard")
    )


def milestones_of_product(actor: Actor, product: Product) -> QuerySet[Milestone]:
    """Give the milestones of all assessments of a product, oldest first, for a trend (1 query)."""
    mine = assessments_visible_to(actor).filter(product=product).values("pk")
    rows = Milestone.objects.filter(assessment__in=mine).select_related("assessment")
    return rows.defer("answers").order_by("made_at", "pk")


def _with_related(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.select_related(*_RELATED).defer("bank_version__content")
