"""The section page: show its questions, and save the whole form where no script runs."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.answers import services
from assessments.answers.errors import Conflict, NotOpen, NotVisible
from assessments.answers.models import Assessment
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Bank
from assessments.scoring.visibility import visible
from assessments.text import whole_number
from assessments.web.action_rows import proposal_in
from assessments.web.cards import dom_id
from assessments.web.drawn import drawn
from assessments.web.forms.section import SectionForm, posted_questions, strange_fields
from assessments.web.role_filter import PARAMETER, RoleFilter, neighbours
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.section_page import Place, SectionPage, Unsaved, place_in
from assessments.web.section_save import save_form
from assessments.web.steps import SectionStep, Steps, steps_of
from assessments.web.typed import read_base


@rule(Rule.TEAM_VIEWER, post=Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, pk, code)
    assessment = assessment_for(request.actor, pk)
    return _show(request, SectionPage(request.actor, assessment, code, _role(request)), Unsaved())


@rule(Rule.TEAM_VIEWER)
@require_safe
def next_open(request: ActorRequest, pk: int) -> HttpResponse:
    """Go to the next open question, of one part where `in` names it; with none, to the review."""
    assessment = assessment_for(request.actor, pk)
    role = _role(request).for_actor(request.actor, assessment)
    steps = _steps(assessment, role)
    part = steps.part(request.GET.get("in", ""))
    step = part.next_open if part else steps.next_open(request.GET.get("after"))
    if step is None or step.open_code is None:
        return _none_open(request, assessment, role)
    return HttpResponseRedirect(_address(pk, step.code, role, step.open_code))


def _none_open(request: ActorRequest, assessment: Assessment, role: RoleFilter) -> HttpResponse:
    if not role.is_mine:
        return redirect("assessments:assessment-review", assessment.pk)
    messages.success(request, _("None of your questions is open here any more."))
    return redirect(assessment)


def _save(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    begun = services.begin_section(actor=request.actor, assessment_id=pk)
    assessment, place = begun.seen.assessment, _place(begun.seen.bank, code)
    form = SectionForm(posted_questions(place.questions, request.POST), request.POST)
    outcome = save_form(request.actor, begun, form)
    beside = [
        *_remove_evidence(request, assessment),
        *_confirm(request, assessment, place),
        *_strange(request, place),
    ]
    unsaved = replace(outcome.unsaved, beside=tuple(beside))
    if unsaved.codes or unsaved.beside:
        fresh = assessment_for(request.actor, pk)
        page = SectionPage(request.actor, fresh, code, _role(request))
        return _show(request, page, unsaved)
    _say(request, outcome.written)
    return HttpResponseRedirect(_after(request, assessment, code))


def _place(bank: Bank, code: str) -> Place:
    """Find the section; what was typed in one that is gone since is shown again, not lost."""
    try:
        return place_in(bank, code)
    except Http404 as gone:
        raise NotVisible from gone


def _confirm(request: ActorRequest, assessment: Assessment, place: Place) -> Iterator[str]:
    """Let the answer hold whose button was pressed, or say why it stays in doubt."""
    code = request.POST.get("confirm", "")
    if code not in {question.code for question in place.questions}:
        return
    base = read_base(request.POST.get(f"{code}:base", ""))
    try:
        services.confirm_answer(
            actor=request.actor, assessment_id=assessment.pk, code=code, base=base.version
        )
    except NotOpen:
        yield _("Not confirmed: the assessment takes no answers any more.")
    except Conflict as conflict:
        if conflict.current.to_check is not None:
            yield _("Not confirmed: the answer was changed meanwhile. Look at it once more.")


def _remove_evidence(request: ActorRequest, assessment: Assessment) -> Iterator[str]:
    """Take back the link whose button was pressed, or say why it stays."""
    given = request.POST.get("remove_evidence", "")
    if not given:
        return
    try:
        services.remove_evidence(
            actor=request.actor, assessment_id=assessment.pk, evidence_id=_row_id(given)
        )
    except NotOpen:
        yield _("The link was not removed: the assessment takes no answers any more.")
    except NotVisible:
        yield _("The link was not removed: it is not there any more.")


def _strange(request: ActorRequest, place: Place) -> Iterator[str]:
    words = _("Not saved: this section has no field “%(name)s”. It held: %(text)s")
    for name, text in strange_fields(place.questions, request.POST):
        yield words % {"name": name[:100], "text": text}


def _row_id(text: str) -> int:
    found = whole_number(text)
    if found is None:
        raise NotVisible
    return found


def _say(request: ActorRequest, written: int) -> None:
    if written:
        text = ngettext("%(count)d change saved.", "%(count)d changes saved.", written)
        messages.success(request, text % {"count": written})
    elif request.POST.get("confirm"):
        messages.success(request, _("Confirmed: the answer holds with the new wording."))
    elif not request.POST.get("action"):
        messages.info(request, _("Nothing had changed."))


def _after(request: ActorRequest, assessment: Assessment, code: str) -> str:
    """Give the address after a save: the same section, or the one that follows it."""
    role = _role(request).for_actor(request.actor, assessment)
    if request.POST.get("action") != "next":
        question = request.POST.get("add_evidence", "") or request.POST.get("confirm", "")
        return _address(assessment.pk, code, role, question)
    following = _following(assessment_for(request.actor, assessment.pk), code, role)
    if following is None:
        return reverse("assessments:assessment-review", args=[assessment.pk])
    return _address(assessment.pk, following.code, role)


def _role(request: ActorRequest) -> RoleFilter:
    return RoleFilter.named(request.GET.get(PARAMETER, ""))


def _steps(assessment: Assessment, role: RoleFilter) -> Steps:
    bank = parsed_bank(assessment.bank_version)
    answers = answers_in(answers_of(assessment))
    return role.steps(bank, answers, visible(bank, answers))


def _following(assessment: Assessment, code: str, role: RoleFilter) -> SectionStep | None:
    bank = parsed_bank(assessment.bank_version)
    answers = answers_in(answers_of(assessment))
    found = visible(bank, answers)
    whole = steps_of(bank, answers, found)
    return neighbours(whole, role.steps(bank, answers, found), code)[1]


def _address(pk: int, section_code: str, role: RoleFilter, question: str = "") -> str:
    address = reverse("assessments:assessment-section", args=[pk, section_code]) + role.query
    return f"{address}#{dom_id(question)}" if question else address


def _show(request: ActorRequest, page: SectionPage, unsaved: Unsaved) -> HttpResponse:
    form = page.form(unsaved)
    problems = [problem for card in form.cards.values() for problem in card.summary]
    problems += [("section-form", text) for text in unsaved.beside]
    context = {
        "page": page,
        "form": form,
        "assessment": page.assessment,
        "problems": problems,
        "proposal": proposal_in(page.bank, page.answers, page.assessment, request.GET),
        "words": drawn("section_words.html", "words", {"read_only": False}),
    }
    return render(request, "section.html", context, status=422 if problems else 200)
