"""Puts on each request who asks, as the pure value permissions look at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from assessments.teams.queries import load_actor

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Gives each request `request.actor`, loaded on first use (1 query)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "actor", SimpleLazyObject(lambda: load_actor(request.user)))  # type: ignore[arg-type]  # noqa: B010 -- HttpRequest declares no such attribute
        return self.get_response(request)
