"""The page that says what a file is worth: a report of this installation, or an altered one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from assessments.reports.verdict_words import words_of
from assessments.reports.verdicts import verdict_on
from assessments.web.form_page import problems_of
from assessments.web.forms.report import VerifyForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def report_verify(request: ActorRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    context = {"form": form, "problems": problems_of(form)}
    if form.is_valid():
        verdict = verdict_on(form.cleaned_data["file"], request.actor)
        context |= {"verdict": verdict, "words": words_of(verdict)}
    status = 422 if form.errors else 200
    reply = render(request, "report_verify.html", context, status=status)
    reply["Cache-Control"] = "no-store"
    return reply
