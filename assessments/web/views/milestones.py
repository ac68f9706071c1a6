"""The pages of milestones: all of a product, one with its frozen result, make, rename, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import NotOpen
from assessments.answers.models import Assessment, Milestone
from assessments.answers.permissions import (
    can_delete_milestone,
    can_make_milestone,
    can_manage_assessment,
    can_rename_milestone,
)
from assessments.answers.queries import (
    assessment_for,
    assessments_of,
    milestone_for,
    milestones_of_product,
)
from assessments.teams.queries import product_for
from assessments.teams.services import Sent, once
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.milestone import MilestoneNameForm, NewMilestoneForm
from assessments.web.forms.plain import PlainForm
from assessments.web.frozen_page import FrozenPage
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def milestone_list(request: ActorRequest, pk: int) -> HttpResponse:
    product = product_for(request.actor, pk)
    assessments = list(assessments_of(request.actor, product))
    context = {
        "product": product,
        "milestones": list(milestones_of_product(request.actor, product))[::-1],
        "open_to": [one for one in assessments if can_make_milestone(request.actor, one)],
    }
    return render(request, "milestone_list.html", context)


@rule(Rule.TEAM_VIEWER)
@require_safe
def milestone_detail(request: ActorRequest, pk: int, milestone_id: int) -> HttpResponse:
    milestone = milestone_for(request.actor, pk, milestone_id)
    context = {
        "milestone": milestone,
        "frozen": FrozenPage(milestone),
        "may_rename": can_rename_milestone(request.actor, milestone),
        "may_delete": can_delete_milestone(request.actor, milestone),
    }
    return render(request, "milestone_detail.html", context)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_new(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    if not can_make_milestone(request.actor, assessment):
        return _cannot_make(request, assessment)
    form = NewMilestoneForm(request.POST or None)
    if request.method == "POST":
        try:
            sent = submitted(form, lambda: _make_once(request, assessment, form))
        except NotOpen:
            return _cannot_make(request, assessment)
        if sent is not None:
            messages.success(request, _("The milestone is kept. It does not change any more."))
            return redirect("assessments:milestone-detail", assessment.product_id, sent.made_id)
    intro = _("Keeps all answers and the result as they are now, to be compared with later.")
    return show_form(request, form, _new_page(assessment, _("Keep as a milestone"), intro))


def _cannot_make(request: ActorRequest, assessment: Assessment) -> HttpResponse:
    why = _("An archived assessment, or a blind one before its reveal, keeps no milestone.")
    return show_form(request, PlainForm(), _new_page(assessment, "", why))


def _new_page(assessment: Assessment, button: str, intro: str) -> FormPage:
    back = assessment.get_absolute_url()
    return FormPage(_("New milestone"), button, back, ((str(assessment), back),), (intro,))


def _make_once(
    request: ActorRequest, assessment: Assessment, form: NewMilestoneForm
) -> Sent[Milestone]:
    return once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: services.make_milestone(
            actor=request.actor, assessment_id=assessment.pk, **form.said
        ),
    )


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: ActorRequest, pk: int, milestone_id: int) -> HttpResponse:
    milestone = milestone_for(request.actor, pk, milestone_id)
    if not can_rename_milestone(request.actor, milestone):
        raise NotAllowed
    form = MilestoneNameForm(request.POST or None, initial={"name": milestone.name})
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.rename_milestone(
                actor=request.actor, milestone_id=milestone_id, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("The milestone has its new name."))
            return redirect(milestone)
    intro = _("Only the name changes: answers and result stay as they were kept.")
    page = FormPage(_("Rename this milestone"), _("Save"), *_above(milestone), (intro,))
    return show_form(request, form, page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_delete(request: ActorRequest, pk: int, milestone_id: int) -> HttpResponse:
    """Delete a milestone made by hand; of a submitted one, say why it stays."""
    milestone = milestone_for(request.actor, pk, milestone_id)
    if not can_rename_milestone(request.actor, milestone):
        raise NotAllowed
    title = _("Delete %(name)s") % {"name": milestone}
    if not can_delete_milestone(request.actor, milestone):
        why = _why_it_stays(milestone)
        return show_form(request, PlainForm(), FormPage(title, "", *_above(milestone), (why,)))
    if request.method == "POST":
        services.delete_milestone(actor=request.actor, milestone_id=milestone_id)
        messages.success(request, _("The milestone was deleted. The assessment is as it was."))
        return redirect("assessments:milestone-list", pk)
    intro = _("The kept answers and result go for good. The assessment itself does not change.")
    page = FormPage(title, _("Delete for good"), *_above(milestone), (intro,), is_danger=True)
    return show_form(request, PlainForm(), page)


def _why_it_stays(milestone: Milestone) -> str:
    if milestone.of_move:
        return _("What stood before a move to other questions stays. It can be renamed.")
    return _("What was submitted stays as long as its assessment. It can be renamed.")


def _above(milestone: Milestone) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give where Cancel leads, and the trail."""
    back = milestone.get_absolute_url()
    return back, ((str(milestone), back),)
