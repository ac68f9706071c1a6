"""The one plain form of a bank, and its digest: what stays the same in every format and release."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.scoring.bank import Bank, Kind, Scored, plain_number
from assessments.scoring.wording import texts_in

NOT_CONTENT = ("version", "notes")
SCORED_KINDS = frozenset({Kind.RUBRIC, Kind.SINGLE, Kind.MULTIPLE, Kind.BOOLEAN})
# How a question reads best: what is asked, how it counts, what may be answered, what helps.
QUESTION_KEYS = (
    *("code", "kind", "title", "why", "answered_by", "weight", "gate", "stage"),
    *("show_if", "ask_again_if", "not_applicable"),
    *(
        "levels",
        "choices",
        "rules",
        "at_least_one",
        "partly",
        "unit",
        "minimum",
        "maximum",
        "max_length",
    ),
    *("effort", "improvement", "evidence_hint", "examples", "resources", "origin", "ref", "source"),
)


def content_of(bank: Bank) -> dict[str, Any]:
    """Give the bank as plain data: fixed key order, whole numbers as ints.

    Fields at their default are left out, but for the weights of questions that are scored.
    """
    dumped = bank.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    sections = [section for part in dumped["parts"] for section in part["sections"]]
    for holder, key in ((dumped, "profile"), *((section, "questions") for section in sections)):
        if key in holder:
            weighted = key == "questions"
            holder[key] = [_in_order(question, weighted=weighted) for question in holder[key]]
    _order_names(bank, dumped)
    head = {"format": bank.format, "slug": bank.slug, "version": bank.version}
    plain: dict[str, Any] = _plain(head | dumped)
    return plain


def canonical_json(content: Mapping[str, Any]) -> str:
    """Give plain data in the one spelling that is hashed: sorted keys, no blanks."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(bank: Bank) -> str:
    """Give the SHA-256 of what the bank asks and how it scores, in hex.

    Version number and notes do not count; neither does a field that has its default, so that a
    later release with more fields gives the same digest.
    """
    content = {key: value for key, value in content_of(bank).items() if key not in NOT_CONTENT}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _order_names(bank: Bank, dumped: dict[str, Any]) -> None:
    """Put mappings by name into the order of what they name: a database may have shuffled them."""
    parts = [part.code for part in bank.parts]
    levels = bank.scoring.level_codes
    scoring = dumped["scoring"]
    if "floors" in scoring:
        floors = _sorted_as(scoring["floors"], parts)
        scoring["floors"] = {part: _sorted_as(row, levels) for part, row in floors.items()}
    sections = [section.code for _, section in bank.iter_sections()]
    questions = list(bank.questions)
    for key, order in (
        *(("part_weights", parts), ("wanted", levels)),
        *(("streams", sections), ("targets", questions), ("baselines", questions)),
    ):
        if key in scoring:
            scoring[key] = _sorted_as(scoring[key], order)
    if translations := dumped.get("translations"):
        order = list(texts_in(dumped))
        dumped["translations"] = {
            language: _sorted_as(translations[language], order) for language in sorted(translations)
        }


def _sorted_as(names: dict[str, Any], order: Iterable[str]) -> dict[str, Any]:
    return {name: names[name] for name in order if name in names}


def _in_order(question: dict[str, Any], *, weighted: bool) -> dict[str, Any]:
    # A weight is always spelled out where it counts, so that weights can be added up from a file.
    if weighted and question["kind"] in SCORED_KINDS:
        question = {"weight": Scored.model_fields["weight"].default} | question
    return {key: question[key] for key in QUESTION_KEYS if key in question}


def _plain(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_plain(value) for value in found]
    return plain_number(found) if isinstance(found, float) else found
