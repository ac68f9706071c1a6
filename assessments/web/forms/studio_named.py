"""Levels, bands and risks in the edit form of a bank's scoring: each has a name and a meaning.

One keeps its code for good; a new one gets a code of its name. Levels and risks have a place in
the list that can be changed; bands stand in the order of their bounds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import Any, Final, TypeAlias

from crispy_forms.layout import Div
from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.codes import proposed_code
from assessments.banks.draft_tree import Node
from assessments.scoring.bank_scoring import MOST_LEVELS
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, numbered
from assessments.web.forms.studio_fields import (
    MOST_POINTS,
    dropping,
    in_order,
    line,
    list_place,
    new_row,
    number,
    prose,
    rows_of,
)

NEW: Final = 2
NEW_ROW: Final = "new-"  # a hyphen stands in no code


Short: TypeAlias = Callable[[str], dict[str, Field]]
Order: TypeAlias = Callable[[list[Node]], list[Node]]
Problems: TypeAlias = Callable[[Cleaned], Iterator[Problem]]


def _place(code: str) -> dict[str, Field]:
    """What is not there yet stands at the end."""
    return {} if code.startswith(NEW_ROW) else {"place": list_place(MOST_LEVELS)}


def _bounds(code: str) -> dict[str, Field]:
    labels = {"up_to": _("Up to and with"), "below": _("Or: below")}
    return {
        name: number(label, min_value=-MOST_POINTS, max_value=MOST_POINTS)
        for name, label in labels.items()
    }


@dataclass(frozen=True, slots=True)
class Named:
    """The rows under one key of the scoring; fields are named `prefix:code:name`.

    `words` is the legend of one row, `new_words` the label of a new name. `short` gives the fields
    of a row beside its texts, `kept` which of them the row itself holds.
    """

    key: str
    prefix: str
    words: Any
    new_words: Any
    short: Short = _place
    kept: tuple[str, ...] = ()
    order: Order = list
    problems: Problems = lambda cleaned: iter(())

    def aspect(self, legend: Any) -> Aspect:
        return Aspect(
            fields=lambda node, setting: self.fields(node),
            shown=self.shown,
            changes=self.changes,
            legend=legend,
            problems=lambda cleaned, node, setting: chain(
                self.nameless(cleaned, node), self.problems(cleaned)
            ),
            layout=self.layout,
            css_class="plain",
        )

    def known(self, node: Node) -> dict[str, Node]:
        return {str(one.get("code", "")): one for one in node.get(self.key, ())}

    def new(self, node: Node) -> list[str]:
        """Name the rows for what is not there yet."""
        return [
            f"{NEW_ROW}{place}" for place in range(min(NEW, MOST_LEVELS - len(self.known(node))))
        ]

    def fields(self, node: Node) -> Fields:
        made: Fields = {}
        for code in self.known(node):
            gone = _("Its code is %(code)s. Left empty, it is removed.") % {"code": code}
            made |= self.row(code, dropping(line(_("Name"), gone)))
        for code in self.new(node):
            row = self.row(code, line(self.new_words))
            made |= {name: new_row(field) for name, field in row.items()}
        return made

    def row(self, code: str, name: Field) -> Fields:
        meaning = prose(_("What it means"), rows=2)
        row = {"name": name, **self.short(code), "sentence": meaning}
        return {f"{self.prefix}:{code}:{key}": field for key, field in row.items()}

    def shown(self, node: Node) -> dict[str, Any]:
        return {
            f"{self.prefix}:{code}:{name}": {**held, "place": place}.get(name)
            for place, (code, held) in enumerate(self.known(node).items(), start=1)
            for name in ("name", "sentence", "place", *self.kept)
        }

    def changes(self, cleaned: Cleaned, node: Node) -> dict[str, Any]:
        known, made = self.known(node), []
        taken = set(known)
        for code in (*in_order(cleaned, self.prefix, list(known)), *self.new(node)):
            at = f"{self.prefix}:{code}"
            if not (name := cleaned[f"{at}:name"]):
                continue
            fallback = self.prefix
            before = known.get(code) or {"code": proposed_code("", name, taken, fallback=fallback)}
            taken.add(before["code"])
            typed = {key: cleaned[f"{at}:{key}"] for key in ("name", "sentence", *self.kept)}
            made.append({k: v for k, v in {**before, **typed}.items() if v is not None and v != ""})
        return {self.key: self.order(made)}

    def nameless(self, cleaned: Cleaned, node: Node) -> Iterator[Problem]:
        """A new one has a name, or nothing at all."""
        for code in self.new(node):
            at = f"{self.prefix}:{code}"
            if cleaned.get(f"{at}:sentence") and cleaned.get(f"{at}:name") == "":
                yield f"{at}:name", _("Give it a name, or empty what it means.")

    def layout(self, names: Sequence[str]) -> Sequence[Any]:
        return numbered(str(self.words), names, laid=_laid)


def _laid(names: Sequence[str]) -> list[Any]:
    """Put what stands between name and meaning, all short, side by side."""
    name, *short, meaning = names
    return [name, *([Div(*short, css_class="figures pair")] if short else ()), meaning]


def _ends(cleaned: Cleaned) -> Iterator[Problem]:
    """A band has a name and at most one bound, and no two end in the same place."""
    ends = set()
    for code in rows_of(cleaned, "level"):
        at = f"level:{code}"
        up_to, below = cleaned.get(f"{at}:up_to"), cleaned.get(f"{at}:below")
        end = _end(up_to, below)
        if up_to is not None and below is not None:
            yield f"{at}:below", _("A band has one bound: empty one of the two.")
        elif end == UNBOUND or (not cleaned.get(f"{at}:name") and not code.startswith(NEW_ROW)):
            continue
        elif not cleaned.get(f"{at}:name"):
            yield f"{at}:name", _("Give the band a name, or empty its bound.")
        elif end in ends:
            yield f"{at}:{'up_to' if below is None else 'below'}", _("Another band ends here.")
        ends.add(end)


UNBOUND: Final = (inf, 0)


def _end(up_to: float | None, below: float | None) -> tuple[float, int]:
    """Give where a band ends, so that bands can be ordered: below 1 is before up to 1."""
    if up_to is not None:
        return (up_to, 1)
    return UNBOUND if below is None else (below, 0)


def _rising(bands: list[Node]) -> list[Node]:
    return sorted(bands, key=lambda band: _end(band.get("up_to"), band.get("below")))


LEVELS = Named(
    "levels", "level", gettext_lazy("Level %(n)s"), gettext_lazy("Name of a level above")
)
RISKS = Named("risks", "risk", gettext_lazy("Risk %(n)s"), gettext_lazy("Name of a greater risk"))
BANDS = Named(
    "levels",
    "level",
    gettext_lazy("Band %(n)s"),
    gettext_lazy("Name of a new band"),
    short=_bounds,
    kept=("up_to", "below"),
    order=_rising,
    problems=_ends,
)
