"""A page of ours where an address only takes what a form sends, instead of the browser's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.web.rules import wants_json

WRONG_METHOD = 405


class WrongMethodPage:
    """Puts words and a way back into an empty 405 reply; the status and `Allow` stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reply = self.get_response(request)
        if reply.status_code != WRONG_METHOD or reply.content or wants_json(request):
            return reply
        above = "/".join(request.path.split("/")[:3])  # what the address is about
        page = render(request, "405.html", {"above": f"{above}/"}, status=WRONG_METHOD)
        page["Allow"] = reply.headers.get("Allow", "")
        return page
