"""The pages of reports: ask for one, watch it being made, take its file; the row is the truth."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments import tasks
from assessments.answers.models import Assessment
from assessments.answers.queries import assessment_for
from assessments.banks.queries import parsed_bank, version_for
from assessments.reports import services
from assessments.reports.file_name import ascii_name, file_name
from assessments.reports.permissions import can_request_report
from assessments.reports.queries import report_for, reports_of
from assessments.reports.renderers.questions import render_empty_bank
from assessments.web.forms.report import ReportForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_safe
def report_list(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    return _list(request, assessment, ReportForm(parsed_bank(assessment.bank_version)))


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


@rule(Rule.SIGNED_IN)
@require_POST
def report_request(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    form = ReportForm(parsed_bank(assessment.bank_version), request.POST)
    if not form.is_valid():
        return _list(request, assessment, form, status=422)
    report = services.request_report(
        actor=request.actor,
        assessment_id=pk,
        file_format=form.cleaned_data["file_format"],
        target=form.cleaned_data["target"] or None,
    )
    if report.state == report.ReportState.REQUESTED:
        tasks.ring(report.pk)
    return redirect(report)


@rule(Rule.SIGNED_IN)
@require_safe
def report_detail(request: ActorRequest, pk: int) -> HttpResponse:
    return _shown(request, pk, "report_detail.html")


@rule(Rule.SIGNED_IN)
@require_safe
def report_status(request: ActorRequest, pk: int) -> HttpResponse:
    """Show the one part of the page that changes, read from the row."""
    reply = _shown(request, pk, "_report_status.html")
    reply["Cache-Control"] = "no-store"
    return reply


def _shown(request: ActorRequest, pk: int, template: str) -> HttpResponse:
    report = report_for(request.actor, pk)
    return render(request, template, {"report": report, "assessment": report.assessment})


@rule(Rule.SIGNED_IN)
@require_safe
def report_download(request: ActorRequest, pk: int) -> HttpResponse:
    taken = services.hand_over_report(actor=request.actor, report_id=pk)
    return _attachment(taken.content, taken.name, taken.content_type)


@rule(Rule.SIGNED_IN)
@require_safe
def bank_questions_pdf(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a bank's questions without answers, to be filled in by hand in a workshop."""
    bank = parsed_bank(version_for(request.actor, pk))
    name = file_name(bank.title, timezone.now().date().isoformat(), "questions", "pdf")
    return _attachment(render_empty_bank(bank), name, "application/pdf")


def _attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Serve a file that is only ever saved: nothing in it may run in our origin."""
    reply = HttpResponse(content, content_type=content_type)
    plain, any_script = ascii_name(name), quote(name, safe="")
    reply["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{any_script}"
    )
    reply["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cache-Control"] = "private, no-store"
    return reply
