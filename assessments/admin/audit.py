"""The audit log for staff: to read."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.admin.readonly import ReadOnlyAdmin, readable
from assessments.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "object_type", "object_name", "actor", "organisation")
    list_filter = ("verb",)
    list_select_related = ("actor", "organisation")
    ordering = ("-pk",)
    exclude = ("detail",)
    readonly_fields = ("readable_detail",)
    search_fields = ("object_name", "actor__email")

    @admin.display(description=_("detail"))
    def readable_detail(self, event: AuditEvent) -> SafeString | str:
        return readable(event.detail)
