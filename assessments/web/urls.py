"""The routes of our own pages."""

from django.urls import include, path

from assessments.web import converters as converters  # makes <id:…> and <code:…> known
from assessments.web.views import answer_save, section

app_name = "assessments"

_assessment = [
    path("next", section.next_open, name="assessment-next"),
    path("sections/<code:code>", section.section, name="assessment-section"),
    path("answers/<code:code>/save", answer_save.answer_save, name="answer-save"),
]

urlpatterns = [
    path("assessments/<id:pk>/", include(_assessment)),
    path("", include("assessments.web.urls_reports")),
    path("", include("assessments.web.urls_studio")),
]
