"""The routes of results and reports."""

from django.urls import URLPattern, path

from assessments.web.views import reports, results

urlpatterns: list[URLPattern] = [
    path("assessments/<id:pk>/results", results.results, name="assessment-results"),
    path("assessments/<id:pk>/reports", reports.report_list, name="report-list"),
    path("assessments/<id:pk>/reports/new", reports.report_request, name="report-request"),
    path("reports/<id:pk>", reports.report_detail, name="report-detail"),
    path("reports/<id:pk>/status", reports.report_status, name="report-status"),
    path("reports/<id:pk>/file", reports.report_download, name="report-download"),
    path(
        "bank-versions/<id:pk>/questions.pdf", reports.bank_questions_pdf, name="bank-questions-pdf"
    ),
]
