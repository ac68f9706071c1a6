"""The history of one question: every accepted write, newest first, and the way back to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.answers import services
from assessments.answers.bank_moves import asked_before
from assessments.answers.errors import Conflict, NotAllowed, NotOpen, OperationReused, ScoringError
from assessments.answers.models import AnswerEvent, Assessment
from assessments.answers.permissions import can_answer, can_contribute
from assessments.answers.queries import assessment_for, history_of
from assessments.answers.registers import stored_value
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Question
from assessments.text import COUNT_DIGITS, whole_number
from assessments.web.answer_history import answer_in, steps_of
from assessments.web.cards import dom_id
from assessments.web.places import section_of
from assessments.web.rules import ActorRequest, Rule, rule

PAGE_ROWS: Final = 20


@rule(Rule.TEAM_VIEWER)
@require_safe
def answer_history(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    return _show(request, assessment_for(request.actor, pk), code)


@rule(Rule.TEAM_CONTRIBUTOR)
@require_POST
def answer_restore(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """Save what an earlier write said, as an ordinary save on the version the page showed."""
    assessment = assessment_for(request.actor, pk)
    if not can_contribute(request.actor, assessment):
        raise NotAllowed
    sent = _read(request)
    event = sent and history_of(assessment, code).filter(version=sent.version).first()
    if not sent or not event:
        return _show(request, assessment, code, _("This could not be read."), status=400)
    try:
        _save(request, pk, code, sent, event)
    except Conflict as conflict:
        words = _("Not restored: %(name)s changed this answer meanwhile. Look at it, then choose.")
        return _show(request, assessment, code, words % {"name": conflict.by}, status=409)
    except NotOpen:
        words = _("Not restored: the assessment takes no answers any more.")
        return _show(request, assessment, code, words, status=423)
    except (ScoringError, OperationReused) as error:
        words = _("Not restored: %(problem)s") % {"problem": getattr(error, "message", "")}
        return _show(request, assessment, code, words, status=422)
    messages.success(request, _("Version %(version)d is restored.") % {"version": event.version})
    return redirect("assessments:answer-history", pk, code)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The version to go back to, the one it was chosen on, and the id of this save."""

    version: int
    base: int
    operation_id: UUID


def _read(request: ActorRequest) -> Wanted | None:
    version, base = (
        whole_number(request.POST.get(name, ""), digits=COUNT_DIGITS)
        for name in ("version", "base")
    )
    try:
        form_id = UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None
    if not version or not base:
        return None
    return Wanted(version, base, uuid5(form_id, f"restore:{version}"))


def _save(request: ActorRequest, pk: int, code: str, sent: Wanted, event: AnswerEvent) -> None:
    answer = answer_in(event)
    services.save_answer(
        actor=request.actor,
        assessment_id=pk,
        code=code,
        base=sent.base,
        operation_id=sent.operation_id,
        state=answer.state.value,
        value=stored_value(answer),
        reason=answer.reason,
        note=answer.note,
    )


def _former(
    assessment: Assessment, code: str, events: Sequence[AnswerEvent]
) -> dict[str, Question]:
    shelves = {event.answer.question_code for event in events} - {code}
    return asked_before(assessment, shelves)


def _show(
    request: ActorRequest, assessment: Assessment, code: str, problem: str = "", status: int = 200
) -> HttpResponse:
    bank = parsed_bank(assessment.bank_version)
    question = bank.questions.get(code)
    if question is None:
        raise Http404(code)
    events = history_of(assessment, code)
    before = whole_number(request.GET.get("before", ""), digits=COUNT_DIGITS)
    found = list((events.filter(version__lt=before) if before else events)[: PAGE_ROWS + 1])
    context = {
        "assessment": assessment,
        "question": question,
        "steps": list(steps_of(question, found, _former(assessment, code, found)))[:PAGE_ROWS],
        "older": found[PAGE_ROWS - 1].version if len(found) > PAGE_ROWS else None,
        "is_first": not before,
        "can_restore": can_answer(request.actor, assessment),
        "form_id": uuid4(),
        "section": section_of(bank, code),
        "anchor": dom_id(code),
        "problem": problem,
    }
    return render(request, "answer_history.html", context, status=status)
