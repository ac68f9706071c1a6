"""The page for a form that arrived without a valid session: it shows the text and re-sends it.

It is only offered for posts from our own pages, so that nobody can slip words into the form.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

UNSENT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"})
# What a page put into its form by itself, typed by nobody.
CARRIED = frozenset(
    {"form_id", "bank", "action", "base", "operation", "revision", "seen", "thread", "ticket"}
)
CARRIED_ENDS = (":base", ":asked", ":was")
MARKS = {
    "s:dont_know": _("Don't know"),
    "s:not_applicable": _("Not applicable"),
    "s:unanswered": _("Not answered"),
}


def resendable(request: HttpRequest) -> bool:
    """Say whether the post came from a page of ours and holds no password."""
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return _host(came_from) == request.get_host() and not any(
        "password" in name for name in request.POST
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # half of an IPv6 address
        return ""


def resend(request: HttpRequest, *, status: int) -> HttpResponse:
    """Show the posted fields with a button that sends them again."""
    fields = _fields(request)
    context = {"fields": fields, "typed": _typed(fields), "had_file": bool(request.FILES)}
    return render(request, "resend.html", context, status=status)


def kept_text(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """Show the posted fields where there is nothing left to send them to."""
    context = {"typed": _typed(_fields(request)), "reason": reason}
    return render(request, "kept_text.html", context, status=status)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSENT
        for value in values
    ]


def _typed(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what the page itself put into the form; choices are shown without their mark."""
    return [
        (name, str(MARKS.get(value, value.removeprefix("v:"))))
        for name, value in fields
        if value and name not in CARRIED and not name.endswith(CARRIED_ENDS)
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`: an expired form keeps its text."""
    if resendable(request):
        return resend(request, status=403)
    return render(request, "403_csrf.html", status=403)
