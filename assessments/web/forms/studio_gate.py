"""The gate of a question in its edit form: which answers hold the readiness level, and where."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node
from assessments.scoring.consistency import DISPLAY_TOP
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting
from assessments.web.forms.studio_fields import choice, level_choice

_WHAT_FOR: Final = _(
    "A gate holds the result down, however good the rest is, until this answer is good enough. "
    "Don't know and blank fail it too."
)
_SOFTER: Final = _("Passes the gate, and is still not good enough for the highest results.")
# Only a rubric has levels of its own; what the answers of other kinds come to beside them.
_AS_LEVELS: Final = MappingProxyType(
    {
        "boolean": _("Yes counts as level 4, partly as 2, no as 0."),
        "single": _("A choice with the score 1 counts as level 4, one with 0.5 as level 2."),
        "multiple": _("All options ticked count as level 4, half of them as level 2."),
    }
)


def _top(node: Node) -> int:
    levels = len(node.get("levels", ()))
    return max(levels - 1, DISPLAY_TOP) if node["kind"] == "rubric" else DISPLAY_TOP


def _fields(node: Node, setting: Setting) -> Fields:
    below = [("", "—"), *setting.levels[:-1]]
    any_level = [("", "—"), *setting.levels]
    top = _top(node)
    said = f"{_WHAT_FOR} {_AS_LEVELS.get(node['kind'], '')}".strip()
    return {
        "fails_below": level_choice(_("Fails below level"), top, _("No gate"), said),
        "caps_at": choice(_("A failed gate holds the result at"), below),
        "exactly_level": level_choice(_("An answer of exactly level"), top, "—", _SOFTER),
        "exactly_caps_at": choice(_("Such an answer holds the result at"), any_level),
    }


def _shown(node: Node) -> dict[str, Any]:
    gate = node.get("gate", {})
    exactly = gate.get("exactly") or {}
    return {
        "fails_below": gate.get("fails_below"),
        "caps_at": gate.get("caps_at"),
        "exactly_level": exactly.get("level"),
        "exactly_caps_at": exactly.get("caps_at"),
    }


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    if cleaned["fails_below"] is None:
        return {"gate": None}
    gate = {"fails_below": cleaned["fails_below"], "caps_at": cleaned["caps_at"]}
    if cleaned["exactly_level"] is not None:
        caps_at = cleaned["exactly_caps_at"]
        gate["exactly"] = {"level": cleaned["exactly_level"], "caps_at": caps_at}
    return {"gate": gate}


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    yield from _both(cleaned, "fails_below", "caps_at")
    yield from _both(cleaned, "exactly_level", "exactly_caps_at")
    fails_below, exactly = cleaned.get("fails_below"), cleaned.get("exactly_level")
    if exactly is not None and fails_below is None:
        yield "fails_below", _("Say below which level the gate fails.")
    elif exactly is not None and fails_below is not None and exactly < fails_below:
        yield "exactly_level", _("This level fails the gate already.")


def _both(cleaned: Cleaned, level: str, caps_at: str) -> Iterator[Problem]:
    if cleaned.get(level) is not None and not cleaned.get(caps_at):
        yield caps_at, _("Say at which readiness level it is held.")
    if cleaned.get(level) is None and cleaned.get(caps_at):
        yield level, _("Say for which level this holds, or take the readiness level away.")


GATE = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=_("Gate"),
    problems=_problems,
    key="gate",
)
