"""The history of one question: every accepted write, newest first."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.answers.models import AnswerEvent
from assessments.answers.queries import assessment_for, history_of
from assessments.answers.registers import StoredAnswer
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Question
from assessments.scoring.errors import ScoringError
from assessments.web.cards import answer_words, dom_id
from assessments.web.places import section_of
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.SIGNED_IN)
@require_safe
def answer_history(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    question = bank.questions.get(code)
    if question is None:
        raise Http404(code)
    events = [(event, _words(question, event)) for event in history_of(assessment, code)]
    context = {
        "assessment": assessment,
        "question": question,
        "events": events,
        "section": section_of(bank, code),
        "anchor": dom_id(code),
    }
    return render(request, "answer_history.html", context)


def _words(question: Question, event: AnswerEvent) -> tuple[str, ...]:
    value = tuple(event.value) if isinstance(event.value, list) else event.value
    answer = Answer(State(event.state), value, event.reason, event.note)
    try:
        return answer_words(question, StoredAnswer(question.code, answer, event.version))
    except ScoringError:
        return (_("%(value)s (no longer an option)") % {"value": event.value},)
