"""The ledger of one figure of the results page, as a page of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import StoredAnswer, answers_in
from assessments.banks.queries import parsed_bank
from assessments.reports.explained import UnknownFigure, explained
from assessments.reports.figures import day_words
from assessments.reports.result import scored
from assessments.scoring.answers import State
from assessments.scoring.engine import score
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def explain(request: ActorRequest, pk: int, figure: str, code: str = "") -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    stored = answers_of(assessment)
    answers, today = answers_in(stored), timezone.now().date()
    given = scored(bank, answers, score(bank, answers, today))
    said = {code: _who_when(one) for code, one in stored.items()}
    try:
        found = explained(given, said, today, figure, code)
    except UnknownFigure as error:
        raise Http404(figure) from error
    return render(request, "explained.html", {"assessment": assessment, "explained": found})


def _who_when(stored: StoredAnswer) -> str:
    """Say who answered when; of sheets joined to one answer no single person is named."""
    if stored.at is not None:
        return ", ".join(word for word in (stored.by, day_words(stored.at.date())) if word)
    if stored.answer.state is State.UNANSWERED:
        return ""
    return _("Joined from all sheets")
