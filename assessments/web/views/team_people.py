"""What a lead does to the people of a team, and leaving it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actor import NotVisible, TeamRole
from assessments.teams import services
from assessments.teams.models import Team, TeamMember
from assessments.teams.queries import people_to_add, team_for, team_members_of
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.people import AddMemberForm, TeamMemberForm
from assessments.web.forms.plain import PlainForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.teams import address, led, trail


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_member_add(request: ActorRequest, pk: int) -> HttpResponse:
    team = led(request, pk)
    people = list(people_to_add(team))
    if not people and request.method != "POST":
        why = _("Everybody of the organisation is in the team. Invite somebody by e-mail instead.")
        page = FormPage(_("Add a person"), "", address(pk), trail(team), (why,))
        return show_form(request, PlainForm(), page)
    form = AddMemberForm(people, request.POST or None)
    if request.method == "POST":
        done = submitted(form, lambda: _add(request, pk, form))
        if done is not None:
            messages.success(request, _("%(name)s is in the team now.") % {"name": done.user})
            return redirect(address(pk))
    page = FormPage(_("Add a person"), _("Add to the team"), address(pk), trail(team))
    return show_form(request, form, page)


def _add(request: ActorRequest, pk: int, form: AddMemberForm) -> TeamMember:
    said = form.cleaned_data
    return services.add_team_member(
        actor=request.actor,
        team_id=pk,
        user_id=said["person"],
        role=said["role"],
        discipline=said["discipline"],
    )


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_member_edit(request: ActorRequest, pk: int, user_id: int) -> HttpResponse:
    team = led(request, pk)
    member = _member(team, user_id)
    initial = {"role": member.role, "discipline": member.discipline}
    form = TeamMemberForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.change_team_member(
                actor=request.actor, team_id=pk, user_id=user_id, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("The change holds from now on."))
            return redirect(address(pk))
    title = _("%(name)s in %(team)s") % {"name": member.user, "team": team}
    return show_form(request, form, FormPage(title, _("Save"), address(pk), trail(team)))


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def team_member_remove(request: ActorRequest, pk: int, user_id: int) -> HttpResponse:
    team = led(request, pk)
    member = _member(team, user_id)
    if request.method == "POST":
        services.remove_team_member(actor=request.actor, team_id=pk, user_id=user_id)
        said = _("%(name)s is no longer in the team.") % {"name": member.user}
        messages.success(request, said)
        return redirect(_still_mine(request, team, user_id))
    title = _("Remove %(name)s from %(team)s") % {"name": member.user, "team": team}
    intro = (
        _("The person sees the team's products no more, at once in every session."),
        _("What they answered stays. They stay in the organisation."),
    )
    page = FormPage(
        title, _("Remove from the team"), address(pk), trail(team), intro, is_danger=True
    )
    return show_form(request, PlainForm(), page)


@rule(Rule.TEAM_VIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def team_leave(request: ActorRequest, pk: int) -> HttpResponse:
    team = team_for(request.actor, pk)
    title = _("Leave %(team)s") % {"team": team}
    if request.actor.team_role(pk) is None:
        why = _("You are not in this team. You see it because you administer the organisation.")
        page = FormPage(title, "", address(pk), trail(team), (why,))
        return show_form(request, PlainForm(), page)
    if request.method == "POST":
        services.leave_team(actor=request.actor, team_id=pk)
        messages.success(request, _("You left %(team)s.") % {"team": team})
        return redirect(_still_mine(request, team, request.actor.user_id))
    page = FormPage(
        title, _("Leave"), address(pk), trail(team), _before_leaving(request, team), is_danger=True
    )
    return show_form(request, PlainForm(), page)


def _before_leaving(request: ActorRequest, team: Team) -> tuple[str, ...]:
    said = (_("You see the team's products no more. What you answered and wrote stays."),)
    leads = team_members_of(team).filter(role=TeamRole.LEAD.value)
    if leads.filter(user=request.actor.user_id).exists() and leads.count() == 1:
        words = _(
            "You are its only lead. After you, the organisation's admins do what a lead does."
        )
        return (*said, words)
    return said


def _still_mine(request: ActorRequest, team: Team, gone: int) -> str:
    """Lead back to the team, or to the organisation when the team is not to be seen any more."""
    if gone != request.actor.user_id or request.actor.administers(team.organisation_id):
        return address(team.pk)
    return reverse("assessments:organisation-detail", args=[team.organisation_id])


def _member(team: Team, user_id: int) -> TeamMember:
    found = team_members_of(team).filter(user=user_id).first()
    if found is None:
        raise NotVisible
    return found
