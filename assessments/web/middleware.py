"""What happens to each request of ours: who asks, broken text marked, pages kept private."""

from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from assessments.teams.queries import load_actor
from assessments.web.multipart import MARKED_UTF8, largest_body

Handler = Callable[[HttpRequest], HttpResponse]

_REPLACED: Final = "\ufffd"
_FORM: Final = "application/x-www-form-urlencoded"
_FORM_WITH_FILES: Final = "multipart/form-data"
_TOO_LARGE: Final = 413


class PrivatePages:
    """Keeps pages of a signed-in person out of every cache, where a view said nothing else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reply = self.get_response(request)
        is_page = reply.headers.get("Content-Type", "").startswith("text/html")
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_page and signed_in and not reply.has_header("Cache-Control"):
            patch_cache_control(reply, private=True, no_store=True)
        return reply


class BrokenText:
    """Marks bytes of a posted form that are no UTF-8, like half of a surrogate pair.

    Django would put U+FFFD in their place without a word, and that would be saved. A body that no
    form of ours could fill is refused before a byte of it is read.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == _FORM_WITH_FILES:
            if int(request.headers.get("Content-Length") or 0) > largest_body():
                most = {"most": settings.MLPM_EVIDENCE_FILE_MB}
                return render(request, "413.html", most, status=_TOO_LARGE)
            request.encoding = MARKED_UTF8
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        is_form = request.method == "POST" and request.content_type == _FORM
        if is_form and any(
            _REPLACED in text for _, texts in request.POST.lists() for text in texts
        ):
            request.POST = _marked(request.body)  # type: ignore[assignment]  # its setter takes one


def _marked(body: bytes) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, text in parse_qsl(
        body.decode("latin-1"), keep_blank_values=True, errors="mark_broken"
    ):
        found.appendlist(name, text)
    return found


class ActorMiddleware:
    """Gives each request `request.actor`, loaded on first use (1 query)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "actor", SimpleLazyObject(lambda: load_actor(request.user)))  # type: ignore[arg-type]  # noqa: B010 -- HttpRequest declares no such attribute
        return self.get_response(request)
