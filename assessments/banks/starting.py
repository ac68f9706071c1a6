"""What a new bank starts with: five readiness levels, to be renamed, and nothing to ask."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import Node


def starting_content(slug: str, title: str) -> Node:
    """Give the content of a draft that was just begun."""
    return {
        "format": "mlpm-bank/1",
        "slug": slug,
        "title": title,
        "language": "en",
        "scoring": {"method": "weighted_mean", "levels": _levels(), "floors": {}},
        "profile": [],
        "parts": [],
    }


def _levels() -> list[dict[str, Any]]:
    return [
        {"code": "exploring", "name": _("Exploring")},
        {"code": "framed", "name": _("Framed")},
        {"code": "proven", "name": _("Proven")},
        {"code": "launch_ready", "name": _("Launch-ready")},
        {"code": "scale_ready", "name": _("Scale-ready")},
    ]


def starting_floors(levels: list[Any]) -> dict[str, int]:
    """Give the floors of a new part: none for the lowest level, 80 percent for the highest."""
    above = [str(level.get("code", "")) for level in levels[1:]]
    return {code: 80 * place // len(above) for place, code in enumerate(above, start=1)}
