"""The levels of a rubric in its edit form: a text each, and the effort of each step between."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from crispy_forms.layout import Div
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.web.forms.boxes import Folded
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting
from assessments.web.forms.studio_fields import number, statement

USUAL: Final = 5
MOST: Final = 11


def _count(node: Node) -> int:
    """Offer one level more than there are, so that one can be added."""
    return min(max(USUAL, len(node.get("levels", ())) + 1), MOST)


def _fields(node: Node, setting: Setting) -> Fields:
    fields: Fields = {}
    for level in range(_count(node)):
        if level:
            label = _("Person-days from level %(from)s to %(to)s") % {
                "from": level - 1,
                "to": level,
            }
            fields[f"effort_{level}"] = number(label, min_value=0, max_value=10_000)
        fields[f"level_{level}"] = statement(_("Level %(level)s") % {"level": level})
    return fields


def _shown(node: Node) -> dict[str, Any]:
    levels = {f"level_{level}": text for level, text in enumerate(node.get("levels", ()))}
    efforts = {f"effort_{step}": days for step, days in enumerate(node.get("effort", ()), start=1)}
    return {**levels, **efforts}


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    """Leave out the empty texts at the end, and the steps that led to them."""
    levels = [cleaned[f"level_{level}"] for level in range(_count(node))]
    while levels and not levels[-1]:
        levels.pop()
    effort = [cleaned[f"effort_{step}"] for step in range(1, len(levels))]
    return {"levels": levels, "effort": effort if any(n is not None for n in effort) else []}


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    """A new level has a text where its person-days are given."""
    texts = [cleaned.get(f"level_{level}") for level in range(_count(node))]
    for level in range(max(len(node.get("levels", ())), 1), len(texts)):
        is_given = cleaned.get(f"effort_{level}") is not None
        if is_given and texts[level] == "" and not any(texts[level:]):
            words = _("Say what level %(level)s is, or take its person-days away.")
            yield f"level_{level}", words % {"level": level}


def _layout(names: Sequence[str]) -> Sequence[Any]:
    """Fold the level beyond those there are, unless it is one of the usual or the last there is."""
    shown = [Div(name, css_class="step") if name.startswith("effort") else name for name in names]
    if not 2 * USUAL < len(names) < 2 * MOST - 1:
        return shown
    return [*shown[:-2], Folded(_("Add a level"), *shown[-2:], names=names[-2:])]


LEVELS = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    problems=_problems,
    legend=gettext_lazy("Levels, as statements that can be observed"),
    layout=_layout,
    css_class="plain",
)
