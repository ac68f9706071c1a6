"""The header of every page: what of it looks the same again is drawn once and kept."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from assessments.actor import Actor
from assessments.web.drawn import drawn

HERE: Final = "page"  # the words of aria-current: this page, and a page that lies below it
BELOW: Final = "true"
_OF_ASSESSMENTS: Final = ("/portfolio/", "/reports/", "/assessments/")


def header_pieces(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Give the templates the header's links and the menu's; drawn only where they are printed."""
    return {"site_nav": lambda: _nav(request), "site_menu": lambda: _menu(request)}


def _nav(request: HttpRequest) -> str:
    actor = _actor(request)
    shown = {
        "here": _current(request.path),
        "edits": bool(actor and actor.edits_banks),
        "unread": actor.unread if actor else 0,
    }
    return _piece("components/site_nav.html", shown)


def _menu(request: HttpRequest) -> str:
    actor, user = _actor(request), request.user
    shown = {
        "name": str(user),
        "edits": bool(actor and actor.edits_banks),
        "is_staff": user.is_staff,
    }
    return _piece("components/site_menu.html", shown)


def _actor(request: HttpRequest) -> Actor | None:
    """Give who asks; a page that says the request cannot be read comes before that is known."""
    return getattr(request, "actor", None)


def _piece(template: str, shown: dict[str, Any]) -> str:
    """Keep a piece under everything it shows."""
    key = tuple(tuple(one.items()) if isinstance(one, dict) else one for one in shown.values())
    return drawn(template, key, {**shown, "read_only": False})


def _current(path: str) -> dict[str, str]:
    """Say which link leads to the page one is on, and which to one that lies above it."""
    pages = _addresses()
    below = {
        "home": any(one in path for one in _OF_ASSESSMENTS) and pages["products"] not in path,
        "products": pages["products"] in path,
        "banks": pages["banks"] in path or "/bank-versions/" in path,
        "people": pages["people"] in path or "/teams/" in path,
    }
    return {name: HERE if path == pages[name] else BELOW if below[name] else "" for name in pages}


@cache
def _addresses() -> dict[str, str]:
    lists = {"products": "product-list", "banks": "bank-list", "people": "organisation-list"}
    names = {"home": "home", **lists}
    return {name: reverse(f"assessments:{view}") for name, view in names.items()}
