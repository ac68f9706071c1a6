"""Actions: made of a plan with one click, given owner, day and state, taken away as files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed, NotVisible
from assessments.answers import services
from assessments.answers.assigned import people_to_ask
from assessments.answers.errors import NotOpen
from assessments.answers.models import ActionItem, Assessment
from assessments.answers.path_queries import actions_of
from assessments.answers.permissions import can_contribute, can_plan
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.web.action_files import as_calendar, as_csv
from assessments.web.action_rows import ActionRow, action_rows
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.planning import ActionForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.paths import path_page


@rule(Rule.TEAM_VIEWER, post=Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def action_list(request: ActorRequest, pk: int) -> HttpResponse:
    """Show the actions; posted, make them from the path to a level."""
    assessment = assessment_for(request.actor, pk)
    if request.method == "POST":
        _make(request, assessment)
        return redirect("assessments:action-list", pk)
    rows = _rows(assessment)
    context = {
        "assessment": assessment,
        "under_way": [row for row in rows if row.action.is_under_way],
        "over": [row for row in rows if not row.action.is_under_way],
        "may_plan": can_plan(request.actor, assessment),
    }
    return render(request, "action_list.html", context)


def _rows(assessment: Assessment) -> list[ActionRow]:
    answers = answers_in(answers_of(assessment))
    bank = parsed_bank(assessment.bank_version)
    return list(action_rows(bank, answers, actions_of(assessment)))


def _make(request: ActorRequest, assessment: Assessment) -> None:
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    target, beyond = request.POST.get("target", ""), "beyond" in request.POST
    page = path_page(assessment, target, beyond=beyond)
    wanted = [
        services.Wanted(move.code, move.value, move.effort)
        for move in page.best.moves
        if move.value is not None
    ]
    try:
        made = services.make_actions(
            actor=request.actor, assessment_id=assessment.pk, target=page.target, wanted=wanted
        )
    except NotOpen:
        messages.error(request, _("Nothing was made: nothing can be planned here now."))
        return
    text = ngettext("%(count)d action made.", "%(count)d actions made.", len(made))
    messages.success(request, text % {"count": len(made)})


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: ActorRequest, pk: int, action_id: int) -> HttpResponse:
    """Give an action to somebody, set its day, say how far it is."""
    assessment = assessment_for(request.actor, pk)
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    row = next((row for row in _rows(assessment) if row.action.pk == action_id), None)
    if row is None:
        raise NotVisible
    found = row.action
    initial = {"owner": found.owner_id, "due_on": found.due_on, "state": found.state}
    people = people_to_ask(assessment.team_id)
    form = ActionForm(people, request.POST or None, initial=initial)
    if request.method == "POST" and _changed(request, found, form):
        return redirect("assessments:action-list", pk)
    back = reverse("assessments:action-list", args=[pk])
    trail = ((str(assessment), assessment.get_absolute_url()), (_("Actions"), back))
    intro = (row.title, f"{row.now} → {row.wanted}. {row.done}")
    return show_form(request, form, FormPage(_("Change the action"), _("Save"), back, trail, intro))


def _changed(request: ActorRequest, action: ActionItem, form: ActionForm) -> bool:
    try:
        done = submitted(
            form,
            lambda: services.change_action(
                actor=request.actor,
                assessment_id=action.assessment_id,
                action_id=action.pk,
                owner_id=form.cleaned_data["owner"],
                due_on=form.cleaned_data["due_on"],
                state=form.cleaned_data["state"],
            ),
        )
    except NotOpen:
        messages.error(request, _("Nothing was changed: nothing can be planned here now."))
        return True
    if done is not None:
        messages.success(request, _("Saved."))
    return done is not None


@rule(Rule.TEAM_VIEWER)
@require_safe
def action_csv(request: ActorRequest, pk: int) -> HttpResponse:
    text = as_csv(_rows(assessment_for(request.actor, pk)))
    return _file(text.encode(), "text/csv; charset=utf-8", "actions.csv")


@rule(Rule.TEAM_VIEWER)
@require_safe
def action_ics(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    content = as_calendar(
        _rows(assessment),
        host=request.get_host().partition(":")[0],
        name=f"{assessment.product}, {assessment}",
        address=request.build_absolute_uri(reverse("assessments:action-list", args=[pk])),
    )
    return _file(content, "text/calendar; charset=utf-8", "actions.ics")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
