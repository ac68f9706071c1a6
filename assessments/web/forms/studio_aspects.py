"""An aspect of a question: some fields of its edit form, and how they are read and written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.forms import Field
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node
from assessments.scoring.bank_scoring import ADDS_POINTS
from assessments.scoring.method_consistency import OF_METHOD
from assessments.teams.models import DISCIPLINES
from assessments.text import NAME_LENGTH
from assessments.web.forms.boxes import Box
from assessments.web.forms.studio_fields import (
    choice,
    dropping,
    line,
    long_line,
    number,
    prose,
    rows_of,
    tick,
)
from assessments.web.forms.studio_listed import Listed

Fields: TypeAlias = dict[str, Field]
Cleaned: TypeAlias = Mapping[str, Any]
Problem: TypeAlias = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form must know of its bank: its method, and levels, risks and parts with their names.

    `method` is empty where the answers count for nothing, as in the profile. `inside` has the
    sections of each part and the questions of each section, `asked` every question.
    """

    levels: Sequence[tuple[str, str]] = ()
    parts: Sequence[tuple[str, str]] = ()
    risks: Sequence[tuple[str, str]] = ()
    method: str = ""
    inside: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)


def _no_problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Aspect:
    """`shown` gives initial values, `changes` the element's keys, `problems` what cannot be.

    `arranged` lays the fields out where that needs the setting; else `layout` does. `key` names
    the question's key where it counts with one method only, `listed` the rows it names by place.
    """

    fields: Callable[[Node, Setting], Fields]
    shown: Callable[[Node], dict[str, Any]]
    changes: Callable[[Cleaned, Node], dict[str, Any]]
    legend: Any = ""
    problems: Callable[[Cleaned, Node, Setting], Iterator[Problem]] = _no_problems
    layout: Callable[[Sequence[str]], Sequence[Any]] = list
    css_class: str = ""
    arranged: Callable[[Setting, Sequence[str]], Sequence[Any]] | None = None
    key: str = ""
    listed: Listed | None = None

    def is_offered(self, node: Node, setting: Setting) -> bool:
        """Say whether the method uses it, or the question holds it and it can be taken away."""
        return OF_METHOD.get(self.key, setting.method) == setting.method or self.is_held(node)

    def is_held(self, node: Node) -> bool:
        return any(self.shown(node).values())

    def group(self, names: Sequence[str], setting: Setting) -> Any:
        laid = self.arranged(setting, names) if self.arranged else self.layout(names)
        return Box(self.legend, *laid, css_class=self.css_class)


def numbered(
    words: str, names: Sequence[str], *, laid: Callable[[Sequence[str]], Sequence[Any]] = list
) -> list[Any]:
    """Give each row of fields named `prefix:row:key` a box of its own, called with its `n`.

    `laid` lays out the fields of one row.
    """
    rows = enumerate(rows_of(names).values(), start=1)
    return [Box(words % {"n": n}, *laid(held)) for n, held in rows]


def plain(legend: Any, make: Callable[[], Fields]) -> Aspect:
    """Make an aspect whose fields are named like the question's keys and written as they are."""
    names = tuple(make())
    return Aspect(
        fields=lambda node, setting: make(),
        shown=lambda node: {name: node.get(name) for name in names},
        changes=lambda cleaned, node: {name: cleaned[name] for name in names},
        legend=legend,
    )


TEXTS = plain(
    "",
    lambda: {
        "title": long_line(_("Question")),
        "why": prose(_("Why it matters"), _("One sentence under the question."), rows=2),
        "answered_by": choice(_("Best answered by"), [("", _("Anyone")), *DISCIPLINES]),
    },
)
ADVICE = plain(
    _("Advice"),
    lambda: {
        "improvement": prose(_("How to improve"), _("What to do next, and what done looks like.")),
        "evidence_hint": prose(_("What would prove it"), _("Asked for beside the answer."), rows=2),
    },
)


def ref_field() -> Field:
    """Ask what something is called elsewhere: at most 200 characters."""
    said = _("What it is called in the file of another tool it came from.")
    return line(_("Reference"), said, limit=NAME_LENGTH)


ORIGIN = plain(
    _("Where it comes from"),
    lambda: {
        "source": prose(_("Source"), rows=1),
        "origin": line(
            _("Origin"),
            _("A short mark of where it was taken from: small letters, digits, hyphens."),
            limit=50,
        ),
        "ref": ref_field(),
    },
)
REF = plain(_("Where it comes from"), lambda: {"ref": ref_field()})


def _weight(node: Node, setting: Setting) -> Fields:
    said = _(
        "From 1 to 1,000; empty: 1. The score goes by other things; "
        "how much is answered goes by this."
    )
    if setting.method == "weighted_mean":
        said = _("From 1 to 1,000, beside the others of its part; empty: 1.")
    elif setting.method in ADDS_POINTS:
        said = _("From 1 to 1,000: how many times its points count; empty: 1.")
    return {"weight": number(_("Weight"), said, min_value=1, max_value=1000)}


WEIGHT = Aspect(
    fields=_weight,
    shown=lambda node: {"weight": node.get("weight")},
    changes=lambda cleaned, node: {"weight": cleaned["weight"]},
    legend=_("How much it counts"),
)
EFFORT = plain(
    _("Effort"),
    lambda: {"effort": number(_("Person-days"), min_value=0, max_value=10_000)},
)
EFFORT_EACH = plain(
    _("Effort"),
    lambda: {"effort": number(_("Person-days for each option"), min_value=0, max_value=10_000)},
)
PARTLY = plain(
    _("Answers"),
    lambda: {"partly": tick(_("“Partly” can be answered too, and counts half"))},
)
AT_LEAST_ONE = plain("", lambda: {"at_least_one": tick(_("At least one option has to be ticked"))})
NUMBER = plain(
    _("The number"),
    lambda: {
        "unit": line(_("Unit"), _("Like “people” or “%”.")),
        "minimum": number(_("Smallest allowed")),
        "maximum": number(_("Largest allowed")),
    },
)
LENGTH = plain(
    _("The text"),
    lambda: {"max_length": number(_("Most characters"), min_value=1, max_value=4000)},
)


def _when(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    """Change the sentence and keep the conditions beside it; without a sentence, drop the rule."""
    when = cleaned["not_applicable_when"]
    rule = {**node.get("not_applicable", {}), "when": when} if when else None
    return {"not_applicable": rule}


NOT_APPLICABLE = Aspect(
    fields=lambda node, setting: {
        "not_applicable_when": dropping(
            line(
                _("May be called not applicable"),
                _("Say when, like “if no personal data is used”. Empty: never."),
            )
        )
    },
    shown=lambda node: {"not_applicable_when": node.get("not_applicable", {}).get("when")},
    changes=_when,
    legend=_("Not applicable"),
)
