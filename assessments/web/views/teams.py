"""The pages of teams: one with its people and products, making, renaming and deleting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed, NotVisible
from assessments.teams import services
from assessments.teams.models import Team
from assessments.teams.permissions import can_lead_team
from assessments.teams.queries import (
    invitations_of,
    products_visible_to,
    team_for,
    team_members_of,
    teams_visible_to,
)
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.people import NameForm, NewTeamForm
from assessments.web.forms.plain import PlainForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views import organisations


@rule(Rule.TEAM_VIEWER)
@require_safe
def team_detail(request: ActorRequest, pk: int) -> HttpResponse:
    team = team_for(request.actor, pk)
    leads = can_lead_team(request.actor, team)
    products = products_visible_to(request.actor).filter(team=team, archived_at__isnull=True)
    members = list(team_members_of(team))
    context = {
        "team": team,
        "members": members,
        "has_lead": any(member.role == "lead" for member in members),
        "products": list(products),
        "invitations": list(invitations_of(team.organisation, team)) if leads else [],
        "leads": leads,
        "administers": request.actor.administers(team.organisation_id),
        "is_in_it": request.actor.team_role(pk) is not None,
        "now": timezone.now(),
    }
    return render(request, "team_detail.html", context)


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def team_new(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisations.managed(request, pk)
    form = NewTeamForm(request.POST or None)
    if request.method == "POST":
        sent = submitted(
            form,
            lambda: services.once(
                user_id=request.actor.user_id,
                token=form.cleaned_data["form_id"],
                make=lambda: services.create_team(
                    actor=request.actor, organisation_id=pk, **form.said
                ),
            ),
        )
        if sent is not None:
            return redirect(address(sent.made_id))
    back = organisations.address(pk)
    page = FormPage(_("New team"), _("Make the team"), back, organisations.trail(organisation))
    return show_form(request, form, page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: ActorRequest, pk: int) -> HttpResponse:
    team = led(request, pk)
    form = NameForm(request.POST or None, initial={"name": team.name})
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.rename_team(actor=request.actor, team_id=pk, **form.cleaned_data),
        )
        if done is not None:
            messages.success(request, _("The team was renamed."))
            return redirect(address(pk))
    return show_form(request, form, FormPage(_("Rename team"), _("Save"), address(pk), trail(team)))


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def team_delete(request: ActorRequest, pk: int, team_id: int) -> HttpResponse:
    organisation = organisations.managed(request, pk)
    team = teams_visible_to(request.actor).filter(organisation=organisation, pk=team_id).first()
    if team is None:
        raise NotVisible
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.delete_team(actor=request.actor, organisation_id=pk, team_id=team_id),
        )
        if done is not None:
            messages.success(request, _("The team was deleted."))
            return redirect(organisations.address(pk))
    title = _("Delete %(name)s") % {"name": team}
    intro = (
        _("Only a team without products can be deleted."),
        _("Its people stay in the organisation; its open invitations end."),
    )
    page = FormPage(
        title, _("Delete the team"), address(team_id), trail(team), intro, is_danger=True
    )
    return show_form(request, form, page)


def led(request: ActorRequest, pk: int) -> Team:
    """Give a team the person leads; for others it is 404 or 403."""
    team = team_for(request.actor, pk)
    if not can_lead_team(request.actor, team):
        raise NotAllowed
    return team


def address(pk: int) -> str:
    return reverse("assessments:team-detail", args=[pk])


def trail(team: Team) -> tuple[tuple[str, str], ...]:
    return (*organisations.trail(team.organisation), (team.name, address(team.pk)))
