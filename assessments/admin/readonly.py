"""The base of everything staff may look at and nobody may change by hand."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.banks.formats.yaml_writer import write_yaml

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin  # generic for the type checker only


class ReadOnlyAdmin(AnyModelAdmin):
    """Shows rows; `heavy` columns are read only on the page of one row."""

    heavy: ClassVar[tuple[str, ...]] = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer(*self.heavy)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def readable(content: Any) -> SafeString | str:
    """Draw JSON as text people read; what users typed in it stays text."""
    if content in (None, {}, []):
        return _("(nothing)")
    text = write_yaml(content if isinstance(content, dict) else {_("value"): content})
    return format_html("<pre>{}</pre>", text)
