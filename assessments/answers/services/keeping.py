"""What happens to an assessment as a whole: rename, plan, archive, restore, move, delete."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from assessments.actor import Actor
from assessments.answers.errors import NotAllowed, NotVisible
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_start_assessment
from assessments.answers.services.locking import locked_for_managing
from assessments.audit.services import record
from assessments.teams.fields import clean_name
from assessments.teams.models import Product
from assessments.teams.queries import products_visible_to
from assessments.teams.services import choose_current, older_first

STATES = Assessment.AssessmentState


@transaction.atomic
def rename_assessment(*, actor: Actor, assessment_id: int, name: str) -> Assessment:
    """Change the name, in any state; 3 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
        Refused: a name that cannot be kept.
    """
    row = locked_for_managing(actor, assessment_id).assessment
    before, row.name = row.name, clean_name(name)
    row.save(update_fields=["name"])
    _record("assessment.renamed", row, actor, before=before)
    return row


@transaction.atomic
def plan_assessment(
    *, actor: Actor, assessment_id: int, target_level: str, due_date: date | None
) -> Assessment:
    """Set the level aimed at (empty: the next one) and the day it is due; 3 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`; NotAllowed also for a level the
            bank does not have.
    """
    locked = locked_for_managing(actor, assessment_id)
    row = locked.assessment
    if target_level and target_level not in locked.bank.scoring.level_codes:
        raise NotAllowed
    row.target_level, row.due_date = target_level, due_date
    row.save(update_fields=["target_level", "due_date"])
    due = due_date.isoformat() if due_date else None
    _record("assessment.planned", row, actor, target_level=target_level, due=due)
    return row


@transaction.atomic
def archive_assessment(*, actor: Actor, assessment_id: int) -> Assessment:
    """Take an assessment out of the lists and close it for answers; at most 7 queries.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
    """
    products = _locked_products(actor, assessment_id)
    row = locked_for_managing(actor, assessment_id).assessment
    if row.state != STATES.CLOSED:
        row.archived_from, row.state = row.state, STATES.CLOSED
        row.save(update_fields=["state", "archived_from"])
        _choose(products)
        _record("assessment.archived", row, actor, before=row.archived_from)
    return row


@transaction.atomic
def restore_assessment(*, actor: Actor, assessment_id: int) -> Assessment:
    """Bring an archived assessment back; at most 8 queries.

    It comes back open or submitted, as it was archived.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
    """
    products = _locked_products(actor, assessment_id)
    row = locked_for_managing(actor, assessment_id).assessment
    if row.state == STATES.CLOSED:
        # An older process of the site, still running during an upgrade, keeps no state.
        row.state, row.archived_from = row.archived_from or STATES.OPEN, ""
        row.save(update_fields=["state", "archived_from"])
        _choose(products)
        _record("assessment.restored", row, actor, state=row.state)
    return row


@transaction.atomic
def move_assessment(*, actor: Actor, assessment_id: int, product_id: int) -> Assessment:
    """Give an assessment to another product of the organisation; 10 queries.

    Raises:
        NotVisible: the actor does not see the assessment or the product.
        NotAllowed: the actor does not lead both teams, the product is archived, or it belongs
            to another organisation.
    """
    products = _locked_products(actor, assessment_id, product_id)
    row = locked_for_managing(actor, assessment_id).assessment
    product = products.get(product_id)
    if product is None:
        raise NotVisible
    same = product.team.organisation_id == row.organisation_id
    if not same or not can_start_assessment(actor, product):
        raise NotAllowed
    before = row.product_id
    row.product, row.team, row.product_name = product, product.team, product.name
    row.save(update_fields=["product", "team", "product_name"])
    _choose(products)
    _record("assessment.moved", row, actor, before=before, after=product.pk)
    return row


@transaction.atomic
def delete_assessment(*, actor: Actor, assessment_id: int) -> None:
    """Delete an assessment with its answers, history, evidence, milestones and reports, for good.

    Raises:
        NotVisible, NotAllowed: as for `locked_for_managing`.
    """
    products = _locked_products(actor, assessment_id)
    row = locked_for_managing(actor, assessment_id).assessment
    _record("assessment.deleted", row, actor, product=row.product_id, revision=row.revision)
    row.delete()
    _choose(products)


def _locked_products(actor: Actor, assessment_id: int, *others: int) -> dict[int, Product]:
    """Lock an assessment's product, and others, before the assessment as every write does.

    Then all assessments of theirs, older before newer as everywhere, because the choice of the
    current one locks them while it holds this one (2 queries).
    """
    mine = Assessment.objects.filter(pk=assessment_id).values("product")
    rows = products_visible_to(actor).filter(Q(pk__in=mine) | Q(pk__in=others)).order_by("pk")
    products = {row.pk: row for row in rows.select_for_update(of=("self",))}
    theirs = Assessment.objects.filter(product__in=list(products))
    list(older_first(theirs).values_list("pk"))
    return products


def _choose(products: dict[int, Product]) -> None:
    for product in products.values():
        choose_current(product)


def _record(verb: str, row: Assessment, actor: Actor, **detail: Any) -> None:
    organisation_id = row.organisation_id
    record(verb, row, organisation_id=organisation_id, actor_id=actor.user_id, detail=detail)
