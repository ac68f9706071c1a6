"""The results page: the scorecard in words, the same words and charts the reports carry."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.answers.permissions import can_request_report
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.reports.result import result_of, scored
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_safe
def results(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    answers = answers_in(answers_of(assessment))
    target = _target(bank, request.GET.get("target", "") or assessment.target_level)
    card = score(bank, answers, _today(), target=target)
    context = {
        "assessment": assessment,
        "result": result_of(scored(bank, answers, card)),
        "card": card,
        "levels": bank.scoring.levels[1:],
        "may_request": can_request_report(request.actor, assessment),
    }
    return render(request, "results.html", context)


def _target(bank: Bank, asked: str) -> str | None:
    return asked if asked in bank.scoring.level_codes else None


def _today() -> date:
    return timezone.now().date()
