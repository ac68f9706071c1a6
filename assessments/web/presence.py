"""Who has an assessment open now: kept in the cache for less than a minute, never in the database.

Without a cache nobody is shown, and nothing else changes. Nothing is kept of a blind assessment:
callers ask only where everybody may know of everybody.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache

KEPT_SECONDS: Final = 45
ROSTER_SECONDS: Final = 3600
MOST: Final = 100  # people a page could not list anyway


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """Somebody else with the assessment open; `section` is the page they are on."""

    name: str
    user_id: int
    section: str


def meet(assessment_id: int, user_id: int, name: str, section: str) -> list[Present]:
    """Say that a person is on a page and give the others, by name.

    The list of who was here lately is read, corrected and written without a lock: an entry lost
    to somebody else's write comes back the next time its owner asks.
    """
    roster = _roster(assessment_id)
    found = _found(cache.get_many([_key(assessment_id, one) for one in roster]))
    others = {one: found[key] for one in roster if (key := _key(assessment_id, one)) in found}
    others.pop(user_id, None)
    cache.set(_key(assessment_id, user_id), [name, section], KEPT_SECONDS)
    here = sorted([*others, user_id])[:MOST]
    if here != roster:
        cache.set(_roster_key(assessment_id), here, ROSTER_SECONDS)
    return sorted(Present(name, one, section) for one, (name, section) in others.items())


def _roster(assessment_id: int) -> list[int]:
    kept = cache.get(_roster_key(assessment_id))
    return [one for one in kept if isinstance(one, int)] if isinstance(kept, list) else []


def _found(kept: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {key: (str(said[0]), str(said[1])) for key, said in kept.items()}


def _roster_key(assessment_id: int) -> str:
    return f"here:{assessment_id}"


def _key(assessment_id: int, user_id: int) -> str:
    return f"here:{assessment_id}:{user_id}"
