"""The results page: the scorecard in words, the same words and charts the reports carry."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.answers.bank_moves import newer_version_for
from assessments.answers.comparing import compare, compared_with
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report
from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.reports.result import result_of, scored
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Scorecard, Unscored
from assessments.web.compared import Compared
from assessments.web.evidence_page import expired_in
from assessments.web.outlook_page import outlook_view
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.shortfalls import shortfalls


@rule(Rule.TEAM_VIEWER)
@require_safe
def results(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    stored = answers_of(assessment)
    answers = answers_in(stored)
    target = _target(bank, request.GET.get("target", "") or assessment.target_level)
    card = score(bank, answers, _today(), target=target)
    given = scored(bank, answers, card)
    context = {
        "assessment": assessment,
        "result": result_of(given),
        "shortfalls": shortfalls(given),
        "card": card,
        "compared": _compared(assessment, card),
        "expired": expired_in(bank, stored),
        "levels": bank.scoring.levels[1:],
        "newer": newer_version_for(request.actor, assessment),
        "outlook": outlook_view(bank, answers),
        "may_request": can_request_report(request.actor, assessment),
    }
    return render(request, "results.html", context)


def _compared(assessment: Assessment, card: Scorecard) -> Compared | None:
    """Compare with the organisation's other products.

    Of a blind assessment nothing is said, and without a score there is nothing to compare.
    """
    if assessment.is_blind or (card.figures and isinstance(card.overall, Unscored)):
        return None
    field = compared_with(assessment.organisation_id, assessment.bank_id)
    return Compared(compare(field, assessment))


def _target(bank: Bank, asked: str) -> str | None:
    return asked if asked in bank.scoring.level_codes else None


def _today() -> date:
    return timezone.now().date()
