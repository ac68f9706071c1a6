"""The pages of an organisation: which ones I belong to, and one with its people and teams."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.teams import services
from assessments.teams.models import Organisation
from assessments.teams.permissions import can_manage_organisation
from assessments.teams.queries import (
    counted_teams_of,
    has_another_admin,
    invitations_of,
    organisation_for,
    organisations_visible_to,
)
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.people import NameForm, SettingsForm
from assessments.web.people_rows import people_in, read_page
from assessments.web.rules import ActorRequest, Rule, rule

SHOWN: Final = 20  # invitations, so that the page stays light


@rule(Rule.SIGNED_IN)
@require_safe
def organisation_list(request: ActorRequest) -> HttpResponse:
    """List my organisations; who belongs to one is led to it."""
    found = list(organisations_visible_to(request.actor))
    if len(found) == 1:
        return redirect("assessments:organisation-detail", found[0].pk)
    return render(request, "organisation_list.html", {"organisations": found})


@rule(Rule.ORGANISATION_MEMBER)
@require_safe
def organisation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = organisation_for(request.actor, pk)
    manages = can_manage_organisation(request.actor, pk)
    invitations = list(invitations_of(organisation)) if manages else []
    context = {
        "organisation": organisation,
        "people": people_in(request.actor, organisation, read_page(request.GET.get("page", ""))),
        "teams": list(counted_teams_of(request.actor, organisation)),
        "invitations": invitations[: None if "all" in request.GET else SHOWN],
        "more_invitations": len(invitations) > SHOWN and "all" not in request.GET,
        "manages": manages,
        "may_leave": not manages or has_another_admin(pk, request.actor.user_id),
        "now": timezone.now(),
    }
    return render(request, "organisation_detail.html", context)


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = managed(request, pk)
    form = NameForm(request.POST or None, initial={"name": organisation.name})
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.rename_organisation(
                actor=request.actor, organisation_id=pk, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("The organisation was renamed."))
            return redirect(address(pk))
    page = FormPage(_("Rename the organisation"), _("Save"), address(pk), trail(organisation))
    return show_form(request, form, page)


@rule(Rule.ORGANISATION_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = managed(request, pk)
    initial = {"reviews_banks": organisation.reviews_banks}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.switch_bank_review(
            actor=request.actor, organisation_id=pk, is_on=form.cleaned_data["reviews_banks"]
        )
        messages.success(request, _("The settings are saved. They hold from now on."))
        return redirect(address(pk))
    title = _("Settings of %(organisation)s") % {"organisation": organisation}
    return show_form(request, form, FormPage(title, _("Save"), address(pk), trail(organisation)))


def managed(request: ActorRequest, pk: int) -> Organisation:
    """Give an organisation the person administers; for others it is 404 or 403."""
    organisation = organisation_for(request.actor, pk)
    if not can_manage_organisation(request.actor, pk):
        raise NotAllowed
    return organisation


def address(pk: int) -> str:
    return reverse("assessments:organisation-detail", args=[pk])


def trail(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    return ((organisation.name, address(organisation.pk)),)
