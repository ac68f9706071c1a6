"""Schedules of a product's reports: the list, a new one, pause, resume and delete."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.banks.queries import parsed_bank
from assessments.reports import services
from assessments.reports.due_days import next_due
from assessments.reports.models import ReportSchedule
from assessments.reports.permissions import can_delete_schedule
from assessments.reports.queries import current_assessment, schedules_of
from assessments.scoring.bank import Bank
from assessments.teams.models import Product
from assessments.teams.queries import people_who_see
from assessments.teams.services import Sent, once
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.plain import PlainForm
from assessments.web.forms.scheduling import ScheduleForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.schedule_words import when_words


@rule(Rule.TEAM_CONTRIBUTOR)
@require_safe
def schedule_list(request: ActorRequest, pk: int) -> HttpResponse:
    product = services.schedulable(request.actor, pk)
    rows = [_row(request, product, schedule) for schedule in schedules_of(product)]
    return render(request, "schedule_list.html", {"product": product, "rows": rows})


def _row(request: ActorRequest, product: Product, schedule: ReportSchedule) -> dict[str, object]:
    schedule.product = product
    today, runs = timezone.now().date(), list(schedule.runs.all())
    due_on = schedule.due_on  # type: ignore[attr-defined]  # of `schedules_of`
    return {
        "schedule": schedule,
        "when": when_words(schedule.rhythm, schedule.number),
        "next": next_due(schedule.rhythm, schedule.number, today, due_on),
        "people": list(schedule.recipients.all()),
        "runs": runs[:3],
        "may_delete": can_delete_schedule(request.actor, schedule),
    }


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_new(request: ActorRequest, pk: int) -> HttpResponse:
    product = services.schedulable(request.actor, pk)
    chosen = {"recipients": [str(request.actor.user_id)]}
    people, banks = people_who_see(product.team), _banks(product)
    form = ScheduleForm(people, banks, request.POST or None, initial=chosen)
    back = reverse("assessments:schedule-list", args=[pk])
    if request.method == "POST":
        sent = submitted(form, lambda: _make(request, product, form))
        if sent is not None:
            messages.success(request, _("The reports are scheduled."))
            return redirect(back)
    title = _("Schedule reports on %(product)s") % {"product": product}
    trail = ((str(product), product.get_absolute_url()), (_("Scheduled reports"), back))
    intro = _("Each time, a report of the newest assessment is made as it stands on that day.")
    page = FormPage(title, _("Schedule the reports"), back, trail, (intro,))
    return show_form(request, form, page)


def _banks(product: Product) -> list[Bank]:
    """Give the bank a report would be of today, none where nothing is assessed (2 queries)."""
    assessment = current_assessment(product.pk)
    return [parsed_bank(assessment.bank_version)] if assessment else []


def _make(request: ActorRequest, product: Product, form: ScheduleForm) -> Sent[ReportSchedule]:
    return once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: services.make_schedule(
            actor=request.actor, product_id=product.pk, plan=form.plan
        ),
    )


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def schedule_pause(request: ActorRequest, pk: int) -> HttpResponse:
    return _done(request, pk, services.pause_schedule, _("Paused: nothing is sent."))


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def schedule_resume(request: ActorRequest, pk: int) -> HttpResponse:
    said = _("Resumed: from now on the reports are made in your name.")
    return _done(request, pk, services.resume_schedule, said)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_delete(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask, then delete: leads any schedule of the team, others the one they made."""
    schedule = services.deletable(request.actor, pk)
    if request.method == "POST":
        said = _("The schedule was deleted. The reports it made stay.")
        return _done(request, pk, services.delete_schedule, said)
    product, back = (
        schedule.product,
        reverse("assessments:schedule-list", args=[schedule.product_id]),
    )
    when = when_words(schedule.rhythm, schedule.number)
    title = _("Delete the schedule “%(when)s” of %(product)s?") % {"when": when, "product": product}
    intro = (
        _("Nobody is sent its reports any more, and what still waits to be mailed is not sent."),
        _("The reports it made stay. To stop it for a while only, pause it instead."),
    )
    trail = ((str(product), product.get_absolute_url()), (_("Scheduled reports"), back))
    page = FormPage(title, _("Delete the schedule"), back, trail, intro, is_danger=True)
    return show_form(request, PlainForm(), page)


def _done(
    request: ActorRequest, pk: int, act: Callable[..., ReportSchedule], said: str
) -> HttpResponse:
    schedule = act(actor=request.actor, schedule_id=pk)
    messages.success(request, said)
    return redirect("assessments:schedule-list", schedule.product_id)
