"""The routes of the bank studio; `urls.py` includes them."""

from django.urls import include, path

from assessments.web.views.studio import arrange, banks, elements, publish, versions

_draft = [
    path("", elements.draft_detail, name="draft-detail"),
    path("open", banks.draft_open, name="draft-open"),
    path("edit", elements.draft_edit, name="draft-bank-edit"),
    path("add", arrange.draft_add, name="draft-part-add"),
    path("move", arrange.draft_move, name="draft-move"),
    path("check", publish.draft_check, name="draft-check"),
    path("publish", publish.bank_publish, name="bank-publish"),
    path("discard", publish.draft_discard, name="draft-discard"),
    path("<code:code>/edit", elements.draft_edit, name="draft-edit"),
    path("<code:code>/add", arrange.draft_add, name="draft-add"),
    path("<code:code>/remove", arrange.draft_remove, name="draft-remove"),
]

urlpatterns = [
    path("banks/", banks.bank_list, name="bank-list"),
    path("banks/<id:pk>/", banks.bank_detail, name="bank-detail"),
    path("banks/<id:pk>/draft/", include(_draft)),
    path("bank-versions/<id:pk>/", versions.version_detail, name="bank-version-detail"),
    path(
        "bank-versions/<id:pk>/parts/<code:code>", versions.version_part, name="bank-version-part"
    ),
    path("bank-versions/<id:pk>/fork", banks.bank_fork, name="bank-fork"),
]
