"""The page for a request that cannot be read; it never touches the body, which may be the cause."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return render(None, "400.html", status=400)
