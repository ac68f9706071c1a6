"""The routes of who is on the page, what others changed, and the way back after signing in."""

from django.urls import path

from assessments.web.views import changes, history, signed_in

urlpatterns = [
    path("assessments/<id:pk>/changes", changes.assessment_changes, name="assessment-changes"),
    path(
        "assessments/<id:pk>/answers/<code:code>/restore",
        history.answer_restore,
        name="answer-restore",
    ),
    path("signed-in", signed_in.signed_in, name="signed-in"),
]
