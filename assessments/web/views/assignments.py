"""The pages of assignments: all of an assessment, one part or question, and the day of one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.actor import NotAllowed, NotVisible
from assessments.answers import services
from assessments.answers.assigned import QUESTION, Colleague, Spot, people_to_ask
from assessments.answers.errors import NotOpen
from assessments.answers.models import Assessment, Assignment
from assessments.answers.permissions import can_contribute, can_manage_assessment
from assessments.answers.queries import assessment_for
from assessments.banks.queries import parsed_bank
from assessments.text import whole_number
from assessments.web.assignments import Assignments, Line, spot_named
from assessments.web.cards import dom_id
from assessments.web.form_page import FormPage, problems_of, show_form, submitted
from assessments.web.forms.assigning import AssignForm, AssignPlacesForm, DueForm
from assessments.web.places import section_of
from assessments.web.role_filter import PARAMETER, RoleFilter
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER, post=Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_list(request: ActorRequest, pk: int) -> HttpResponse:
    """Show who looks after what; posted, give what is ticked to a person or take one back."""
    assessment = assessment_for(request.actor, pk)
    if request.method == "POST" and not can_contribute(request.actor, assessment):
        raise NotAllowed
    page = Assignments(request.actor, assessment)
    people = people_to_ask(assessment.team_id) if page.may_assign else None
    values = [line.value for part in page.parts for line in (part.whole, *part.questions)]
    form = AssignPlacesForm(values, people, request.POST or None)
    if request.method == "POST":
        done = _act(request, assessment, form)
        if done is not None:
            return done
    context = {
        "assessment": assessment,
        "page": page,
        "form": form,
        "ticked": request.POST.getlist("places"),
        "problems": problems_of(form),
    }
    return render(request, "assignment_list.html", context, status=422 if form.errors else 200)


def _act(
    request: ActorRequest, assessment: Assessment, form: AssignPlacesForm
) -> HttpResponse | None:
    here = redirect("assessments:assignment-list", assessment.pk)
    if "remove" in request.POST:
        _remove(request, assessment)
        return here
    ticked = [spot_named(value) for value in request.POST.getlist("places")]
    spots = [spot for spot in ticked if spot is not None]
    return None if _assigned(request, assessment, form, spots) is None else here


def _remove(request: ActorRequest, assessment: Assessment) -> None:
    given = request.POST.get("remove", "")
    try:
        services.unassign(
            actor=request.actor, assessment_id=assessment.pk, assignment_id=_row_id(given)
        )
    except NotVisible:
        messages.info(request, _("This was taken back before."))
    except NotOpen:
        _say_closed(request)
    else:
        messages.success(request, _("Taken back."))


def _row_id(text: str) -> int:
    found = whole_number(text)
    if found is None:
        raise NotVisible
    return found


def _assigned(
    request: ActorRequest, assessment: Assessment, form: AssignForm, spots: list[Spot]
) -> list[Assignment] | None:
    """Assign as the form says and tell it; None for a form with problems."""
    try:
        made = submitted(form, lambda: _assign(request, assessment, form, spots))
    except NotOpen:
        _say_closed(request)
        return []
    if made is not None:
        text = ngettext("Assigned.", "%(count)d places assigned.", len(made))
        messages.success(request, text % {"count": len(made)})
    return made


def _assign(
    request: ActorRequest, assessment: Assessment, form: AssignForm, spots: list[Spot]
) -> list[Assignment]:
    said = form.cleaned_data
    return services.assign(
        actor=request.actor,
        assessment_id=assessment.pk,
        spots=spots,
        person_id=said.get("person", request.actor.user_id),
        due_on=said["due_on"],
    )


def _say_closed(request: ActorRequest) -> None:
    words = _("Nothing was changed: the assessment takes no answers any more.")
    messages.error(request, words)


@dataclass(frozen=True, slots=True)
class _One:
    """One part or question whose people are changed, and where its page leads back to."""

    assessment: Assessment
    line: Line
    back: str


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_new(request: ActorRequest, pk: int, place: str, code: str) -> HttpResponse:
    """Give one part or question to a person, or take it oneself."""
    assessment = assessment_for(request.actor, pk)
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    page = Assignments(request.actor, assessment)
    one = _one(request, page, Spot(place, code))
    people = people_to_ask(assessment.team_id) if page.may_assign else None
    form = AssignForm(people, request.POST or None, initial=_initial(request, one, people))
    if (
        request.method == "POST"
        and _assigned(request, assessment, form, [one.line.spot]) is not None
    ):
        return HttpResponseRedirect(one.back)
    context = {
        "assessment": assessment,
        "page": page,
        "line": one.line,
        "back": one.back,
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, "assignment_new.html", context, status=422 if form.errors else 200)


def _one(request: ActorRequest, page: Assignments, spot: Spot) -> _One:
    bank = parsed_bank(page.assessment.bank_version)
    if not spot.is_in(bank):
        raise Http404(spot.code)
    pk = page.assessment.pk
    if spot.place == QUESTION:
        role = RoleFilter.named(request.GET.get(PARAMETER, ""))
        address = reverse("assessments:assessment-section", args=[pk, section_of(bank, spot.code)])
        back = f"{address}{role.query}#{dom_id(spot.code)}"
    else:
        back = reverse("assessments:assignment-list", args=[pk])
    return _One(page.assessment, page.line(bank, spot), back)


def _initial(request: ActorRequest, one: _One, people: list[Colleague] | None) -> dict[str, Any]:
    """Choose for the lead the one person of the team the question is best answered by."""
    bank, spot = parsed_bank(one.assessment.bank_version), one.line.spot
    wanted = {question.answered_by for question in spot.questions(bank)}
    fitting = [one.pk for one in people or () if one.discipline in wanted]
    return {"person": fitting[0]} if len(wanted) == 1 and len(fitting) == 1 else {}


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_edit(request: ActorRequest, pk: int, assignment_id: int) -> HttpResponse:
    """Change the day one assignment is due."""
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    page = Assignments(request.actor, assessment)
    found = next((one for one in page.found if one.pk == assignment_id), None)
    if found is None:
        raise NotVisible
    form = DueForm(request.POST or None, initial={"due_on": found.due_on})
    if request.method == "POST" and _moved(request, form, pk, assignment_id):
        return redirect("assessments:assignment-list", pk)
    title = page.line(parsed_bank(assessment.bank_version), found.spot).title
    intro = _("“%(title)s”, assigned to %(name)s.") % {"title": title, "name": found.name}
    back = reverse("assessments:assignment-list", args=[pk])
    trail = ((str(assessment), assessment.get_absolute_url()), (_("Assignments"), back))
    return show_form(request, form, FormPage(_("Change the day"), _("Save"), back, trail, (intro,)))


def _moved(request: ActorRequest, form: DueForm, pk: int, assignment_id: int) -> bool:
    try:
        done = submitted(
            form,
            lambda: services.change_due(
                actor=request.actor,
                assessment_id=pk,
                assignment_id=assignment_id,
                due_on=form.cleaned_data["due_on"],
            ),
        )
    except NotOpen:
        _say_closed(request)
        return True
    if done is not None:
        messages.success(request, _("The day was changed."))
    return done is not None
