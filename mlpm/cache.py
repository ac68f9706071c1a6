"""The cache the web processes share in Redis; losing it, or Redis, never breaks a page.

It holds only what may be forgotten at any moment: how often somebody tried to sign in.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# A sign-in waits this long at most for each answer of a Redis that does not answer.
TIMEOUT_SECONDS: Final = 0.5
_log = structlog.get_logger("mlpm.cache")


class PlainJson:
    """Keeps values as JSON: what lies in Redis is never run."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, kept: bytes) -> Any:
        return json.loads(kept)


def _tried(call: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return call()
    except RedisError as error:
        _log.warning("cache_unavailable", error=type(error).__name__)
        return otherwise


class ForgetfulRedisCache(RedisCache):
    """Django's Redis cache that is empty, rather than an error, while Redis is away."""

    def add(self, *args: Any, **options: Any) -> Any:
        call = partial(super().add, *args, **options)
        return _tried(call, otherwise=True)  # a lock nobody else can hold either

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _tried(partial(super().get, key, default, version), otherwise=default)

    def set(self, *args: Any, **options: Any) -> None:
        _tried(partial(super().set, *args, **options), otherwise=None)

    def delete(self, *args: Any, **options: Any) -> Any:
        return _tried(partial(super().delete, *args, **options), otherwise=False)


def shared(redis_url: str) -> dict[str, dict[str, Any]]:
    """Give Django's `CACHES`: in Redis, or within the one process where there is none."""
    if not redis_url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    options = {
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "serializer": PlainJson(),
    }
    where = {"BACKEND": "mlpm.cache.ForgetfulRedisCache", "LOCATION": redis_url}
    return {"default": {**where, "KEY_PREFIX": "mlpm", "OPTIONS": options}}
