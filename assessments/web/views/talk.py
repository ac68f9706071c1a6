"""The conversation about an assessment: the discussion of a question, and all open threads."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.answers import services
from assessments.answers.errors import NoTalk, NotVisible, OperationReused, Refused
from assessments.answers.models import Assessment, Comment
from assessments.answers.permissions import can_read_talk
from assessments.answers.queries import assessment_for
from assessments.answers.threads import PAGE_ROWS, discussions_of, handles_of
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Question
from assessments.scoring.errors import AnswerOutOfRange
from assessments.teams.queries import people_who_see
from assessments.web.cards import dom_id
from assessments.web.forms.talk import Said, read_id
from assessments.web.places import section_of, titles_of
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.talk_page import Kept, TalkPage
from assessments.web.views.resend import kept_text


@rule(Rule.TEAM_VIEWER, post=Rule.TEAM_CONTRIBUTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def question_discussion(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    try:
        question = _question(assessment, code)
    except Http404:
        if request.method != "POST":
            raise
        gone = _("This question is not asked here any more, so nothing was added to it.")
        return kept_text(request, gone, status=409)
    if request.method == "POST":
        return _act(request, assessment, question)
    return _show(request, TalkPage(request.actor, assessment, question))


def _act(request: ActorRequest, assessment: Assessment, question: Question) -> HttpResponse:
    said = Said.read(request.POST)
    act = ACTIONS.get(said.action)
    if act is None:
        raise NotVisible
    try:
        comment = act(request, assessment, question, said)
    except NoTalk:
        return kept_text(request, _no_talk(assessment), status=409)
    except AnswerOutOfRange:
        other = _("The question was changed meanwhile; above it stands as it is asked now.")
        return _again(request, assessment, question, said, other)
    except Refused as refused:
        return _again(request, assessment, question, said, refused.message)
    except OperationReused:
        again = _("This form was sent before with another text. Send it again to add this one too.")
        return _again(request, assessment, question, said, again)
    return HttpResponseRedirect(f"{request.path}#comment-{comment.pk}")


Act = Callable[[ActorRequest, Assessment, Question, Said], Comment]


def _add(request: ActorRequest, assessment: Assessment, question: Question, said: Said) -> Comment:
    comment = services.add_comment(
        actor=request.actor,
        assessment_id=assessment.pk,
        code=question.code,
        text=said.text,
        operation_id=said.operation_id,
        thread_id=said.thread_id,
        bank_version=said.bank_version,
    )
    _say_who_was_told(request, assessment, comment)
    return comment


def _edit(
    request: ActorRequest, assessment: Assessment, _question: Question, said: Said
) -> Comment:
    comment = services.edit_comment(
        actor=request.actor,
        assessment_id=assessment.pk,
        comment_id=_given(said.comment_id),
        text=said.text,
    )
    _say_who_was_told(request, assessment, comment)
    return comment


def _remove(
    request: ActorRequest, assessment: Assessment, _question: Question, said: Said
) -> Comment:
    comment_id = _given(said.comment_id)
    return services.remove_comment(
        actor=request.actor, assessment_id=assessment.pk, comment_id=comment_id
    )


def _resolve(
    request: ActorRequest, assessment: Assessment, _question: Question, said: Said
) -> Comment:
    thread_id = _given(said.thread_id)
    first = services.resolve_thread(
        actor=request.actor, assessment_id=assessment.pk, thread_id=thread_id
    )
    messages.success(request, _("The thread is resolved. It stays here and can be opened again."))
    return first


def _reopen(
    request: ActorRequest, assessment: Assessment, _question: Question, said: Said
) -> Comment:
    thread_id = _given(said.thread_id)
    return services.reopen_thread(
        actor=request.actor, assessment_id=assessment.pk, thread_id=thread_id
    )


ACTIONS: Final[dict[str, Act]] = {
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "resolve": _resolve,
    "reopen": _reopen,
}


def _given(pk: int | None) -> int:
    if pk is None:
        raise NotVisible
    return pk


def _say_who_was_told(request: ActorRequest, assessment: Assessment, comment: Comment) -> None:
    """Say which mentions of the text meant nobody, so that nobody waits for an answer."""
    if "@" not in comment.text:
        return
    unknown = handles_of(people_who_see(assessment.team)).unknown_in(comment.text)
    if unknown:
        text = _("Saved. Nobody was told by %(names)s: there is nobody of that name here.")
        messages.warning(request, text % {"names": ", ".join(unknown[:5])})


def _again(
    request: ActorRequest, assessment: Assessment, question: Question, said: Said, problem: str
) -> HttpResponse:
    kept = Kept(said.place, said.text, problem)
    return _show(request, TalkPage(request.actor, assessment, question, kept))


def _show(request: ActorRequest, page: TalkPage) -> HttpResponse:
    context = {
        "page": page,
        "assessment": page.assessment,
        "problems": page.problems,
        "no_talk": "" if page.may_write else _no_talk(page.assessment),
    }
    return render(request, "question_discussion.html", context, status=422 if page.kept else 200)


def _no_talk(assessment: Assessment) -> str:
    if not can_read_talk(assessment):
        return _(
            "Everybody answers on their own sheet first. Comments open when the answers are "
            "revealed, so that nobody learns earlier what the others think."
        )
    if assessment.state == Assessment.AssessmentState.CLOSED:
        return _("This assessment is archived: its discussions can be read, nothing can be added.")
    return _("You can read the discussion; your role in the team does not allow writing.")


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_discussions(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    resolved = request.GET.get("show") == "resolved"
    found = _threads(request, assessment, resolved=resolved)
    context = {
        "assessment": assessment,
        "no_talk": "" if can_read_talk(assessment) else _no_talk(assessment),
        "rows": [_row(assessment, one) for one in found[:PAGE_ROWS]],
        "resolved": resolved,
        "is_first": "before" not in request.GET,
        "next_place": found[PAGE_ROWS - 1].pk if len(found) > PAGE_ROWS else "",
    }
    return render(request, "assessment_discussions.html", context)


def _threads(request: ActorRequest, assessment: Assessment, *, resolved: bool) -> list[Comment]:
    if not can_read_talk(assessment):
        return []
    before = read_id(request.GET.get("before", ""))
    return discussions_of(assessment, resolved=resolved, before=before)


def _row(assessment: Assessment, first: Comment) -> dict[str, object]:
    bank = parsed_bank(assessment.bank_version)
    question = bank.questions[first.question_code]
    part, section = titles_of(bank, question.code)
    return {"first": first, "title": question.title, "part": part, "section": section}


@rule(Rule.TEAM_VIEWER)
@require_safe
def question_place(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """Lead to a question on the page of its section."""
    assessment = assessment_for(request.actor, pk)
    question = _question(assessment, code)
    section = section_of(parsed_bank(assessment.bank_version), question.code)
    address = reverse("assessments:assessment-section", args=[pk, section])
    return HttpResponseRedirect(f"{address}#{dom_id(question.code)}")


def _question(assessment: Assessment, code: str) -> Question:
    question = parsed_bank(assessment.bank_version).questions.get(code)
    if question is None:
        raise Http404(code)
    return question
