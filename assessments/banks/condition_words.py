"""Says a condition of a bank in words, for the people who edit it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

WORDS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "equals": lambda: _("%(question)s is %(value)s"),
        "any_of": lambda: _("%(question)s is one of %(value)s"),
        "includes": lambda: _("%(question)s includes %(value)s"),
        "at_least": lambda: _("%(question)s is at least %(value)s"),
        "at_most": lambda: _("%(question)s is at most %(value)s"),
        "answered": lambda: _("%(question)s is answered: %(value)s"),
    }
)


def in_words(condition: Mapping[str, Any]) -> str:
    """Give the condition as a phrase; questions are named by their code."""
    if "not" in condition:
        return _("not (%(condition)s)") % {"condition": in_words(condition["not"])}
    for key, joint in (("all", _("and")), ("any", _("or"))):
        if key in condition:
            return f" {joint} ".join(_bracketed(inner) for inner in condition[key])
    for operator, phrase in WORDS.items():
        if operator in condition:
            value = _value(condition[operator])
            return phrase() % {"question": condition.get("question", "?"), "value": value}
    return "?"


def _bracketed(condition: Mapping[str, Any]) -> str:
    words = in_words(condition)
    return f"({words})" if {"all", "any"} & set(condition) else words


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
