"""What if: answers tried beside the present ones; a scenario keeps what was tried."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.answers import services
from assessments.answers.errors import NotAllowed
from assessments.answers.models import Scenario
from assessments.answers.permissions import can_keep_scenario
from assessments.answers.queries import assessment_for
from assessments.answers.scenario_queries import scenario_for, scenarios_of, tried_in
from assessments.reports.method_words import leaves_out
from assessments.teams.services import Sent, once
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.scenario import ScenarioForm
from assessments.web.forms.what_if import WhatIfForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.what_if_page import Sandbox


def _sandbox(request: ActorRequest, pk: int) -> Sandbox:
    return Sandbox(assessment_for(request.actor, pk), timezone.now().date())


@rule(Rule.TEAM_VIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: ActorRequest, pk: int) -> HttpResponse:
    """Show the sandbox; posted by a script, only the piece of the page that changes."""
    sandbox = _sandbox(request, pk)
    is_script = bool(request.headers.get("HX-Request"))
    form = sandbox.form(request.POST if request.method == "POST" else None, only_sent=is_script)
    if not is_script:
        return _page(request, sandbox, form)
    context = {
        "assessment": sandbox.assessment,
        "compared": sandbox.compared(form),
        "way": sandbox.way(form),
        "leaves_out": leaves_out(sandbox.bank),
    }
    status = 422 if form.errors else 200
    return render(request, "what_if_compared.html", context, status=status)


@rule(Rule.TEAM_VIEWER)
@require_safe
def scenario_detail(request: ActorRequest, pk: int, scenario_id: int) -> HttpResponse:
    sandbox = _sandbox(request, pk)
    scenario = scenario_for(sandbox.assessment, scenario_id)
    form = sandbox.form(tried=tried_in(scenario, sandbox.bank))
    more: dict[str, Any] = {
        "scenario": scenario,
        "since": sandbox.since(scenario),
        "to_do": sandbox.to_do(form),
    }
    return _page(request, sandbox, form, **more)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def scenario_new(request: ActorRequest, pk: int) -> HttpResponse:
    sandbox = _sandbox(request, pk)
    tried, form = sandbox.form(request.POST), ScenarioForm(request.POST)
    if not can_keep_scenario(request.actor, sandbox.assessment):
        raise NotAllowed
    sent = submitted(form, lambda: _keep(request, pk, tried, form)) if tried.is_valid() else None
    if sent is None:
        return _page(request, sandbox, tried, keep=form)
    messages.success(request, _("The scenario is kept. Send this page's address to your team."))
    return redirect("assessments:scenario-detail", pk, sent.made_id)


def _keep(request: ActorRequest, pk: int, tried: WhatIfForm, form: ScenarioForm) -> Sent[Scenario]:
    said = {**form.said, "tried": tried.tried}
    return once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: services.keep_scenario(actor=request.actor, assessment_id=pk, **said),
    )


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def scenario_actions(request: ActorRequest, pk: int, scenario_id: int) -> HttpResponse:
    """Make an action of every answer the scenario betters; the answers stay as they are."""
    sandbox = _sandbox(request, pk)
    if not can_keep_scenario(request.actor, sandbox.assessment):
        raise NotAllowed
    scenario = scenario_for(sandbox.assessment, scenario_id)
    form = sandbox.form(tried=tried_in(scenario, sandbox.bank))
    made = services.make_actions(
        actor=request.actor,
        assessment_id=pk,
        target=sandbox.then(form).card.level or next(iter(sandbox.bank.scoring.level_codes), ""),
        wanted=[services.Wanted(one.code, one.value, one.effort) for one in sandbox.to_do(form)],
    )
    text = ngettext("%(count)d action made.", "%(count)d actions made.", len(made))
    messages.success(request, text % {"count": len(made)})
    return redirect("assessments:action-list", pk)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def scenario_delete(request: ActorRequest, pk: int, scenario_id: int) -> HttpResponse:
    services.drop_scenario(actor=request.actor, assessment_id=pk, scenario_id=scenario_id)
    messages.success(request, _("The scenario is deleted."))
    return redirect("assessments:assessment-what-if", pk)


def _page(
    request: ActorRequest,
    sandbox: Sandbox,
    form: WhatIfForm,
    keep: ScenarioForm | None = None,
    **more: Any,
) -> HttpResponse:
    assessment, keep = sandbox.assessment, keep or ScenarioForm()
    context = {
        "assessment": assessment,
        "compared": sandbox.compared(form),
        "way": sandbox.way(form),
        "leaves_out": leaves_out(sandbox.bank),
        "groups": list(sandbox.groups(form)),
        "may_keep": can_keep_scenario(request.actor, assessment),
        "keep": keep,
        "problems": [*form.problems, *problems_of(keep)],
        "scenarios": scenarios_of(assessment),
        **more,
    }
    status = 422 if form.errors or keep.errors else 200
    return render(request, "what_if.html", context, status=status)
