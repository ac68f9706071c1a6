"""The two scores in their edit form: which parts and sections count in which, and the discount."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_names import SIDES
from assessments.banks.draft_tree import Node
from assessments.web.forms.boxes import Box
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting, plain
from assessments.web.forms.studio_fields import choice, number

NAMES: Final = {"raw": gettext_lazy("The raw score"), "mitigation": gettext_lazy("Mitigation")}


def side_of(node: Node, code: str) -> str:
    """Give the score an element is named in itself, "" where it is in none."""
    return next((side for side in SIDES if code in node.get(side, ())), "")


def side_field(label: str) -> Field:
    return choice(label, [("", "—"), *((side, NAMES[side]) for side in SIDES)])


def side_changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    """Give both lists; what the form does not show stays where it is."""
    typed = {
        name.partition(":")[2]: side for name, side in cleaned.items() if name.startswith("side:")
    }
    found = {}
    for side in SIDES:
        kept = [code for code in node.get(side, ()) if typed.get(code, side) == side]
        new = [code for code, wanted in typed.items() if wanted == side and code not in kept]
        found[side] = [*kept, *new]
    return found


def _fields(node: Node, setting: Setting) -> Fields:
    fields: Fields = {}
    for part, _title in setting.parts:
        fields[f"side:{part}"] = side_field(_("The whole part counts in"))
        for section, title in setting.inside.get(part, ()):
            fields[f"side:{section}"] = side_field(title)
    return fields


def shown_sides(node: Node) -> dict[str, Any]:
    return {f"side:{code}": side for side in SIDES for code in node.get(side, ())}


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    """What counts as a whole is not counted again inside."""
    for part, _title in setting.parts:
        sections = [code for code, _title in setting.inside.get(part, ())]
        if not cleaned.get(f"side:{part}"):
            yield from _counted_inside(sections, cleaned, node, setting)
            continue
        for section in sections:
            if cleaned.get(f"side:{section}"):
                yield f"side:{section}", _("Its part counts as a whole already.")
        asked = [code for section in sections for code, _title in setting.inside.get(section, ())]
        if any(side_of(node, code) for code in asked):
            yield f"side:{part}", SINGLY


SINGLY: Final = gettext_lazy(
    "Single questions in it are counted by themselves: take them out first, section by section."
)


def _counted_inside(
    sections: Iterable[str], cleaned: Cleaned, node: Node, setting: Setting
) -> Iterator[Problem]:
    for section in sections:
        asked = [code for code, _title in setting.inside.get(section, ())]
        if cleaned.get(f"side:{section}") and any(side_of(node, code) for code in asked):
            yield f"side:{section}", SINGLY


def _arranged(setting: Setting, names: Sequence[str]) -> Sequence[Any]:
    rows = []
    for part, title in setting.parts:
        codes = [part, *(code for code, _title in setting.inside.get(part, ()))]
        rows.append(Box(title, *(f"side:{code}" for code in codes)))
    return rows


SIDES_ASPECT = Aspect(
    _fields,
    shown_sides,
    side_changes,
    legend=gettext_lazy("What counts in which score"),
    problems=_problems,
    arranged=_arranged,
    css_class="plain",
)


def section_sides(section: str) -> Aspect:
    """Make the aspect of the single questions of a section, which has to be counted by them."""

    def fields(node: Node, setting: Setting) -> Fields:
        if whole_of(node, setting, section):
            return {}
        return {
            f"side:{code}": side_field(title) for code, title in setting.inside.get(section, ())
        }

    legend = gettext_lazy("What counts in which score")
    return Aspect(fields, shown_sides, side_changes, legend=legend, css_class="plain")


def whole_of(node: Node, setting: Setting, section: str) -> str:
    """Give the score a section counts in as a whole, itself or with its part; "" for none."""
    parts = (part for part, _title in setting.parts)
    holders = (part for part in parts if section in dict(setting.inside.get(part, ())))
    return next((side for code in (section, *holders) if (side := side_of(node, code))), "")


DISCOUNT = plain(
    gettext_lazy("The discount for mitigation"),
    lambda: {
        "gate": number(
            _("Enough mitigation, in percent of the most there is"),
            _("Empty: 80."),
            min_value=0,
            max_value=100,
            step_size=1,
        ),
        "variants": number(
            _("Sets of mitigation questions that exclude each other"),
            _("The most there is is divided by their number. Empty: 1."),
            min_value=1,
            max_value=20,
            step_size=1,
        ),
        "discount": number(
            _("Taken off the raw score then, in percent"),
            _("Empty: 15."),
            min_value=0,
            max_value=100,
            step_size=1,
        ),
    },
)
