"""What a new bank starts with: what its method cannot be without, and nothing to ask."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import Node


def starting_content(slug: str, title: str, method: str) -> Node:
    """Give the content of a draft that was just begun."""
    return {
        "format": "mlpm-bank/1",
        "slug": slug,
        "title": title,
        "language": "en",
        "scoring": starting_scoring(method),
        "profile": [],
        "parts": [],
    }


def starting_scoring(method: str) -> Node:
    """Give the settings a method starts with: names and bounds that can all be changed."""
    return {"method": method, **STARTS[method]()}


def _ready() -> Node:
    names = {
        "exploring": _("Exploring"),
        "framed": _("Framed"),
        "proven": _("Proven"),
        "launch_ready": _("Launch-ready"),
        "scale_ready": _("Scale-ready"),
    }
    return {"levels": _named(names), "floors": {}}


def _lowest() -> Node:
    names = {"low": _("Not enough"), "high": _("Enough")}
    return {"levels": with_bounds("minimum_of_parts", _named(names))}


def _stages() -> Node:
    return {"levels": _named({f"stage_{n}": _("Stage %(n)s") % {"n": n} for n in range(4)})}


def _impacts() -> Node:
    names = {
        "low": _("Low"),
        "moderate": _("Moderate"),
        "high": _("High"),
        "greatest": _("Greatest"),
    }
    return {"levels": with_bounds("two_scores", _named(names))}


def _risks() -> Node:
    names = {"none": _("No risk"), "medium": _("Medium risk"), "high": _("High risk")}
    return {"risks": _named(names)}


def _named(names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"code": code, "name": name} for code, name in names.items()]


STARTS: Final[Mapping[str, Callable[[], Node]]] = MappingProxyType(
    {
        "weighted_mean": _ready,
        "minimum_of_parts": _lowest,
        "additive": dict,
        "staged": _stages,
        "two_scores": _impacts,
        "risk_rules": _risks,
        "mean_tree": dict,
    }
)


def starting_floors(levels: list[Any]) -> dict[str, int]:
    """Give the floors of a new part: none for the lowest level, 80 percent for the highest."""
    above = [str(level.get("code", "")) for level in levels[1:]]
    return {code: 80 * place // len(above) for place, code in enumerate(above, start=1)}


def with_bounds(method: str, bands: list[Node]) -> list[Node]:
    """Bound bands as a new bank has them: below 1 point, 2 and so on, or in equal shares."""
    many = len(bands)
    made: list[Node] = []
    for place, band in enumerate(bands[:-1], start=1):
        if method == "two_scores":
            made.append({**band, "up_to": 100 * place // many})
        elif method == "mean_tree":
            made.append({**band, "up_to": round(place / many, 2)})
        else:
            made.append({**band, "below": place})
    return [*made, *bands[-1:]]
