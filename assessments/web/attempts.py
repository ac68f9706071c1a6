"""Counting tries in the cache, so that guessing is slow; a lost cache only forgets the count."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries of one kind from one network address within so many seconds."""

    name: str
    tries: int
    seconds: int

    def is_reached(self, request: HttpRequest) -> bool:
        return int(cache.get(self._key(request)) or 0) >= self.tries

    def count(self, request: HttpRequest) -> None:
        """Count one try; two at the same moment may count as one."""
        key = self._key(request)
        cache.set(key, int(cache.get(key) or 0) + 1, self.seconds)

    def spend(self, about: str) -> bool:
        """Take one of the tries at one thing, whoever asks; False when none is left.

        Each try is a key of its own that only one request can add: many at once are all counted.
        """
        keys = (f"tries:{self.name}:{about}:{number}" for number in range(self.tries))
        return any(cache.add(key, 1, self.seconds) for key in keys)

    def _key(self, request: HttpRequest) -> str:
        return f"tries:{self.name}:{get_adapter().get_client_ip(request)}"
