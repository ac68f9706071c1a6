"""The routes of evidence files."""

from django.urls import URLPattern, path

from assessments.web.views import evidence_files as views

urlpatterns: list[URLPattern] = [
    path(
        "assessments/<id:pk>/answers/<code:code>/evidence/new",
        views.evidence_new,
        name="evidence-new",
    ),
    path("assessments/<id:pk>/evidence", views.assessment_evidence, name="assessment-evidence"),
    path("evidence/<uuid:token>", views.evidence_download, name="evidence-download"),
]
