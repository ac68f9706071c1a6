"""What each text of a bank is called where it is translated, instead of its key in the file."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from assessments.banks.draft_tree import Node, find
from assessments.scoring.outline import Place

Steps = Sequence[str]

NAMES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "title": _l("Title"),
        "short_title": _l("Short title"),
        "description": _l("Description"),
        "publisher": _l("Publisher"),
        "licence": _l("Licence"),
        "attribution": _l("Attribution"),
        "source": _l("Source"),
        "why": _l("Why it matters"),
        "improvement": _l("How to improve"),
        "evidence_hint": _l("What would prove it"),
        "unit": _l("Unit"),
        "highest_level_reason": _l("Why no higher"),
        "name": _l("name"),
        "sentence": _l("what it means"),
        "not_applicable": _l("when it may be marked as not applying"),
    }
)


def text_name(content: Node, code: str, key: str) -> str:
    """Name the text with a translation key, of the element with this code, for who translates."""
    steps = key.removeprefix(f"{code}/").removeprefix("scoring/").split("/")
    node = find(content, code).node
    named = _NAMED.get(steps[0]) if len(steps) > 1 else None
    if named:
        return named(node, steps[1:])
    if steps == ["title"] and "kind" in node:
        return _("Question")
    return _plain(steps[-1])


def _plain(field: str) -> str:
    return str(NAMES.get(field, field.replace("_", " ")))


def _level(node: Node, steps: Steps) -> str:
    """Name a level of a rubric by its number, one of readiness by its name."""
    if len(steps) == 1:
        return _("Level %(number)s") % {"number": steps[0]}
    return _of_scoring(_("Level “%(name)s”: %(field)s"), node, "levels", steps)


def _risk(node: Node, steps: Steps) -> str:
    return _of_scoring(_("Risk “%(name)s”: %(field)s"), node, "risks", steps)


def _of_scoring(words: str, node: Node, key: str, steps: Steps) -> str:
    names = {one.text("code"): one.text("name") for one in Place("", node).children(key)}
    return words % {"name": names.get(steps[0]) or steps[0], "field": _plain(steps[-1])}


def _choice(node: Node, steps: Steps) -> str:
    codes = [one.text("code") for one in Place("", node).children("choices")]
    choice = _("Choice %(number)d") % {"number": codes.index(steps[0]) + 1}
    if steps[1] == "text":
        return choice
    inner = _resource(node, steps[2:]) if steps[1] == "resources" else _plain(steps[1])
    return _("%(choice)s: %(field)s") % {"choice": choice, "field": inner}


def _resource(_node: Node, steps: Steps) -> str:
    return _("Help text %(number)d") % {"number": int(steps[0]) + 1}


def _example(_node: Node, steps: Steps) -> str:
    return _("Example %(number)d") % {"number": int(steps[0]) + 1}


def _aside(_node: Node, steps: Steps) -> str:
    return _("What a question in brackets opens, %(number)d") % {"number": int(steps[0]) + 1}


def _stream(_node: Node, steps: Steps) -> str:
    return _("Stream %(number)d of %(section)s") % {
        "number": int(steps[1]) + 1,
        "section": steps[0],
    }


def _not_applicable(_node: Node, _steps: Steps) -> str:
    return _("When it may be called not applicable")


_NAMED: Final[Mapping[str, Callable[[Node, Steps], str]]] = MappingProxyType(
    {
        "levels": _level,
        "risks": _risk,
        "choices": _choice,
        "resources": _resource,
        "examples": _example,
        "asides": _aside,
        "streams": _stream,
        "not_applicable": _not_applicable,
    }
)
