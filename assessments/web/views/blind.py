"""Blind mode: submit the own sheet, plan the reveal, and reveal."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.assigned import people_to_ask
from assessments.answers.errors import NotOpen
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_contribute, can_manage_assessment
from assessments.answers.queries import assessment_for
from assessments.answers.sheets import sheets_of
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.blind import RevealForm
from assessments.web.forms.plain import PlainForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def sheet_submit(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if (gone := _cannot(request, assessment)) is not None:
        return gone
    try:
        done = services.submit_sheet(actor=request.actor, assessment_id=pk)
    except NotOpen:
        return _too_late(request, assessment)
    if done.is_revealed:
        messages.success(request, _("Everybody has submitted: the answers are revealed."))
        return redirect("assessments:assessment-disagreements", pk)
    messages.success(request, _("Your sheet is submitted. You can take it back until the reveal."))
    return redirect(assessment)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def sheet_take_back(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if (gone := _cannot(request, assessment)) is not None:
        return gone
    try:
        services.take_back_sheet(actor=request.actor, assessment_id=pk)
    except NotOpen:
        return _too_late(request, assessment)
    messages.success(request, _("Your sheet is open again."))
    return redirect(assessment)


def _cannot(request: ActorRequest, assessment: Assessment) -> HttpResponse | None:
    """Say why there is no sheet to act on; None where there is one.

    Raises:
        NotAllowed: the person may not answer in this team.
    """
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    if assessment.own_sheet is not None and assessment.is_open:
        return None
    if assessment.is_blind:
        why = _("You have no open sheet in this assessment.")
    else:
        why = _("There is no sheet to submit: this assessment is not blind, or it is revealed.")
    messages.info(request, why)
    return redirect(assessment)


def _too_late(request: ActorRequest, assessment: Assessment) -> HttpResponse:
    messages.info(request, _("The answers were revealed meanwhile. Your sheet stays as it was."))
    return redirect(assessment)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal_plan(request: ActorRequest, pk: int) -> HttpResponse:
    """Set the day of the reveal and ask more people; nothing of who is how far is shown."""
    assessment = _managed(request, pk)
    if not assessment.is_blind or not assessment.is_open:
        return _nothing_to_reveal(request, assessment)
    there = [sheet.respondent for sheet in sheets_of(assessment)]
    taken = {person.pk for person in there}
    others = [one for one in people_to_ask(assessment.team_id) if one.pk not in taken]
    form = RevealForm(others, request.POST or None, initial={"reveal_on": assessment.reveal_on})
    if request.method == "POST":
        try:
            done = submitted(form, lambda: _plan(request, pk, form))
        except NotOpen:
            return _nothing_to_reveal(request, assessment)
        if done is not None:
            messages.success(request, done)
            return redirect(assessment)
    names = ", ".join(str(person) for person in there)
    intro = (
        _("Asked: %(names)s.") % {"names": names},
        _("Until the reveal nobody, not even you, sees what or how much the others answered."),
    )
    page = FormPage(
        _("Reveal and people"),
        _("Save"),
        assessment.get_absolute_url(),
        _trail(assessment),
        intro,
    )
    return show_form(request, form, page)


def _plan(request: ActorRequest, pk: int, form: RevealForm) -> str:
    said = form.cleaned_data
    services.plan_reveal(actor=request.actor, assessment_id=pk, reveal_on=said["reveal_on"])
    people = said.get("respondents") or []
    added = services.add_respondents(actor=request.actor, assessment_id=pk, people=people)
    words = [_when(said["reveal_on"])]
    if added:
        asked = ngettext("%d more person is asked.", "%d more people are asked.", added)
        words.append(asked % added)
    return " ".join(words)


def _when(day: date | None) -> str:
    if day is None:
        return _("The answers are revealed when everybody has submitted.")
    return _("The answers are revealed on %(day)s.") % {"day": date_format(day)}


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal_now(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = _managed(request, pk)
    if not assessment.is_blind or not assessment.is_open:
        return _nothing_to_reveal(request, assessment)
    if request.method == "POST":
        try:
            services.reveal_now(actor=request.actor, assessment_id=pk)
        except NotOpen:
            return _nothing_to_reveal(request, assessment)
        messages.success(request, _("The answers are revealed."))
        return redirect("assessments:assessment-disagreements", pk)
    intro = (
        _("Everybody sees all answers from then on, and no sheet can be changed any more."),
        _("Sheets nobody submitted are revealed as they stand. This cannot be taken back."),
    )
    page = FormPage(
        _("Reveal the answers now"),
        _("Reveal now"),
        reverse("assessments:assessment-reveal", args=[pk]),
        _trail(assessment),
        intro,
        is_danger=True,
    )
    return show_form(request, PlainForm(), page)


def _managed(request: ActorRequest, pk: int) -> Assessment:
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    return assessment


def _nothing_to_reveal(request: ActorRequest, assessment: Assessment) -> HttpResponse:
    messages.info(request, _("There is nothing to reveal in this assessment."))
    return redirect(assessment)


def _trail(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    return (
        (str(assessment.product), assessment.product.get_absolute_url()),
        (str(assessment), assessment.get_absolute_url()),
    )
