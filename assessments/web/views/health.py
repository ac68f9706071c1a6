"""What a load balancer asks: is the process alive, and can it reach what it needs."""

from collections.abc import Callable
from typing import Final

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

BROKER_SECONDS: Final = 2


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    parts = {name: _works(probe) for name, probe in PROBES.items()}
    state = {name: "ok" if works else "missing" for name, works in parts.items()}
    return JsonResponse(state, status=200 if all(parts.values()) else 503)


def _works(probe: Callable[[], object]) -> bool:
    try:
        probe()
    except Exception:  # noqa: BLE001 -- whatever it raises, the part is missing
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
        broker.channel().close()  # a channel to Redis pings it first


PROBES: Final[dict[str, Callable[[], object]]] = {
    "database": _ask_database,
    "broker": _ask_broker,
}
