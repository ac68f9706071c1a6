"""Where a finding of the check lies, in the words of the draft instead of a path in its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import BANK, Element, Node, code_at, find
from assessments.banks.lint import Finding

_INSIDE: Final = re.compile(r"(?:parts|sections|questions|profile)\[\d+\](?:\.|$)")


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding, the code of the element whose page mends it, and where that is in words."""

    found: Finding
    code: str
    where: str


def placed(content: Node, findings: tuple[Finding, ...]) -> list[PlacedFinding]:
    return [_placed(content, found, code_at(content, found.path)) for found in findings]


def _placed(content: Node, found: Finding, code: str) -> PlacedFinding:
    element = find(content, code)
    inside = _INSIDE.sub("", found.path)
    where = ", ".join([_name(element), *_steps(element.node, inside)])
    return PlacedFinding(found, code, where)


def _name(element: Element) -> str:
    if element.code == BANK:
        return _("The bank")
    title = element.node.get("title")
    return f"{element.code} “{title}”" if title else element.code


def _steps(node: Node, inside: str) -> Iterator[str]:
    name, _bracket, rest = inside.partition(".")[0].partition("[")
    number = rest.rstrip("]")
    if name == "levels" and number:
        yield _("level %(number)s") % {"number": number}
    elif name == "choices" and number:
        yield _("choice %(name)s") % {"name": _choice(node, int(number))}
    elif name:
        yield name.replace("_", " ")


def _choice(node: Node, index: int) -> Any:
    """Name a choice by its text, or by its place where it has none."""
    choices = node.get("choices") or []
    choice = choices[index] if index < len(choices) else None
    text = choice.get("text") if isinstance(choice, dict) else None
    return f"“{text}”" if text else index + 1
