"""The routes of our own pages."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.web import converters as converters  # noqa: PLC0414 -- makes <id:…> and <code:…> known
from assessments.web.views import (
    answer_save,
    answers_file,
    assessments,
    evidence,
    history,
    home,
    products,
    review,
    search,
    section,
)

app_name = "assessments"

_products = [
    path("", products.product_list, name="product-list"),
    path("new", products.product_new, name="product-new"),
    path("<id:pk>/", products.product_detail, name="product-detail"),
    path("<id:pk>/edit", products.product_edit, name="product-edit"),
    path("<id:pk>/archive", products.product_archive, name="product-archive"),
    path("<id:pk>/move", products.product_move, name="product-move"),
    path("<id:pk>/delete", products.product_delete, name="product-delete"),
    path("<id:pk>/assessments/new", assessments.assessment_new, name="assessment-new"),
]

_answers = [
    path("<code:code>/save", answer_save.answer_save, name="answer-save"),
    path("<code:code>/history", history.answer_history, name="answer-history"),
    path("<code:code>/evidence", evidence.evidence_add, name="evidence-add"),
]

_assessment: list[URLPattern | URLResolver] = [
    path("", assessments.assessment_detail, name="assessment-detail"),
    path("edit", assessments.assessment_edit, name="assessment-edit"),
    path("archive", assessments.assessment_archive, name="assessment-archive"),
    path("move", assessments.assessment_move, name="assessment-move"),
    path("delete", assessments.assessment_delete, name="assessment-delete"),
    path("next", section.next_open, name="assessment-next"),
    path("sections/<code:code>", section.section, name="assessment-section"),
    path("review", review.assessment_review, name="assessment-review"),
    path("submit", review.assessment_submit, name="assessment-submit"),
    path("reopen", review.assessment_reopen, name="assessment-reopen"),
    path("search", search.assessment_search, name="assessment-search"),
    path("answers.yaml", answers_file.answers_file, name="assessment-answers-file"),
    path("answers-file", answers_file.answers_upload, name="assessment-answers-upload"),
    path("answers/", include(_answers)),
    path("evidence/<id:evidence_id>/remove", evidence.evidence_remove, name="evidence-remove"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("portfolio/", include("assessments.web.urls_portfolio")),
    path("products/", include(_products)),
    path("assessments/<id:pk>/", include(_assessment)),
    path("", include("assessments.web.urls_reports")),
    path("", include("assessments.web.urls_explain")),
    path("", include("assessments.web.urls_studio")),
    path("", include("assessments.web.urls_people")),
    path("", include("assessments.web.urls_account")),
    path("", include("assessments.web.urls_work")),
    path("", include("assessments.web.urls_talk")),
    path("", include("assessments.web.urls_live")),
    path("", include("assessments.web.urls_blind")),
    path("", include("assessments.web.urls_files")),
    path("", include("assessments.web.urls_audit")),
    path("", include("assessments.web.urls_change")),
    path("", include("assessments.web.urls_path")),
    path("", include("assessments.web.urls_moves")),
]
