"""The only module that calls text markup: our own icons and charts, never a user's text."""

from functools import cache
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_BOX: Final = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'

_PATHS: Final[dict[str, str]] = {
    "alert": "M12 8v5m0 3.500v.01M10.3 4 2.5 18a2 2 0 0 0 1.7 3h15.600a2 2 0 0 0 1.7-3L13.7 4"
    "a2 2 0 0 0-3.4 0Z",
    "arrow-left": "M19 12H5m6-6-6 6 6 6",
    "arrow-right": "M5 12h14m-6-6 6 6-6 6",
    "bars": "M5 20v-6m4.7 6V10m4.6 10V7M19 20V4",
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16Zm4 5h4",
    "check": "m5 12.5 4.5 4.500L19 7",
    "chevron-down": "m6 9 6 6 6-6",
    "chat": "M4 5h16v11h-8l-5 4v-4H4V5Z",
    "circle": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
    "clock": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 3.500V12l3 2",
    "download": "M12 4v11m-5-4.5 5 5 5-5M5 20h14",
    "file": "M13 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9l-6-6Zm0 0v6h6",
    "gate": "M5 20V6m14 14V6M5 9h14M5 15h14M9.7 9v6m4.6-6v6",
    "info": "M12 11v5m0-8v.01M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
    "link": "M10 14a4 4 0 0 0 6 .500l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.500M14 10a4 4 0 0 0-6-.500l-3 3"
    "a4.2 4.2 0 0 0 6 6l1.5-1.5",
    "lock": "M7 11V8a5 5 0 0 1 10 0v3m-11 0h12v9H6v-9Z",
    "note": "M5 5h14v10l-5 5H5V5Zm9 15v-5h5M9 10h6",
    "pencil": "m4 20 1-4L16 5l3 3L8 19l-4 1Z",
    "plus": "M12 5v14M5 12h14",
    "search": "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm4.5 10.500L20 20",
    "upload": "M12 15V4m-5 4.5 5-5 5 5M5 20h14",
    "user": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20a7.5 7.5 0 0 1 15 0",
    "x": "m6 6 12 12M18 6 6 18",
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw one of our icons; it only decorates, so the text beside it must say the same."""
    return format_html(_BOX, format_html('<path d="{}"/>', _PATHS[name]))


@register.filter
def trusted_svg(drawing: str) -> SafeString:
    """Put a chart of ours into the page; `reports.charts` has escaped every text in it."""
    return mark_safe(drawing)
