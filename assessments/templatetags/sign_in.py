"""What the pages of accounts need: browsers in words, whether passkeys can work, kept mails."""

import ipaddress
from typing import Final

from django import forms, template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()

# The first that is found names it; a later browser also names the earlier ones it descends from.
_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser_words(user_agent: str) -> str:
    """Say browser and system in words; an unknown one stands for itself."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or user_agent or _("Unknown browser")


@register.simple_tag(takes_context=True)
def passkeys_work_here(context: template.Context) -> bool:
    """Say whether a browser would offer passkeys at this address: it needs a host name."""
    request: HttpRequest = context["request"]
    try:
        ipaddress.ip_address(request.get_host().rpartition(":")[0] or request.get_host())
    except ValueError:
        return "[" not in request.get_host()
    return False


@register.simple_tag
def kept_mails_address() -> str:
    """Give the address of the kept mails, nothing where mails are really sent."""
    return reverse("assessments:kept-mail-list") if settings.KEEPS_MAILS else ""


@register.simple_tag
def sign_up_open() -> bool:
    return bool(settings.SIGNUP_OPEN)


@register.simple_tag
def field_problems(form: forms.BaseForm | str) -> list[tuple[str, str]]:
    """List the problems of a form's visible fields, each naming its field, with that field's id.

    A page without a form has none.
    """
    fields = form.visible_fields() if isinstance(form, forms.BaseForm) else []
    return [
        (field.auto_id, f"{field.label}: {problem}") for field in fields for problem in field.errors
    ]


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")
