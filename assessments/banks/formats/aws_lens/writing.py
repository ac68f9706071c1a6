"""Writes a bank as a lens; what a lens has no place for is listed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessments.banks.formats.aws_lens.resources import write_resources
from assessments.banks.formats.aws_lens.words import NONE_CODE, NONE_SUFFIX, RISKS, SCHEMA
from assessments.banks.formats.foreign import Losses, free
from assessments.banks.formats.json_text import write_json
from assessments.banks.formats.written import Written
from assessments.scoring.bank import Bank, Choice, MultipleQuestion, Part, Question
from assessments.scoring.risk_rules import DEFAULT

# What the tool takes: Well-Architected Tool user guide, lens format specification.
MOST: Final = {"pillars": 10, "questions": 20, "choices": 15, "riskRules": 3}
LONGEST: Final = {"name": 128, "title": 128, "description": 2048, "displayText": 2048}
SHORTEST_ID: Final = 3
MOST_BYTES: Final = 500_000
RISK_OF: Final = {code: name for name, code in RISKS.items()}


def write(bank: Bank) -> Written:
    """Write the questions with several choices, their rules and resources."""
    losses = Losses()
    taken: set[str] = set()
    lens: dict[str, Any] = {
        "schemaVersion": SCHEMA,
        "name": bank.title,
        "description": bank.description,
        "pillars": [_pillar(part, index, taken, losses) for index, part in enumerate(bank.parts)],
    }
    _left_out(bank, losses)
    _too_much(lens, "", losses)
    raw = write_json(lens).encode()
    if len(raw) > MOST_BYTES:
        losses.add("", f"The tool takes {MOST_BYTES} bytes; the lens has {len(raw)}.")
    return Written(raw, tuple(losses.found))


def _left_out(bank: Bank, losses: Losses) -> None:
    if bank.scoring.method != "risk_rules":
        losses.add("scoring", f"A lens has risk rules only, not {bank.scoring.method}.")
    for name in ("profile", "asides", "translations"):
        if getattr(bank, name):
            losses.add(name, f"A lens has no {name}.")


def _pillar(part: Part, index: int, taken: set[str], losses: Losses) -> dict[str, Any]:
    path = f"parts[{index}]"
    if len(part.sections) > 1:
        losses.add(f"{path}.sections", "A pillar has no sections; the questions follow each other.")
    questions: list[dict[str, Any]] = []
    for number, section in enumerate(part.sections):
        here = f"{path}.sections[{number}]"
        _hidden(section.show_if, here, losses)
        for place, question in enumerate(section.questions):
            questions += _question(question, f"{here}.questions[{place}]", taken, losses)
    _hidden(part.show_if, path, losses)
    found = {"id": _id(part.ref, part.code, taken), "name": part.title}
    described = {"description": part.description} if part.description else {}
    return {**found, **described, "questions": questions}


def _hidden(show_if: object, path: str, losses: Losses) -> None:
    if show_if is not None:
        losses.add(f"{path}.show_if", "In a lens everything is always asked.")


def _question(
    question: Question, path: str, taken: set[str], losses: Losses
) -> Iterator[dict[str, Any]]:
    if not isinstance(question, MultipleQuestion):
        losses.add(path, f"A lens has no question of the kind {question.kind}: {question.code}")
        return
    _hidden(question.show_if, path, losses)
    if not question.rules:
        losses.add(f"{path}.rules", "The tool takes no question without rules.")
    kept = [one for one in question.choices if not one.code.startswith(NONE_CODE)]
    ids = {choice.code: _choice_id(choice) for choice in kept}
    found: dict[str, Any] = {"id": _id(question.ref, question.code, taken)}
    found |= {"title": question.title, "description": question.why or question.title}
    yield {
        **found,
        **write_resources(question.resources),
        "choices": [_choice(choice, ids[choice.code]) for choice in kept],
        "riskRules": [
            {"condition": _condition(rule.when, ids), "risk": RISK_OF.get(rule.risk, "HIGH_RISK")}
            for rule in question.rules
        ],
    }


def _choice(choice: Choice, ref: str) -> dict[str, Any]:
    return {"id": ref, "title": choice.text, **write_resources(choice.resources)}


def _choice_id(choice: Choice) -> str:
    if choice.ref:
        return choice.ref
    if choice.exclusive and not choice.code.endswith(NONE_SUFFIX):
        return f"{choice.code}{NONE_SUFFIX}"
    return choice.code


def _id(ref: str, code: str, taken: set[str]) -> str:
    if ref:
        taken.add(ref)
        return ref
    stem = re.sub(r"[^A-Za-z0-9_]", "_", code)
    return free(stem.ljust(SHORTEST_ID, "_"), taken)


def _condition(when: str, ids: Mapping[str, str]) -> str:
    if when == DEFAULT:
        return when
    return re.sub(r"[A-Za-z0-9_]+", lambda found: ids.get(found.group(), found.group()), when)


def _too_much(node: Any, path: str, losses: Losses) -> None:
    """List what is longer, or more, than the tool takes."""
    if isinstance(node, list):
        for index, inner in enumerate(node):
            _too_much(inner, f"{path}[{index}]", losses)
    for key, value in node.items() if isinstance(node, dict) else ():
        here = f"{path}.{key}" if path else key
        if len(value) > MOST.get(key, len(value)) or len(value) > LONGEST.get(key, len(value)):
            most = MOST.get(key) or LONGEST[key]
            losses.add(here, f"The tool takes at most {most}; here are {len(value)}.")
        _too_much(value, here, losses)
