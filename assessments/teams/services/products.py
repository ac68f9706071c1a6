"""Making, renaming, archiving, moving and deleting products."""

from django.db import transaction
from django.db.models.functions import Now

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.teams.errors import NotAllowed, NotVisible
from assessments.teams.fields import clean_description, clean_name
from assessments.teams.models import Product, Team
from assessments.teams.permissions import can_create_product, can_manage_product, can_move_product
from assessments.teams.queries import products_visible_to, teams_visible_to
from assessments.teams.services.current import choose_current
from assessments.teams.services.locking import older_first


@transaction.atomic
def create_product(*, actor: Actor, team_id: int, name: str, description: str = "") -> Product:
    """Make a product of a team (3 queries).

    Raises:
        NotVisible: the actor does not see the team.
        NotAllowed: the actor does not lead it.
        Refused: a name or description that cannot be kept.
    """
    team = _held_team(actor, team_id)
    if not can_create_product(actor, team):
        raise NotAllowed
    product = Product.objects.create(
        team=team, name=clean_name(name), description=clean_description(description)
    )
    _record("product.created", product, actor)
    return product


@transaction.atomic
def rename_product(
    *, actor: Actor, product_id: int, name: str, description: str | None = None
) -> Product:
    """Change the name, and the description where one is given (5 queries).

    Raises:
        NotVisible, NotAllowed: as for `locked_product`.
        Refused: a name or description that cannot be kept.
    """
    product = locked_product(actor, product_id)
    before = product.name
    product.name = clean_name(name)
    if description is not None:
        product.description = clean_description(description)
    product.save(update_fields=["name", "description"])
    _update_assessments(product, product_name=product.name)
    _record("product.renamed", product, actor, before=before)
    return product


@transaction.atomic
def archive_product(*, actor: Actor, product_id: int) -> Product:
    """Take a product out of the lists; nothing of it is lost (at most 6 queries).

    Raises:
        NotVisible, NotAllowed: as for `locked_product`.
    """
    product = locked_product(actor, product_id)
    if product.archived_at is None:
        Product.objects.filter(pk=product.pk).update(archived_at=Now())
        product.refresh_from_db(fields=["archived_at"])
        choose_current(product)
        _record("product.archived", product, actor)
    return product


@transaction.atomic
def restore_product(*, actor: Actor, product_id: int) -> Product:
    """Put an archived product back into the lists (at most 5 queries).

    Raises:
        NotVisible, NotAllowed: as for `locked_product`.
    """
    product = locked_product(actor, product_id)
    if product.archived_at is not None:
        product.archived_at = None
        product.save(update_fields=["archived_at"])
        choose_current(product)
        _record("product.restored", product, actor)
    return product


@transaction.atomic
def move_product(*, actor: Actor, product_id: int, team_id: int) -> Product:
    """Give a product and its assessments to another team of the organisation (6 queries).

    Raises:
        NotVisible: the actor does not see the product or the team.
        NotAllowed: the actor does not lead both teams, or they are of two organisations.
    """
    product = locked_product(actor, product_id)
    team = _held_team(actor, team_id)
    if not can_move_product(actor, product, team):
        raise NotAllowed
    before = product.team.name
    product.team = team
    product.save(update_fields=["team"])
    _update_assessments(product, team=team)
    _record("product.moved", product, actor, before=before, after=team.name)
    return product


@transaction.atomic
def delete_product(*, actor: Actor, product_id: int) -> None:
    """Delete a product with its assessments, answers, history and reports, for good.

    Raises:
        NotVisible, NotAllowed: as for `locked_product`.
    """
    product = locked_product(actor, product_id)
    # A schedule before its assessment, as the sweep locks them when it asks for a report.
    list(product.report_schedules.select_for_update().order_by("pk").values_list("pk"))
    lost = older_first(product.assessments.all()).values_list("pk", flat=True)
    _record("product.deleted", product, actor, assessments=len(lost))
    product.delete()


def locked_product(actor: Actor, product_id: int) -> Product:
    """Lock and give a product the actor manages, inside a transaction (1 query).

    Raises:
        NotVisible: the actor does not see the product.
        NotAllowed: the actor does not lead its team.
    """
    locked = products_visible_to(actor).select_for_update(of=("self",))
    product = locked.filter(pk=product_id).first()
    if product is None:
        raise NotVisible
    if not can_manage_product(actor, product):
        raise NotAllowed
    return product


def _held_team(actor: Actor, team_id: int) -> Team:
    """Hold a team against being deleted until it has the product."""
    rows = teams_visible_to(actor).select_for_update(of=("self",), no_key=True)
    team = rows.filter(pk=team_id).first()
    if team is None:
        raise NotVisible
    return team


def _update_assessments(product: Product, **columns: str | Team) -> None:
    """Change columns of all assessments of a locked product, all locked before (2 queries)."""
    list(older_first(product.assessments.all()).values_list("pk"))
    product.assessments.update(**columns)


def _record(verb: str, product: Product, actor: Actor, **detail: str | int) -> None:
    organisation_id = product.team.organisation_id
    record(verb, product, organisation_id=organisation_id, actor_id=actor.user_id, detail=detail)
