"""The cache the web processes share in Redis; losing it, or Redis, never breaks a page.

It holds only what may be forgotten at any moment: how often somebody tried to sign in, and who has
a page open. After an error it is left alone for a moment, so that a Redis that does not answer
costs one wait now and then instead of one at every request.
"""

import json
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# A sign-in waits this long at most for each answer of a Redis that does not answer.
TIMEOUT_SECONDS: Final = 0.5
LEFT_ALONE_SECONDS: Final = 5.0
MOST_ENTRIES: Final = 10_000  # within one process; more push the oldest out
_log = structlog.get_logger("mlpm.cache")


class PlainJson:
    """Keeps values as JSON: what lies in Redis is never run."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, kept: bytes) -> Any:
        return json.loads(kept)


class Away:
    """Remembers, for all threads of the process, until when a Redis is left alone."""

    def __init__(self) -> None:
        self.until = 0.0

    def __call__(self) -> bool:
        return time.monotonic() < self.until

    def begin(self) -> None:
        self.until = time.monotonic() + LEFT_ALONE_SECONDS


_away: dict[str, Away] = {}


class ForgetfulRedisCache(RedisCache):
    """Django's Redis cache; while Redis is away, each process keeps what it is told by itself.

    So guessing passwords stays limited then, only once for each process instead of once for all.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._is_away = _away.setdefault(str(server), Away())
        self._own = LocMemCache(f"away {server}", {"OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES}})

    def add(self, *args: Any, **options: Any) -> Any:
        return self._tried(super().add, self._own.add, *args, **options)

    def get(self, *args: Any, **options: Any) -> Any:
        return self._tried(super().get, self._own.get, *args, **options)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        asked = list(keys)
        return dict(self._tried(super().get_many, self._own.get_many, asked, version))

    def set(self, *args: Any, **options: Any) -> None:
        self._tried(super().set, self._own.set, *args, **options)

    def set_many(self, *args: Any, **options: Any) -> Any:
        return self._tried(super().set_many, self._own.set_many, *args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        return self._tried(super().delete, self._own.delete, *args, **options)

    def _tried(
        self, shared: Callable[..., Any], own: Callable[..., Any], *args: Any, **options: Any
    ) -> Any:
        instead = partial(own, *args, **options)
        if self._is_away():
            return instead()
        try:
            return shared(*args, **options)
        except RedisError as error:
            self._is_away.begin()
            _log.warning("cache_unavailable", error=type(error).__name__)
            return instead()


def shared(redis_url: str) -> dict[str, dict[str, Any]]:
    """Give Django's `CACHES`: in Redis, or within the one process where there is none."""
    if not redis_url:
        within = "django.core.cache.backends.locmem.LocMemCache"
        return {"default": {"BACKEND": within, "OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES}}}
    options = {
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "serializer": PlainJson(),
    }
    where = {"BACKEND": "mlpm.cache.ForgetfulRedisCache", "LOCATION": redis_url}
    return {"default": {**where, "KEY_PREFIX": "mlpm", "OPTIONS": options}}
