"""Reads one question of a lens: its choices, its resources and its risk rules."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from assessments.banks.formats.aws_lens import resources, words
from assessments.banks.formats.foreign import LINE, REF, Codes, Losses, choice_code, free, shortened
from assessments.scoring.risk_rules import DEFAULT

QUESTION_KEYS: Final = (
    *("id", "title", "description", "url", "choices", "riskRules"),
    *resources.KEYS,
)
CHOICE_KEYS: Final = ("id", "title", "description", *resources.KEYS)
MOST_CHOICES: Final = 99


class Question(NamedTuple):
    """A question of a bank, and whether it was given a choice its lens does not have."""

    content: dict[str, Any]
    has_added_choice: bool


def question_of(
    node: dict[str, Any], path: str, part: str, codes: Codes, losses: Losses
) -> Question:
    """Make a question of one of a lens; without choices it can only be answered in words."""
    losses.unread(node, path, QUESTION_KEYS)
    ref = losses.text(node.get("id"), f"{path}.id", REF)
    title = losses.text(node.get("title"), f"{path}.title", LINE)
    if not title:
        losses.add(f"{path}.title", "The question has no title; its id stands for it.")
    found = {
        "code": codes.of(ref or title, part, "question"),
        "ref": ref,
        "kind": "multiple",
        "title": title or ref or "Question without a title",
        "why": losses.text(node.get("description"), f"{path}.description"),
        "resources": [*resources.read_resources(node, path, losses), *_link(node, path, losses)],
        "not_applicable": {"when": words.NOT_APPLICABLE},
    }
    choices, ids = _choices(node, path, losses)
    if not choices:
        losses.add(f"{path}.choices", "A question without choices is asked in words.")
        return Question(_kept(found | {"kind": "text"}), has_added_choice=False)
    added = _none_choice(choices, ids)
    rules = list(_rules(node, path, ids, losses))
    return Question(_kept(found | {"choices": [*choices, *added], "rules": rules}), bool(added))


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value}


def _link(node: dict[str, Any], path: str, losses: Losses) -> Iterator[dict[str, Any]]:
    if url := losses.link(node.get("url"), f"{path}.url"):
        yield {"kind": "help", "url": url, "additional": True}


def _choices(
    node: dict[str, Any], path: str, losses: Losses
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Give the choices, and the code of each id."""
    found: list[dict[str, Any]] = []
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for place, choice in losses.mappings(node.get("choices"), f"{path}.choices"):
        if len(found) == MOST_CHOICES:
            losses.add(place, f"A question takes {MOST_CHOICES} choices; this one is left out.")
            continue
        losses.unread(choice, place, CHOICE_KEYS)
        ref = losses.text(choice.get("id"), f"{place}.id", REF)
        code = choice_code(ref, taken)
        if ref in ids:
            losses.add(f"{place}.id", f"The id {ref} stands twice; rules mean the first choice.")
        ids.setdefault(ref, code)
        found.append(_choice(choice, place, ref, code, losses))
    return found, ids


def _choice(node: dict[str, Any], path: str, ref: str, code: str, losses: Losses) -> dict[str, Any]:
    title = losses.text(node.get("title"), f"{path}.title", LINE)
    if not title:
        losses.add(f"{path}.title", "The choice has no title; its id stands for it.")
    said = losses.text(node.get("description"), f"{path}.description")
    described = [{"kind": "help", "text": said, "additional": True}] if said else []
    found = {
        "code": code,
        "text": title or ref or code,
        "ref": ref if ref != code else "",
        "exclusive": ref.endswith(words.NONE_SUFFIX),
        "resources": [*resources.read_resources(node, path, losses), *described],
    }
    return _kept(found)


def _none_choice(choices: list[dict[str, Any]], ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the choice that says that nothing holds, unless the question has one."""
    if any(one.get("exclusive") or words.NONE_TITLE.match(one["text"]) for one in choices):
        return []
    code = free(words.NONE_CODE, {one["code"] for one in choices} | set(ids))
    return [{"code": code, "text": words.NONE_TEXT, "exclusive": True}]


def _rules(
    node: dict[str, Any], path: str, ids: Mapping[str, str], losses: Losses
) -> Iterator[dict[str, Any]]:
    has_default = False
    for place, rule in losses.mappings(node.get("riskRules"), f"{path}.riskRules"):
        losses.unread(rule, place, ("condition", "risk"))
        when = _expression(losses.text(rule.get("condition"), f"{place}.condition"), ids)
        risk = words.RISKS.get(str(rule.get("risk")))
        if not when or risk is None:
            said = shortened(rule.get("risk"))
            losses.add(place, f"A rule needs a condition and one of three risks, not {said}.")
        elif when == DEFAULT and has_default:
            losses.add(place, "The question has a default rule already; this one never counts.")
        else:
            has_default |= when == DEFAULT
            yield {"when": when, "risk": risk}


def _expression(text: str, ids: Mapping[str, str]) -> str:
    """Put the codes of choices for their ids, where they differ."""
    if text.lower() == DEFAULT:
        return DEFAULT
    others = {ref: code for ref, code in ids.items() if ref and ref != code}
    if not others:
        return text
    longest = sorted(others, key=len, reverse=True)
    pattern = "|".join(rf"(?<![A-Za-z0-9_]){re.escape(ref)}(?![A-Za-z0-9_])" for ref in longest)
    return re.sub(pattern, lambda found: others[found.group()], text)
