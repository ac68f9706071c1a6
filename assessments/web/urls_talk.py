"""The routes of comments and notices."""

from django.urls import URLPattern, path

from assessments.web.views import notices, talk

_ASSESSMENT = "assessments/<id:pk>"

urlpatterns: list[URLPattern] = [
    path(
        f"{_ASSESSMENT}/answers/<code:code>/discussion",
        talk.question_discussion,
        name="question-discussion",
    ),
    path(f"{_ASSESSMENT}/questions/<code:code>", talk.question_place, name="question-place"),
    path(f"{_ASSESSMENT}/discussions", talk.assessment_discussions, name="assessment-discussions"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/choices", notices.notice_choices, name="notice-choices"),
    path("notices/<id:notice_id>/open", notices.notice_open, name="notice-open"),
]
