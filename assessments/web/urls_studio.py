"""The routes of the bank studio; `urls.py` includes them."""

from django.urls import include, path

from assessments.banks.draft_tree import SCORING
from assessments.web.views.studio import (
    arrange,
    banks,
    compare,
    conditions,
    elements,
    exports,
    history,
    imports,
    methods,
    pasting,
    placing,
    preview,
    publish,
    retire,
    reviews,
    translations,
    upstream,
    versions,
)

_draft = [
    path("", elements.draft_detail, name="draft-detail"),
    path("open", banks.draft_open, name="draft-open"),
    path("edit", elements.draft_edit, name="draft-bank-edit"),
    path("scoring", elements.draft_edit, {"code": SCORING}, name="draft-scoring"),
    path("method", methods.draft_method, name="draft-method"),
    path(
        "scoring/<code:section>",
        elements.draft_edit,
        {"code": SCORING},
        name="draft-scoring-section",
    ),
    path("conditions/<str:which>", conditions.draft_condition, name="draft-bank-condition"),
    path("add", arrange.draft_add, name="draft-part-add"),
    path("move", arrange.draft_move, name="draft-move"),
    path("check", publish.draft_check, name="draft-check"),
    path("compare", compare.draft_compare, name="draft-compare"),
    path("publish", publish.bank_publish, name="bank-publish"),
    path("review", reviews.draft_review, name="draft-review"),
    path("review/ask", reviews.draft_review_ask, name="draft-review-ask"),
    path("discard", publish.draft_discard, name="draft-discard"),
    path("<code:code>/edit", elements.draft_edit, name="draft-edit"),
    path("<code:code>/choices/<str:choice>", elements.draft_edit, name="draft-choice"),
    path("<code:code>/add", arrange.draft_add, name="draft-add"),
    path("<code:code>/conditions/<str:which>", conditions.draft_condition, name="draft-condition"),
    path("history", history.draft_history, name="draft-history"),
    path("restore", history.draft_restore, name="draft-restore"),
    path("undo", history.draft_undo, name="draft-undo"),
    path("place", placing.draft_place, name="draft-place"),
    path("<code:code>/paste", pasting.draft_paste, name="draft-paste"),
    path("preview", preview.draft_preview, name="draft-preview-start"),
    path("<code:code>/preview", preview.draft_preview, name="draft-preview"),
    path("languages", translations.draft_languages, name="draft-languages"),
    path("languages/<str:language>", translations.draft_language, name="draft-language"),
    path(
        "languages/<str:language>/<str:place>",
        translations.draft_translate,
        name="draft-translate",
    ),
    path("<code:code>/duplicate", placing.draft_duplicate, name="draft-duplicate"),
    path("<code:code>/move", placing.draft_moving, name="draft-moving"),
    path("<code:code>/remove", arrange.draft_remove, name="draft-remove"),
]

urlpatterns = [
    path("banks/", banks.bank_list, name="bank-list"),
    path("banks/new", banks.bank_new, name="bank-new"),
    path("banks/import", imports.bank_import, name="bank-import"),
    path("banks/import/preview", imports.bank_import_preview, name="bank-import-preview"),
    path("banks/template.xlsx", exports.bank_template, name="bank-template"),
    path("banks/<id:pk>/", banks.bank_detail, name="bank-detail"),
    path("banks/<id:pk>/running", versions.bank_running, name="bank-running"),
    path("banks/<id:pk>/draft/", include(_draft)),
    path("banks/<id:pk>/upstream", upstream.bank_upstream, name="bank-upstream"),
    path("bank-versions/<id:pk>/", versions.version_detail, name="bank-version-detail"),
    path(
        "bank-versions/<id:pk>/parts/<code:code>", versions.version_part, name="bank-version-part"
    ),
    path(
        "bank-versions/<id:pk>/since/<id:before>",
        compare.version_compare,
        name="bank-version-compare",
    ),
    path(
        "bank-versions/<id:pk>/files/<str:name>", exports.version_export, name="bank-version-export"
    ),
    path("bank-versions/<id:pk>/retire", retire.version_retire, name="bank-version-retire"),
    path("bank-versions/<id:pk>/restore", retire.version_restore, name="bank-version-restore"),
    path("bank-versions/<id:pk>/fork", banks.bank_fork, name="bank-fork"),
]
