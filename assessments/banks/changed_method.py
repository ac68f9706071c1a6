"""What a draft keeps of its scoring under another method, and what that leaves out. Pure."""

from collections.abc import Iterator
from typing import Any, Final

from assessments.banks.draft_tree import Node
from assessments.banks.starting import starting_floors, starting_scoring, with_bounds
from assessments.scoring.bank_scoring import METHOD_TYPES, Banded

IN_POINTS: Final = frozenset({"minimum_of_parts", "additive"})
BOUNDS: Final = ("up_to", "below")


def scoring_under(content: Node, method: str) -> Node:
    """Give the settings under another method: what both have stays, the rest begins anew.

    Levels and bands keep codes, names and what they mean. Bounds stay where they are of points
    under both methods; else bands are bounded as those of a new bank.
    """
    before: Node = content.get("scoring", {})
    made: Node = starting_scoring(method) | _kept(before, method)
    if "floors" in made:
        codes = [str(part["code"]) for part in content.get("parts", ())]
        made["floors"] = {code: starting_floors(made["levels"]) for code in codes}
    return made


def _kept(before: Node, method: str) -> Node:
    known = METHOD_TYPES[method].model_fields
    kept = {key: value for key, value in before.items() if key in known and key != "method"}
    if kept.get("levels"):
        return kept | {"levels": _levels(before, method)}
    return {key: value for key, value in kept.items() if key != "levels"}


def _levels(before: Node, method: str) -> list[Node]:
    if _keeps_bounds(before, method):
        return [dict(level) for level in before["levels"]]
    levels = [{k: v for k, v in level.items() if k not in BOUNDS} for level in before["levels"]]
    return with_bounds(method, levels) if _is_banded(method) else levels


def _is_banded(method: str) -> bool:
    return issubclass(METHOD_TYPES[method], Banded)


def _keeps_bounds(before: Node, method: str) -> bool:
    return {str(before.get("method")), method} <= IN_POINTS


def left_out(content: Node, method: str) -> Iterator[str]:
    """Give the settings another method leaves out, by their keys; `bounds` for those of bands."""
    before: dict[str, Any] = content.get("scoring", {})
    known = METHOD_TYPES[method].model_fields
    for key, value in before.items():
        if key not in known and value:
            yield key
        elif key == "levels" and not _keeps_bounds(before, method):
            yield from ["bounds"] if any(set(BOUNDS) & set(level) for level in value) else []
