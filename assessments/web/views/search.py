"""Search over the questions of an assessment."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.answers.queries import answers_of, assessment_for
from assessments.answers.registers import answers_in
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import BLANK
from assessments.scoring.visibility import visible
from assessments.web.cards import dom_id
from assessments.web.places import found_by, section_of, titles_of
from assessments.web.rules import ActorRequest, Rule, rule

MOST_CHARACTERS = 200


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_search(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    bank = parsed_bank(assessment.bank_version)
    answers = answers_in(answers_of(assessment))
    shown = visible(bank, answers)
    text = request.GET.get("q", "")[:MOST_CHARACTERS]
    found = [
        {
            "question": question,
            "section": section_of(bank, question.code),
            "titles": titles_of(bank, question.code),
            "anchor": dom_id(question.code),
            "state": answers.get(question.code, BLANK).state.value,
        }
        for question in found_by(bank, text)
        if shown.shows(question.code)
    ]
    context = {"assessment": assessment, "text": text, "found": found}
    return render(request, "assessment_search.html", context)
