"""Reads of assessments and answers; every set is bound to what the actor may see."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, Q, QuerySet

from assessments.actor import Actor
from assessments.answers.models import AnswerEvent, Assessment, Milestone
from assessments.answers.models.bank_move import ASIDE
from assessments.answers.registers import StoredAnswer
from assessments.answers.sheets import registers_of, seen_by
from assessments.answers.statements import marks
from assessments.answers.whole_row import read_whole
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


def where_visible(actor: Actor) -> tuple[str, list[int]]:
    """Give the same condition as SQL on `assessment`, with its parameters (no query)."""
    terms, parameters = [], []
    for column, ids in (("organisation_id", administered(actor)), ("team_id", [*actor.teams])):
        if ids:
            terms.append(f"assessment.{column} IN ({marks(len(ids))})")
            parameters += ids
    return f"({' OR '.join(terms) or '1 = 0'})", parameters


def assessment_for(actor: Actor, pk: int) -> Assessment:
    """Give one assessment with product, team, organisation, bank and version (1 query, blind 2).

    Of a blind one it is what the actor may see: the result of the own sheet.

    The version's content is deferred: `banks.queries.parsed_bank` gives it parsed.

    Raises:
        Assessment.DoesNotExist: there is none with this id that the actor may see.
    """
    return seen_by(actor, [read_whole(pk, *where_visible(actor))])[0]


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
    """Give every register that was ever written, by question code (1 query, revealed 3).

    Of a blind assessment the own sheet's, of a revealed one what is joined from all sheets.
    """
    return registers_of(assessment)


def answers_file(assessment: Assessment) -> bytes:
    """Give the answers as a YAML file in the bank's order, as `load_answers_file` reads it.

    1 query, and 1 more when the bank version is not parsed yet.
    """
    bank, registers = parsed_bank(assessment.bank_version), registers_of(assessment)
    in_order = {code: registers[code].answer for code in bank.questions if code in registers}
    return write_yaml(mapping_from_answers(in_order)).encode()


def history_of(assessment: Assessment, code: str) -> QuerySet[AnswerEvent]:
    """Give all accepted writes of one question, newest first, with who wrote (1 query).

    Each comes with its register, whose version is the present one, also where a move to another
    bank version put that register aside. Of a blind assessment those in the own sheet, none
    without one.
    """
    sheet = assessment.own_sheet if assessment.is_blind else None
    of_code = Q(answer__question_code=code)
    put_aside = Q(
        answer__question_code__startswith=ASIDE, answer__question_code__endswith=ASIDE + code
    )
    events = AnswerEvent.objects.filter(
        of_code | put_aside,
        assessment=assessment,
        answer__respondent=None if sheet is None else sheet.respondent_id,
    )
    return events.select_related("by", "answer").order_by("-version")


def milestones_of(assessment: Assessment) -> QuerySet[Milestone]:
    """Give the milestones, newest first, without their frozen copies (1 query)."""
    return (
        Milestone.objects.filter(assessment=assessment)
        .select_related("made_by")
        .defer("answers", "scorecard")
    )


def milestones_of_product(actor: Actor, product: Product) -> QuerySet[Milestone]:
    """Give the milestones of all assessments of a product, oldest first (1 query).

    Of the frozen scorecard they carry `level_name`, `result` (of other methods than the weighted
    mean), `provisional`, `draft` and `overall`.
    """
    mine = assessments_visible_to(actor).filter(product=product).values("pk")
    rows = Milestone.objects.filter(assessment__in=mine).annotate(
        level_name=F("scorecard__level"),
        result=F("scorecard__result"),
        provisional=F("scorecard__provisional"),
        draft=F("scorecard__draft"),
        overall=F("scorecard__overall"),
    )
    rows = rows.select_related("assessment", "bank_version__bank", "made_by")
    heavy = ("answers", "scorecard", "assessment__summary", "bank_version__content")
    return rows.defer(*heavy).order_by("made_at", "pk")


def milestone_for(actor: Actor, product_id: int, pk: int) -> Milestone:
    """Give one milestone with its frozen copy, assessment, product, team and bank (1 query).

    Raises:
        Milestone.DoesNotExist: this product has none with this id that the actor may see.
    """
    mine = assessments_visible_to(actor).filter(product=product_id).values("pk")
    rows = Milestone.objects.filter(assessment__in=mine).select_related(
        "assessment__product__team__organisation", "bank_version__bank", "made_by"
    )
    return rows.defer("assessment__summary", "bank_version__content").get(pk=pk)


def _with_related(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.select_related(*_RELATED).defer("bank_version__content")
