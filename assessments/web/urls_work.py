"""The routes of assignments."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from assessments.answers.assigned import PART, QUESTION
from assessments.web.views import assignments

_assignments = [
    path("", assignments.assignment_list, name="assignment-list"),
    path(
        "parts/<code:code>", assignments.assignment_new, {"place": PART}, name="assignment-new-part"
    ),
    path(
        "questions/<code:code>",
        assignments.assignment_new,
        {"place": QUESTION},
        name="assignment-new-question",
    ),
    path("<id:assignment_id>/edit", assignments.assignment_edit, name="assignment-edit"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/<id:pk>/assignments/", include(_assignments))
]
