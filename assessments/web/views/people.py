"""What an admin does to the people of an organisation, and leaving it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actor import NotVisible
from assessments.teams import services
from assessments.teams.models import Member, Organisation
from assessments.teams.queries import members_of, organisation_for
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.people import MemberForm
from assessments.web.forms.plain import PlainForm
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.organisations import address, managed, trail


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: ActorRequest, pk: int, user_id: int) -> HttpResponse:
    organisation = managed(request, pk)
    member = _member(organisation, user_id)
    initial = {"role": member.role, "edits_banks": member.edits_banks}
    form = MemberForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.change_member(
                actor=request.actor, organisation_id=pk, user_id=user_id, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("The role was changed. It holds from now on."))
            return redirect(address(pk))
    title = _("Role of %(name)s") % {"name": member.user}
    page = FormPage(title, _("Save"), address(pk), trail(organisation))
    return show_form(request, form, page)


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: ActorRequest, pk: int, user_id: int) -> HttpResponse:
    organisation = managed(request, pk)
    member = _member(organisation, user_id)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.remove_member(
                actor=request.actor, organisation_id=pk, user_id=user_id
            ),
        )
        if done is not None:
            said = _("%(name)s is no longer in the organisation.") % {"name": member.user}
            messages.success(request, said)
            return redirect(
                "assessments:organisation-list" if _is_me(request, done) else address(pk)
            )
    title = _("Remove %(name)s") % {"name": member.user}
    intro = (
        _("The person leaves the organisation and all its teams, at once in every session."),
        _("Answers, notes and comments they wrote stay, with their name."),
    )
    button = _("Remove from the organisation")
    page = FormPage(title, button, address(pk), trail(organisation), intro, is_danger=True)
    return show_form(request, form, page)


@rule(Rule.ORGANISATION_MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_leave(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_for(request.actor, pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = submitted(
            form, lambda: services.leave_organisation(actor=request.actor, organisation_id=pk)
        )
        if done is not None:
            said = _("You left %(organisation)s.") % {"organisation": organisation}
            messages.success(request, said)
            return redirect("assessments:home")
    title = _("Leave %(organisation)s") % {"organisation": organisation}
    intro = (
        _("You leave all its teams and see nothing of it any more."),
        _("What you answered and wrote stays. To come back, you need a new invitation."),
    )
    page = FormPage(title, _("Leave"), address(pk), trail(organisation), intro, is_danger=True)
    return show_form(request, form, page)


def _is_me(request: ActorRequest, member: Member) -> bool:
    return member.user_id == request.actor.user_id


def _member(organisation: Organisation, user_id: int) -> Member:
    found = members_of(organisation).filter(user=user_id).first()
    if found is None:
        raise NotVisible
    return found
