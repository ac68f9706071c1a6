"""Assessments, answers and their history for staff: to look at, never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.admin.readonly import ReadOnlyAdmin, readable
from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence, Milestone


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    heavy = ("summary", "bank_version__content")
    list_display = ("name", "product", "organisation", "state", "bank_version", "touched_at")
    list_filter = ("state", "mode")
    list_select_related = ("product", "organisation", "bank_version")
    search_fields = ("name", "product__name")
    exclude = ("summary",)
    readonly_fields = ("readable_summary",)

    @admin.display(description=_("summary"))
    def readable_summary(self, assessment: Assessment) -> SafeString | str:
        return readable(assessment.summary)


class OfSheets(ReadOnlyAdmin):
    """What respondents say in a blind assessment is hidden from staff too until the reveal."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        sealed = {"assessment__mode": "blind", "assessment__revealed_at": None}
        return super().get_queryset(request).exclude(**sealed)


@admin.register(Answer)
class AnswerAdmin(OfSheets):
    list_display = ("assessment", "question_code", "state", "version", "by", "at")
    list_filter = ("state",)
    list_select_related = ("assessment", "by")
    ordering = ("-pk",)
    search_fields = ("=question_code", "assessment__name")


@admin.register(AnswerEvent)
class AnswerEventAdmin(OfSheets):
    list_display = ("assessment", "answer", "state", "by", "at")
    list_filter = ("state",)
    list_select_related = ("assessment", "answer", "by")
    ordering = ("-pk",)
    search_fields = ("=answer__question_code", "assessment__name")


@admin.register(Evidence)
class EvidenceAdmin(OfSheets):
    list_display = ("assessment", "question_code", "url", "dated", "expires_on", "removed_at")
    list_select_related = ("assessment",)
    ordering = ("-pk",)
    search_fields = ("=question_code", "url")


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    heavy = ("answers", "scorecard", "bank_version__content")
    list_display = ("assessment", "name", "bank_version", "made_by", "made_at")
    list_select_related = ("assessment", "bank_version", "made_by")
    exclude = ("answers", "scorecard")
    readonly_fields = ("readable_answers", "readable_scorecard")

    @admin.display(description=_("answers"))
    def readable_answers(self, milestone: Milestone) -> SafeString | str:
        return readable(milestone.answers)

    @admin.display(description=_("scorecard"))
    def readable_scorecard(self, milestone: Milestone) -> SafeString | str:
        return readable(milestone.scorecard)
