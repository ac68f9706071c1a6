"""The scoring of a weighted mean in its edit form: floors, limits and what they aim at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crispy_forms.layout import Div
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.web.forms.boxes import Box
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting, plain
from assessments.web.forms.studio_fields import (
    choice,
    number,
    prose,
    rows_of,
    tick,
)


def _cells(setting: Setting) -> list[tuple[str, str]]:
    above = [code for code, _name in setting.levels[1:]]
    return [(part, level) for part, _title in setting.parts for level in above]


def _floor_fields(node: Node, setting: Setting) -> Fields:
    names = dict(setting.levels)
    return {
        f"floor:{part}:{level}": number(names[level], min_value=0, max_value=100, step_size=1)
        for part, level in _cells(setting)
    }


def _floor_shown(node: Node) -> dict[str, Any]:
    return {
        f"floor:{part}:{level}": percent
        for part, row in node.get("floors", {}).items()
        for level, percent in row.items()
    }


def _floor_changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    floors = {part: dict(row) for part, row in node.get("floors", {}).items()}
    for name, percent in cleaned.items():
        if name.startswith("floor:"):
            _floor, part, level = name.split(":")
            _put(floors.setdefault(part, {}), level, percent)
    return {"floors": floors}


def _put(mapping: dict[str, Any], key: str, value: Any) -> None:
    """Write a value, or take the key away; what the form does not show stays."""
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value


def _floor_problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    """A floor never lies below that of a lower level of its part."""
    highest: dict[str, float] = {}
    for name, percent in cleaned.items():
        if name.startswith("floor:") and percent is not None:
            part = name.split(":")[1]
            if percent < highest.get(part, 0):
                yield name, _("This lies below the floor of a lower level.")
            highest[part] = max(percent, highest.get(part, 0))


def _floors_of(setting: Setting, names: Sequence[str]) -> Sequence[Any]:
    titles = dict(setting.parts)
    rows = rows_of(names).items()
    return [Box(titles[part], Div(*held, css_class="figures")) for part, held in rows]


FLOORS = Aspect(
    _floor_fields,
    _floor_shown,
    _floor_changes,
    legend=gettext_lazy("Floors: the score in percent a part needs for each level"),
    problems=_floor_problems,
    arranged=_floors_of,
    css_class="plain",
)


def _by_code(
    key: str,
    pairs: Callable[[Setting], Sequence[tuple[str, str]]],
    legend: Any,
    css_class: str = "figures",
    **bounds: Any,
) -> Aspect:
    """Make the aspect of a mapping from a level or part to a whole number."""

    def changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
        found = dict(node.get(key, {}))
        for name, value in cleaned.items():
            if name.startswith(f"{key}:"):
                _put(found, name.partition(":")[2], value)
        return {key: found or None}

    return Aspect(
        fields=lambda node, setting: {
            f"{key}:{code}": number(name, step_size=1, **bounds) for code, name in pairs(setting)
        },
        shown=lambda node: {f"{key}:{code}": value for code, value in node.get(key, {}).items()},
        changes=changes,
        legend=legend,
        layout=lambda names: [Div(*names, css_class=css_class)],
        css_class="plain",
    )


PART_WEIGHTS = _by_code(
    "part_weights",
    lambda setting: setting.parts,
    gettext_lazy("Weight of each part in the whole; empty counts 1"),
    css_class="figures figures-named",
    min_value=1,
    max_value=1000,
)
WANTED = _by_code(
    "wanted",
    lambda setting: setting.levels,
    gettext_lazy("Rubric level the advice aims at, for each readiness level"),
    min_value=0,
    max_value=10,
)


def _limit_fields(node: Node, setting: Setting) -> Fields:
    names = [("", "—"), *setting.levels]
    return {
        "highest_level": choice(_("Highest level this bank gives"), names),
        "highest_level_reason": prose(_("Why no higher"), rows=2),
        "limit_share": number(
            _("Most of a part that may be not applicable, in percent"),
            _("More than that of its weight holds the level. Empty: no limit."),
            min_value=0,
            max_value=100,
            step_size=1,
        ),
        "limit_caps_at": choice(_("It is then held at"), names),
    }


def _limit_shown(node: Node) -> dict[str, Any]:
    limit = node.get("not_applicable_limit") or {}
    return {
        "highest_level": node.get("highest_level"),
        "highest_level_reason": node.get("highest_level_reason"),
        "limit_share": limit.get("share"),
        "limit_caps_at": limit.get("caps_at"),
    }


def _limit_changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    share = cleaned["limit_share"]
    limit = None if share is None else {"share": share, "caps_at": cleaned["limit_caps_at"]}
    texts = {key: cleaned[key] for key in ("highest_level", "highest_level_reason")}
    return texts | {"not_applicable_limit": limit}


def _limit_problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    if cleaned.get("limit_share") is not None and not cleaned.get("limit_caps_at"):
        yield "limit_caps_at", _("Say at which readiness level it is held.")
    if cleaned.get("limit_caps_at") and cleaned.get("limit_share") is None:
        yield "limit_share", _("Say from which share on, or take the level away.")


LIMITS = Aspect(
    _limit_fields,
    _limit_shown,
    _limit_changes,
    legend=gettext_lazy("Limits"),
    problems=_limit_problems,
)
CERTAINTY = plain(
    gettext_lazy("When a result is certain"),
    lambda: {
        "provisional_below_coverage": number(
            _("Provisional below this share answered, in percent"),
            _("Empty: 80."),
            min_value=0,
            max_value=100,
            step_size=1,
        ),
        "always_provisional": tick(_("Always provisional, as for a quick check")),
    },
)
EVIDENCE = plain(
    gettext_lazy("Evidence"),
    lambda: {
        "evidence_months": number(
            _("Months until evidence is out of date"),
            _("Empty: 12."),
            min_value=1,
            max_value=120,
            step_size=1,
        ),
    },
)
