"""Making, pausing, resuming and deleting the schedules of a product's reports."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.reports.errors import NotAllowed, NotVisible, UnknownFormat
from assessments.reports.models import ReportSchedule
from assessments.reports.permissions import can_delete_schedule, can_schedule_reports
from assessments.reports.renderers import RENDERERS
from assessments.teams.errors import Refused
from assessments.teams.models import Product
from assessments.teams.queries import people_who_see, products_visible_to

MOST: Final = 20
MOST_RECIPIENTS: Final = 50
LIMITS: Final = {"weekly": (0, 6), "monthly": (1, 31), "before_due": (0, 60)}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule does: see `ReportSchedule` for `rhythm` and `number`.

    `recipients` are user ids; `attach` puts a small file into the mail beside the link. A report
    whose bank has no texts in `language`, nor we words, is as without one.
    """

    rhythm: str
    number: int
    file_format: str
    recipients: Collection[int]
    attach: bool = False
    language: str = ""


@transaction.atomic
def make_schedule(*, actor: Actor, product_id: int, plan: Plan) -> ReportSchedule:
    """Schedule reports of a product in the name of the actor, from tomorrow on (6 queries).

    Raises:
        NotVisible: the actor does not see the product.
        NotAllowed: the actor only reads in this team.
        Refused: too many schedules, a number that fits no such rhythm, or recipients who do not
            all see the product.
        UnknownFormat: no renderer makes the format.
    """
    product = schedulable(actor, product_id)
    if plan.file_format not in RENDERERS:
        raise UnknownFormat(plan.file_format)
    least, most = LIMITS[plan.rhythm]
    if not least <= plan.number <= most:
        raise Refused("number", "range", _("Choose a number from %d to %d.") % (least, most))
    list(Product.objects.select_for_update().only("pk").filter(pk=product.pk))
    if ReportSchedule.objects.filter(product=product).count() >= MOST:
        words = _("The product has %(number)d schedules already. Delete one first.")
        raise Refused("rhythm", "too_many", words % {"number": MOST})
    recipients = _who_may(product, plan.recipients)
    made = ReportSchedule.objects.create(
        product=product,
        rhythm=plan.rhythm,
        number=plan.number,
        format=plan.file_format,
        language=plan.language,
        attach=plan.attach,
        owner_id=actor.user_id,
        made_by_id=actor.user_id,
        since=timezone.now().date(),
    )
    made.recipients.set(recipients)
    _record("report.scheduled", made, actor)
    return made


def _who_may(product: Product, wanted: Collection[int]) -> list[int]:
    found = list(people_who_see(product.team).filter(pk__in=wanted).values_list("pk", flat=True))
    if not found or set(found) != set(wanted) or len(found) > MOST_RECIPIENTS:
        raise Refused("recipients", "strangers", _("Choose people who may see this product."))
    return found


@transaction.atomic
def pause_schedule(*, actor: Actor, schedule_id: int) -> ReportSchedule:
    """Send nothing until it is resumed (3 queries).

    Raises:
        NotVisible, NotAllowed: as for `make_schedule`.
    """
    schedule = _locked(actor, schedule_id)
    if schedule.paused_at is None:
        schedule.paused_at = timezone.now()
        schedule.save(update_fields=["paused_at"])
    return schedule


@transaction.atomic
def resume_schedule(*, actor: Actor, schedule_id: int) -> ReportSchedule:
    """Send again, in the name of the actor; days that passed meanwhile are left out (3 queries).

    Raises:
        NotVisible, NotAllowed: as for `make_schedule`.
    """
    schedule = _locked(actor, schedule_id)
    if schedule.paused_at is not None:
        schedule.paused_at, schedule.has_lost_owner = None, False
        schedule.owner_id, schedule.since = actor.user_id, timezone.now().date()
        schedule.save(update_fields=["paused_at", "has_lost_owner", "owner", "since"])
    return schedule


@transaction.atomic
def delete_schedule(*, actor: Actor, schedule_id: int) -> ReportSchedule:
    """Delete a schedule with what it still had to mail; its reports stay.

    Raises:
        NotVisible: the actor does not see the product.
        NotAllowed: the actor neither made the schedule nor leads the team.
    """
    schedule = _locked(actor, schedule_id)
    if not can_delete_schedule(actor, schedule):
        raise NotAllowed
    _record("report.schedule_deleted", schedule, actor)
    ReportSchedule.objects.filter(pk=schedule.pk).delete()
    return schedule


def deletable(actor: Actor, schedule_id: int) -> ReportSchedule:
    """Give a schedule the actor may delete, with its product (2 queries).

    Raises:
        NotVisible, NotAllowed: as for `delete_schedule`.
    """
    schedule = ReportSchedule.objects.filter(pk=schedule_id).first()
    if schedule is None:
        raise NotVisible
    schedule.product = schedulable(actor, schedule.product_id)
    if not can_delete_schedule(actor, schedule):
        raise NotAllowed
    return schedule


def schedulable(actor: Actor, product_id: int) -> Product:
    """Give a product whose reports the actor may schedule (1 query).

    Raises:
        NotVisible: the actor does not see it.
        NotAllowed: the actor only reads in this team.
    """
    product = products_visible_to(actor).filter(pk=product_id).first()
    if product is None:
        raise NotVisible
    if not can_schedule_reports(actor, product):
        raise NotAllowed
    return product


def _locked(actor: Actor, schedule_id: int) -> ReportSchedule:
    rows = ReportSchedule.objects.select_for_update(of=("self",)).filter(pk=schedule_id)
    schedule = rows.first()
    if schedule is None:
        raise NotVisible
    schedule.product = schedulable(actor, schedule.product_id)
    return schedule


def _record(verb: str, schedule: ReportSchedule, actor: Actor) -> None:
    record(
        verb,
        schedule,
        organisation_id=schedule.product.team.organisation_id,
        actor_id=actor.user_id,
        detail={"product": schedule.product_id, "format": schedule.format},
    )
