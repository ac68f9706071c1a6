"""Where a finding of the check lies, in the words of the draft instead of a path in its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.banks.draft_tree import BANK, SCORING, Element, Node, code_at, elements, find
from assessments.banks.lint import Finding
from assessments.scoring.bank import Bank
from assessments.web.studio_rule_words import RULE_WORDS, RuleWords
from assessments.web.studio_witness import ShownWitness, shown_witness

MOST_SHOWN: Final = 50
_INSIDE: Final = re.compile(r"(?:parts|sections|questions|profile)\[\d+\](?:\.|$)")


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding, the code and name of the element whose page mends it, and where that is in words.

    `inside` is the place in that element alone, "" where it is about the whole of it.
    """

    found: Finding
    code: str
    name: str
    where: str
    inside: str
    witness: ShownWitness | None = None

    @property
    def words(self) -> Any:
        """What is wrong: the rule's title where that says all, else what the rule said here."""
        rule = RULE_WORDS[self.found.id]
        return rule.title if rule.says_all else self.found.message

    @property
    def says_all(self) -> bool:
        return RULE_WORDS[self.found.id].says_all

    @property
    def language(self) -> str:
        """The language it is about, where it is about translations."""
        head, _dot, language = self.found.path.partition(".")
        return language if head == "translations" else ""


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """What one rule found: its words, the first places, and how many there are in all."""

    id: str
    rule: RuleWords
    shown: list[PlacedFinding]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def grouped(
    content: Node, findings: tuple[Finding, ...], bank: Bank | None = None
) -> list[RuleFindings]:
    """Group findings by rule, those first that answers show; each rule has its first places."""
    by_rule: dict[str, list[Finding]] = {}
    for found in sorted(findings, key=lambda found: found.witness is None):
        by_rule.setdefault(found.id, []).append(found)
    return [
        RuleFindings(
            rule, RULE_WORDS[rule], placed(content, tuple(held[:MOST_SHOWN]), bank), len(held)
        )
        for rule, held in by_rule.items()
    ]


def placed(
    content: Node, findings: tuple[Finding, ...], bank: Bank | None = None
) -> list[PlacedFinding]:
    """Place the findings; of a finished bank those first that answers show, with the answers."""
    shown_first = sorted(findings, key=lambda found: found.witness is None)
    known = {one.code: one for one in reversed(list(elements(content))) if one.code}
    codes = [_code(content, found.path) for found in shown_first]
    places = [known.get(code) or find(content, code) for code in codes]
    return [_placed(*both, bank) for both in zip(places, shown_first, strict=True)]


def _code(content: Node, path: str) -> str:
    return SCORING if path.startswith("scoring") else code_at(content, path)


def _placed(element: Element, found: Finding, bank: Bank | None) -> PlacedFinding:
    inside = _INSIDE.sub("", found.path).removeprefix("scoring.")
    steps = list(_steps(element.node, inside))
    shown = shown_witness(bank, found.witness) if bank and found.witness else None
    name = _name(element)
    is_coded = element.code not in {BANK, SCORING} and name != element.code
    where = ", ".join([f"{element.code} “{name}”" if is_coded else name, *steps])
    return PlacedFinding(found, element.code, name, where, ", ".join(steps), shown)


def _name(element: Element) -> str:
    if element.code == BANK:
        return _("The bank")
    if element.code == SCORING:
        return _("Levels and scoring")
    return element.node.get("title") or element.code


def _steps(node: Node, inside: str) -> Iterator[str]:
    name, _bracket, rest = inside.partition(".")[0].partition("[")
    number = rest.rstrip("]")
    if name == "choices" and number:
        yield _("choice %(name)s") % {"name": _named(node, name, int(number), "text")}
    elif name == "rules" and number:
        yield _("rule %(number)s") % {"number": int(number) + 1}
    elif name == "risks" and number:
        yield _("risk %(name)s") % {"name": _named(node, name, int(number), "name")}
    elif name == "levels" and "method" in node and number:
        yield _("level %(number)s") % {"number": _named(node, name, int(number), "name")}
    elif name == "levels" and number:
        yield _("level %(number)s") % {"number": number}
    elif name:
        yield name.replace("_", " ")


def _named(node: Node, name: str, index: int, key: str) -> Any:
    """Name a choice, level or risk by its text, or by its place where it has none."""
    held = node.get(name) or []
    one = held[index] if index < len(held) else None
    text = one.get(key) if isinstance(one, dict) else None
    return f"“{text}”" if text else index + 1
