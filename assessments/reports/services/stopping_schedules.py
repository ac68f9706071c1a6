"""Takes a person out of the schedules of reports: none runs in their name or is mailed to them."""

from django.db.models import Q
from django.utils import timezone

from assessments.reports.models import ReportSchedule, ScheduledMail
from assessments.teams.models import Product, User


def stop_schedules_of(user: User) -> None:
    """Stop the schedules a person answered for, and take them out of those they were mailed by.

    Call it inside a transaction. Products are locked before their schedules, as by who deletes
    one. 8 queries.
    """
    concerned = Q(owner=user) | Q(made_by=user) | Q(recipients=user)
    ids = list(ReportSchedule.objects.filter(concerned).values_list("pk", flat=True).distinct())
    schedules = ReportSchedule.objects.filter(pk__in=ids)
    products = Product.objects.filter(pk__in=schedules.values("product"))
    list(products.order_by("pk").select_for_update())
    list(schedules.order_by("pk").select_for_update())
    running = schedules.filter(owner=user, paused_at=None)
    running.update(paused_at=timezone.now(), has_lost_owner=True)
    schedules.filter(owner=user).update(owner=None)
    schedules.filter(made_by=user).update(made_by=None)
    ReportSchedule.recipients.through.objects.filter(user=user).delete()
    waiting = ScheduledMail.objects.filter(user=user, outcome=ScheduledMail.Outcome.WAITING)
    waiting.update(outcome=ScheduledMail.Outcome.DROPPED)
