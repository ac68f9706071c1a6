"""Thin wrappers round every request: an id for the log, UTF-8 only, 503 without a database."""

import re
import uuid
from collections.abc import Callable
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]

RETRY_AFTER_SECONDS: Final = 5
_ACCEPTABLE_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_log = structlog.get_logger("mlpm.requests")


class RequestId:
    """Gives a request an id: in each log line, in `request.id` and in the `X-Request-ID` header."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _request_id(request)
        setattr(request, "id", request_id)  # noqa: B010 -- HttpRequest declares no such attribute
        structlog.contextvars.clear_contextvars()  # of the request this thread served before
        structlog.contextvars.bind_contextvars(request_id=request_id)  # Django logs after us
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class Utf8Only:
    """Refuses a request in another encoding: Django would read even its address in that one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return render(None, "400.html", status=400)
        return self.get_response(request)


class DatabaseAway:
    """Answers 503 with `Retry-After` when the database cannot be reached, so clients keep text."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return _unavailable(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            return _unavailable(request, error)
        return None


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if _ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("database_unavailable", path=request.path, error=type(error).__name__)
    response = render(None, "503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
