"""Banks, drafts and versions for staff: to look at; editors change banks in the studio."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.admin.readonly import ReadOnlyAdmin, readable
from assessments.banks.models import Bank, BankDraft, BankVersion


@admin.register(Bank)
class BankAdmin(ReadOnlyAdmin):
    list_display = ("title", "slug", "organisation", "publisher", "created_at")
    list_select_related = ("organisation",)
    search_fields = ("title", "slug")


@admin.register(BankVersion)
class BankVersionAdmin(ReadOnlyAdmin):
    heavy = ("content",)
    list_display = ("bank", "number", "published_at", "published_by", "retired_at")
    list_select_related = ("bank", "published_by")
    ordering = ("bank", "-major", "-minor")
    exclude = ("content",)
    readonly_fields = ("readable_content",)
    search_fields = ("bank__title", "bank__slug")

    @admin.display(description=_("content"))
    def readable_content(self, version: BankVersion) -> SafeString | str:
        return readable(version.content)


@admin.register(BankDraft)
class BankDraftAdmin(ReadOnlyAdmin):
    heavy = ("content",)
    list_display = ("bank", "revision", "changed_by", "changed_at")
    list_select_related = ("bank", "changed_by")
    exclude = ("content",)
    readonly_fields = ("readable_content",)

    @admin.display(description=_("content"))
    def readable_content(self, draft: BankDraft) -> SafeString | str:
        return readable(draft.content)
