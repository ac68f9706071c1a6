"""Says a condition of a bank in words, for the people who edit it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.banks.draft_tree import Node, elements
from assessments.scoring.bank import Bank
from assessments.scoring.conditions import OPERATORS

SHORT: Final = 80
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


class Said(NamedTuple):
    """What a question asks, and its choices by their codes."""

    title: str
    choices: Mapping[str, str]


Words: TypeAlias = Mapping[str, Said]


def words_of_draft(content: Node) -> dict[str, Said]:
    """Map code to words of every question of a draft."""
    return {
        element.code: Said(str(element.node.get("title", "")), _choices(element.node))
        for element in elements(content)
        if element.group == "question"
    }


def _choices(node: Node) -> dict[str, str]:
    held = node.get("choices", ())
    return {str(one.get("code", "")): str(one.get("text", "")) for one in held}


def words_of_bank(bank: Bank) -> dict[str, Said]:
    """Map code to words of every question of a finished bank."""
    return {
        code: Said(asked.title, {one.code: one.text for one in getattr(asked, "choices", ())})
        for code, asked in bank.questions.items()
    }


def is_condition(value: Any) -> bool:
    """Say whether a value of a bank file is a condition."""
    return isinstance(value, Mapping) and bool({"all", "any", "not", *OPERATORS} & set(value))


def in_words(condition: Mapping[str, Any], words: Words) -> str:
    """Give the condition as a phrase; what is not in `words` is named by its code."""
    if "not" in condition:
        return _("not (%(condition)s)") % {"condition": in_words(condition["not"], words)}
    for key, joint in (("all", _("and")), ("any", _("or"))):
        if key in condition:
            return f" {joint} ".join(_bracketed(inner, words) for inner in condition[key])
    for operator, phrase in WORDS.items():
        if operator in condition:
            code = str(condition.get("question", "?"))
            said = words.get(code, Said("", {}))
            value = _value(condition[operator], said.choices)
            return phrase() % {"question": _question(code, said.title), "value": value}
    return "?"


def _bracketed(condition: Mapping[str, Any], words: Words) -> str:
    phrase = in_words(condition, words)
    return f"({phrase})" if {"all", "any"} & set(condition) else phrase


def _question(code: str, title: str) -> str:
    return f"{_quoted(title)} ({code})" if title else code


def _quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": Truncator(text).chars(SHORT)}


def _value(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(_value(one, choices) for one in value)
    text = choices.get(str(value), "")
    return _quoted(text) if text else str(value)
