"""What a comparison with a question may say: its operators, and the values the question has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import PROFILE, Node, elements
from assessments.scoring.bank import Kind, plain_number

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question a condition may look at; without `options` the value is typed."""

    code: str
    title: str
    kind: Kind
    holder: str
    options: Pairs

    @property
    def operators(self) -> Pairs:
        return tuple((name, OPERATOR_WORDS[name]()) for name in operators_for(self))

    @property
    def takes_several(self) -> bool:
        """Whether several values may be ticked: is one of them."""
        return self.kind in (Kind.SINGLE, Kind.BOOLEAN)


OPERATOR_WORDS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "equals": lambda: _("is"),
        "includes": lambda: _("includes"),
        "at_least": lambda: _("is at least"),
        "at_most": lambda: _("is at most"),
        "answered": lambda: _("is answered, whatever it says"),
        "unanswered": lambda: _("is not answered"),
    }
)
# These need no value; the bank file writes them as `answered: true` and `answered: false`.
BARE: Mapping[str, bool] = MappingProxyType({"answered": True, "unanswered": False})
OPERATORS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.RUBRIC: ("at_least", "at_most", "equals"),
        Kind.SINGLE: ("equals",),
        Kind.MULTIPLE: ("includes",),
        Kind.BOOLEAN: ("equals",),
        Kind.NUMBER: ("at_least", "at_most", "equals"),
        Kind.TEXT: ("equals",),
        Kind.DATE: ("equals",),
    }
)


def operators_for(asked: Asked | None) -> tuple[str, ...]:
    """Give what may be compared; of a question that is gone, whatever was."""
    return (*OPERATORS[asked.kind], *BARE) if asked else tuple(OPERATOR_WORDS)


def asked_in(content: Node, besides: str) -> dict[str, Asked]:
    """Map the code of every question but one to what a comparison with it may say."""
    titles = {part.get("code"): part.get("title") for part in content.get("parts", ())}
    found = {}
    for element in elements(content):
        if element.group == "question" and element.code != besides:
            holder = titles.get(element.part) if element.part else _("Profile")
            node = element.node
            title, kind = str(node.get("title") or element.code), Kind(node["kind"])
            held = str(holder or PROFILE)
            found[element.code] = Asked(element.code, title, kind, held, _options(node, kind))
    return found


def _options(node: Node, kind: Kind) -> Pairs:
    if kind is Kind.BOOLEAN:
        partly = (("partly", _("partly")),) if node.get("partly") else ()
        return (("true", _("yes")), *partly, ("false", _("no")))
    if kind is Kind.RUBRIC:
        texts = enumerate(node.get("levels", ()))
        return tuple((str(level), f"{level}: {text}") for level, text in texts)
    choices = node.get("choices", ()) if kind in (Kind.SINGLE, Kind.MULTIPLE) else ()
    return tuple((str(one.get("code", "")), str(one.get("text", ""))) for one in choices)


def read_value(asked: Asked | None, text: str) -> Any:
    """Give a value as the bank file writes it."""
    if asked and asked.kind is Kind.BOOLEAN:
        return {"true": True, "false": False}.get(text, text)
    if asked and asked.kind in (Kind.RUBRIC, Kind.NUMBER):
        return _number(text)
    return text


def _number(text: str) -> float | int | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return plain_number(number) if isfinite(number) else text
