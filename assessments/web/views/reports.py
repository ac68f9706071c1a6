"""The pages of reports: ask for one, watch it being made, take its file; the row is the truth."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import tasks
from assessments.answers.models import Assessment
from assessments.answers.queries import assessment_for
from assessments.banks.queries import parsed_bank, version_for
from assessments.reports import services
from assessments.reports.errors import NothingToCompare, UnknownLanguage
from assessments.reports.file_name import file_name
from assessments.reports.models import Report
from assessments.reports.permissions import can_request_report, can_share_report
from assessments.reports.queries import brand_of, report_for, reports_of
from assessments.reports.renderers.questions import render_empty_bank
from assessments.web.attachment import attachment
from assessments.web.compare_choices import choices_of
from assessments.web.forms.report import ReportForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def report_list(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    return _list(request, assessment, _form(request, assessment))


def _form(request: ActorRequest, assessment: Assessment, *said: object) -> ReportForm:
    """Give the form (2 queries for what a report can be compared with, 1 for the look)."""
    moments = choices_of(request.actor, assessment.product).before(assessment)
    has_brand = brand_of(assessment.organisation_id) is not None
    return ReportForm(parsed_bank(assessment.bank_version), moments, *said, has_brand=has_brand)


def _list(
    request: ActorRequest, assessment: Assessment, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "reports": reports_of(request.actor, assessment),
        "form": form,
        "may_request": can_request_report(request.actor, assessment),
        "limit": settings.MLPM_REPORT_LIMIT,
    }
    return render(request, "report_list.html", context, status=status)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def report_request(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    form = _form(request, assessment, request.POST)
    report = _asked_for(request, pk, form) if form.is_valid() else None
    if report is None:
        return _list(request, assessment, form, status=422)
    if report.state == report.ReportState.REQUESTED:
        tasks.ring(report.pk)
    return redirect(report)


def _asked_for(request: ActorRequest, pk: int, form: ReportForm) -> Report | None:
    try:
        return services.request_report(
            actor=request.actor,
            assessment_id=pk,
            file_format=form.cleaned_data["file_format"],
            target=form.cleaned_data["target"] or None,
            options=form.options,
            earlier=form.chosen,
            language=form.cleaned_data["language"],
            has_look=form.cleaned_data["look"],
        )
    except NothingToCompare:
        form.add_error("compare", _("It was deleted a moment ago. Choose another one."))
    except UnknownLanguage:  # the assessment moved to another version of its bank meanwhile
        form.add_error("language", _("The questions are not in this language any more."))
    return None


@rule(Rule.TEAM_VIEWER)
@require_safe
def report_detail(request: ActorRequest, pk: int) -> HttpResponse:
    return _shown(request, pk, "report_detail.html")


@rule(Rule.TEAM_VIEWER)
@require_safe
def report_status(request: ActorRequest, pk: int) -> HttpResponse:
    """Show the one part of the page that changes, read from the row."""
    reply = _shown(request, pk, "_report_status.html")
    reply["Cache-Control"] = "no-store"
    return reply


def _shown(request: ActorRequest, pk: int, template: str) -> HttpResponse:
    report = report_for(request.actor, pk)
    context = {
        "report": report,
        "assessment": report.assessment,
        "may_share": can_share_report(request.actor, report.assessment),
        "parts": _parts(report),
    }
    return render(request, template, context)


def _parts(report: Report) -> list[str]:
    """Name the parts whose pages a report has, where it has not all (1 query then)."""
    chosen = report.options.get("parts", [])
    bank = parsed_bank(report.assessment.bank_version) if chosen else None
    parts = bank.parts if bank else ()
    return [part.short_title or part.title for part in parts if part.code in chosen]


@rule(Rule.TEAM_VIEWER)
@require_safe
def report_download(request: ActorRequest, pk: int) -> HttpResponse:
    taken = services.hand_over_report(actor=request.actor, report_id=pk)
    return attachment(taken.content, taken.name, taken.content_type)


@rule(Rule.ORGANISATION_MEMBER)
@require_safe
def bank_questions_pdf(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a bank's questions without answers, to be filled in by hand in a workshop."""
    bank = parsed_bank(version_for(request.actor, pk))
    name = file_name(bank.title, timezone.now().date().isoformat(), "questions", "pdf")
    return attachment(render_empty_bank(bank), name, "application/pdf")
