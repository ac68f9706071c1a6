"""The path to a level: the plan, and what the team says about single questions of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import NotOpen
from assessments.answers.models import Assessment
from assessments.answers.path_queries import path_terms, terms_for
from assessments.answers.permissions import can_contribute, can_plan, can_see_plans
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.reports.method_words import leaves_out
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank, Question
from assessments.scoring.engine import score
from assessments.scoring.outlook.effort import figures_of
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.planning import TermForm
from assessments.web.path_page import PathPage
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_path(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    if not bank.is_weighted:
        words = {"assessment": assessment, "leaves_out": leaves_out(bank)}
        return render(request, "path_none.html", words)
    page = path_page(assessment, request.GET.get("target", ""), beyond="beyond" in request.GET)
    context = {
        "assessment": assessment,
        "page": page,
        "levels": page.bank.scoring.levels[1:],
        "may_plan": can_plan(request.actor, assessment),
        "shows_actions": can_see_plans(assessment),
    }
    return render(request, "path.html", context)


def path_page(assessment: Assessment, target: str, *, beyond: bool) -> PathPage:
    """Lay out the path to the level named, else to the assessment's, else to the next (3 queries).

    Of a blind assessment it is the path of the own sheet, without the team's terms.
    """
    bank = parsed_bank(assessment.bank_version)
    if not bank.is_weighted:
        raise Http404
    answers = answers_in(answers_of(assessment))
    rows = path_terms(assessment)
    terms = terms_for(bank, rows, beyond=beyond)
    return PathPage(bank, answers, _target(bank, assessment, answers, target), terms, rows)


def _target(bank: Bank, assessment: Assessment, answers: Answers, asked: str) -> str:
    levels = bank.scoring.level_codes
    named = [code for code in (asked, assessment.target_level) if code in levels[1:]]
    if named:
        return named[0]
    return score(bank, answers, timezone.localdate()).target or levels[1]


@rule(Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def path_term(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """Say of one question that it cannot change, or what its steps take here."""
    assessment = assessment_for(request.actor, pk)
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    bank = parsed_bank(assessment.bank_version)
    if code not in bank.section_of:
        raise Http404(code)
    question, back = bank.questions[code], reverse("assessments:assessment-path", args=[pk])
    form = TermForm(_labels(question), request.POST or None, initial=_initial(assessment, code))
    if request.method == "POST" and _kept(request, pk, code, form):
        return redirect(back)
    trail = ((str(assessment), assessment.get_absolute_url()), (_("Path"), back))
    intro = (question.title, _("The bank's estimate: %(days)s.") % {"days": _estimate(question)})
    return show_form(
        request, form, FormPage(_("What holds for this question"), _("Save"), back, trail, intro)
    )


def _labels(question: Question) -> list[str]:
    steps = len(figures_of(question).days)
    if question.kind == "rubric":
        words = _("Person-days from level %(low)d to %(high)d")
        return [words % {"low": step, "high": step + 1} for step in range(steps)]
    if question.kind == "multiple":
        return [_("Person-days for each option")]
    return [_("Person-days")]


def _estimate(question: Question) -> str:
    figures = figures_of(question)
    if figures.assumed:
        return _("none, so one day a step is assumed")
    return _("%(days)s person-days") % {"days": " + ".join(f"{float(d):g}" for d in figures.days)}


def _initial(assessment: Assessment, code: str) -> dict[str, object]:
    row = path_terms(assessment).get(code)
    if row is None:
        return {}
    days = {f"days_{index}": day for index, day in enumerate(row.days or ())}
    return {"cannot_change": row.cannot_change, **days}


def _kept(request: ActorRequest, pk: int, code: str, form: TermForm) -> bool:
    def keep() -> bool:
        services.set_path_term(
            actor=request.actor,
            assessment_id=pk,
            code=code,
            cannot_change=form.cleaned_data["cannot_change"],
            days=form.days,
        )
        return True

    try:
        done = submitted(form, keep)
    except NotOpen:
        messages.error(request, _("Nothing was changed: nothing can be planned here now."))
        return True
    if done:
        messages.success(request, _("Saved. The path was worked out again."))
    return bool(done)
