"""The page for a form that arrived without a valid session: it shows the text and re-sends it.

It is only offered for posts from our own pages, so that nobody can slip words into the form.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from assessments.web.carried import typed_of
from assessments.web.fields import VALUE
from assessments.web.forms.consensus import ANSWER
from assessments.web.forms.section import BASE
from assessments.web.forms.what_if import WAS

UNSENT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"})
MARKS = {
    "s:dont_know": _("Don't know"),
    "s:not_applicable": _("Not applicable"),
    "s:unanswered": _("Not answered"),
}
# One choice of an answer, as its radio sends it; in other fields it is what somebody wrote.
CHOSEN: Final = re.compile(rf"{VALUE}\w+", re.ASCII)
CODE: Final = re.compile(r"[a-z]\w*(\.\w+)+", re.ASCII)
WRITTEN_ENDS: Final = (":entry", WAS)


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
    names = {name for name, _value in fields}
    return [(name, _words(name, value, names)) for name, value in typed_of(fields)]


def _words(name: str, value: str, names: set[str]) -> str:
    is_choice = _is_choice(name, names)
    if is_choice and CHOSEN.fullmatch(value):
        return value.removeprefix(VALUE)
    return str(MARKS.get(value, value)) if is_choice or name.endswith(":state") else value


def _is_choice(name: str, names: set[str]) -> bool:
    """Say whether a field holds one choice of a question, and no text somebody wrote."""
    is_answer = name == ANSWER or f"{name}{BASE}" in names or CODE.fullmatch(name) is not None
    return is_answer and names.isdisjoint(f"{name}{end}" for end in WRITTEN_ENDS)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`: an expired form keeps its text."""
    if resendable(request):
        return resend(request, status=403)
    return render(request, "403_csrf.html", status=403)
