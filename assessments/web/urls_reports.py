"""The routes of results and reports."""

from django.urls import URLPattern, path

from assessments.web.views import (
    bundles,
    reports,
    results,
    schedules,
    shared,
    sharing,
    verify,
)

urlpatterns: list[URLPattern] = [
    path("assessments/<id:pk>/results", results.results, name="assessment-results"),
    path("assessments/<id:pk>/reports", reports.report_list, name="report-list"),
    path("assessments/<id:pk>/reports/new", reports.report_request, name="report-request"),
    path("reports/verify", verify.report_verify, name="report-verify"),
    path("reports/<id:pk>", reports.report_detail, name="report-detail"),
    path("reports/<id:pk>/status", reports.report_status, name="report-status"),
    path("reports/<id:pk>/file", reports.report_download, name="report-download"),
    path("products/<id:pk>/schedules", schedules.schedule_list, name="schedule-list"),
    path("products/<id:pk>/schedules/new", schedules.schedule_new, name="schedule-new"),
    path("schedules/<id:pk>/pause", schedules.schedule_pause, name="schedule-pause"),
    path("schedules/<id:pk>/resume", schedules.schedule_resume, name="schedule-resume"),
    path("schedules/<id:pk>/delete", schedules.schedule_delete, name="schedule-delete"),
    path("organisations/<id:pk>/bundles", bundles.bundle_list, name="bundle-list"),
    path("bundles/<id:pk>", bundles.bundle_detail, name="bundle-detail"),
    path("bundles/<id:pk>/status", bundles.bundle_status, name="bundle-status"),
    path("bundles/<id:pk>/file", bundles.bundle_download, name="bundle-download"),
    path("reports/<id:pk>/links", sharing.share_list, name="share-list"),
    path("share-links/<id:pk>/revoke", sharing.share_revoke, name="share-revoke"),
    path("shared/<secret:secret>", shared.shared_report, name="shared-report"),
    path("shared/<secret:secret>/file", shared.shared_file, name="shared-file"),
    path(
        "bank-versions/<id:pk>/questions.pdf", reports.bank_questions_pdf, name="bank-questions-pdf"
    ),
]
