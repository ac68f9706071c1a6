"""Each route of ours says who may open it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from assessments.web.rules import Rule

OPEN_TO_PROBES = {"health-live", "health-ready"}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def _our_routes() -> list[URLPattern]:
    def ours(view: Any) -> bool:
        return view.__module__.startswith("assessments.web")

    return [
        p for p in _patterns(get_resolver()) if ours(p.callback) and p.name not in OPEN_TO_PROBES
    ]


def test_every_route_declares_a_rule():
    without = [
        p.name for p in _our_routes() if not isinstance(getattr(p.callback, "rule", None), Rule)
    ]

    assert without == []


def test_every_route_has_a_name_of_noun_and_view():
    wrong = [str(p.pattern) for p in _our_routes() if not p.name]

    assert wrong == []
