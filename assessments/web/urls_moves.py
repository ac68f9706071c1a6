"""The routes of moving an assessment to another version of its bank."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from assessments.web.views import bank_moves

_versions = [
    path("", bank_moves.assessment_versions, name="assessment-versions"),
    path("to/<id:version_id>", bank_moves.bank_move, name="bank-move"),
    path("moves/<id:move_id>", bank_moves.bank_move_detail, name="bank-move-detail"),
    path("moves/<id:move_id>/back", bank_moves.bank_move_back, name="bank-move-back"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/<id:pk>/versions/", include(_versions)),
    path(
        "assessments/<id:pk>/answers/<code:code>/confirm",
        bank_moves.answer_confirm,
        name="answer-confirm",
    ),
]
