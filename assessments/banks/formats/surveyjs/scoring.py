"""The method of a survey: the AIA's two scores where names say so, else points added up."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessments.banks.formats.surveyjs.draft import Draft

Tree = dict[str, Any]
LEVELS: Final = (("i", "Level I", 25), ("ii", "Level II", 50), ("iii", "Level III", 75))
# Up to this version of the AIA, ten points were taken off, whatever the raw score.
FLAT_UNTIL: Final = (0, 5)
VERSION: Final = re.compile(r"\bv\.?\s*([0-9]{1,3})\.([0-9]{1,3})", re.IGNORECASE)
CHOICE_KINDS: Final = frozenset({"single", "multiple"})


def scored(draft: Draft, parts: list[Tree], title: str) -> Tree:
    """Give direction and method, and write the points into the choices that count."""
    counted = set(draft.scored.values())
    if counted != {"raw", "mitigation"}:
        return _additive(draft, parts)
    _write_points(parts, {code: draft.points[code] for code in draft.scored})
    version = VERSION.search(title)
    if version and (int(version[1]), int(version[2])) <= FLAT_UNTIL:
        draft.losses.add("", "This version took 10 points off; here 15 % of the raw score are.")
    levels = [{"code": code, "name": name, "up_to": bound} for code, name, bound in LEVELS]
    scoring = {
        "method": "two_scores",
        "raw": _named(draft, parts, "raw"),
        "mitigation": _named(draft, parts, "mitigation"),
        "gate": 80,
        "variants": _variants(draft, parts),
        "discount": 15,
        "levels": [*levels, {"code": "iv", "name": "Level IV"}],
    }
    return {"direction": "risk", "scoring": scoring}


def _additive(draft: Draft, parts: list[Tree]) -> Tree:
    if not draft.has_own_points and not draft.scored:
        draft.losses.add(
            "", "The survey states no points; every choice counts 0 until it is given some."
        )
    only = draft.scored or draft.points
    zeros = {code: [0.0] * len(points) for code, points in draft.points.items()}
    _write_points(parts, zeros | {code: draft.points[code] for code in only})
    return {"scoring": {"method": "additive"}}


def _write_points(parts: list[Tree], points: Mapping[str, list[float]]) -> None:
    for question in _questions(parts):
        for choice, worth in zip(
            question.get("choices", ()), points.get(question["code"], ()), strict=False
        ):
            choice["points"] = worth


def _questions(parts: list[Tree]) -> Iterator[Tree]:
    for section in _sections(parts):
        yield from section["questions"]


def _sections(parts: list[Tree]) -> Iterator[Tree]:
    for part in parts:
        yield from part["sections"]


def _named(draft: Draft, parts: list[Tree], counted: str) -> list[str]:
    """Name the sections whose questions with choices all count, else the questions that do."""
    found: list[str] = []
    for section in _sections(parts):
        asked = [q["code"] for q in section["questions"] if q["kind"] != "text"]
        counts = [code for code in asked if draft.scored.get(code) == counted]
        found += [section["code"]] if counts and counts == asked else counts
    return found


def _variants(draft: Draft, parts: list[Tree]) -> int:
    """Count the sets of mitigation questions that exclude each other.

    They do where their sections are shown for different answers to the same question.
    """
    values: dict[str, set[Any]] = {}
    for section in _sections(parts):
        if any(draft.scored.get(q["code"]) == "mitigation" for q in section["questions"]):
            for compare in section.get("show_if", {}).get("all", ()):
                if "equals" in compare:
                    values.setdefault(compare["question"], set()).add(compare["equals"])
    return min(20, max((len(found) for found in values.values()), default=1))
