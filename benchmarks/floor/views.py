"""The two floors: write one row durably, and show ten questions to a signed-in user."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benchmarks.floor.models import Answer, Question


def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    return HttpResponse("up")


def upsert(request: HttpRequest) -> HttpResponse:
    row = Answer(
        user_id=int(request.POST["user"]),
        question_id=int(request.POST["question"]),
        value=int(request.POST["value"]),
    )
    Answer.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user", "question"],
        update_fields=["value"],
    )
    return HttpResponse("saved")


@login_required
def ten_questions(request: HttpRequest) -> HttpResponse:
    """Show the form (4 queries: session, user, questions, answers)."""
    answers = dict(
        Answer.objects.filter(user_id=request.user.pk).values_list("question_id", "value")
    )
    questions = [
        (question, answers.get(question.pk)) for question in Question.objects.order_by("pk")
    ]
    return render(request, "ten_questions.html", {"questions": questions})
