"""Review, submit and reopen: what is open before it counts, and the step that makes it count."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import NotOpen
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_reopen
from assessments.answers.queries import assessment_for
from assessments.web.form_page import FormPage, problems_of, show_form, submitted
from assessments.web.forms.assessment import ReopenForm, SubmitForm
from assessments.web.review import Review
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_review(request: ActorRequest, pk: int) -> HttpResponse:
    return _show(request, assessment_for(request.actor, pk), SubmitForm())


@rule(Rule.TEAM_LEAD)
@require_POST
def assessment_submit(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    form = SubmitForm(request.POST)
    try:
        done = submitted(
            form,
            lambda: services.submit_assessment(
                actor=request.actor, assessment_id=pk, note=form.cleaned_data["note"]
            ),
        )
    except NotOpen:
        messages.error(request, _("An archived assessment cannot be submitted."))
        return redirect(assessment)
    if done is None:
        return _show(request, assessment, form)
    messages.success(request, _("Submitted. The answers are locked and kept as a milestone."))
    return redirect("assessments:assessment-results", pk)


def _show(request: ActorRequest, assessment: Assessment, form: SubmitForm) -> HttpResponse:
    review = Review(request.actor, assessment, timezone.localdate())
    context = {
        "review": review,
        "assessment": assessment,
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, "assessment_review.html", context, status=422 if form.errors else 200)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reopen(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if not can_reopen(request.actor, assessment):
        raise NotAllowed
    form = ReopenForm(request.POST or None)
    if request.method == "POST":
        try:
            done = submitted(
                form,
                lambda: services.reopen_assessment(
                    actor=request.actor, assessment_id=pk, reason=form.cleaned_data["reason"]
                ),
            )
        except NotOpen:
            messages.error(request, _("Restore the archived assessment before you open it again."))
            return redirect(assessment)
        if done is not None:
            messages.success(request, _("The assessment is open again."))
            return redirect(assessment)
    intro = _("The answers can be changed again. The submitted result stays as a milestone.")
    trail = ((str(assessment), assessment.get_absolute_url()),)
    title, back = _("Open this assessment again"), assessment.get_absolute_url()
    return show_form(request, form, FormPage(title, _("Open again"), back, trail, (intro,)))
