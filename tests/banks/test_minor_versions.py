"""What makes a minor version changes no figure of any scorecard and drops no answer."""

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from assessments.banks.diff import diff
from assessments.banks.diff.effect import carried_over
from assessments.banks.diff.questions import question_changes
from assessments.banks.formats.canonical import content_of
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Unscored
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.random_banks import random_answers, random_bank
from tests.scoring.small_bank import small_bank

ON = dt.date(2026, 6, 1)
# What people read beside the figures, and advice: they may well be other words.
WORDS = frozenset({"label", "reason", "recommendations", "provisional_because"})
KEPT = frozenset({"slug", "version", "notes", "format"})


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Give every place of a content with what holds it."""
    keys = range(len(node)) if isinstance(node, list) else [key for key in node if key not in KEPT]
    found = [(node, key) for key in keys]
    for _, key in list(found):
        if isinstance(node[key], dict | list):
            found += spots(node[key])
    return found


def changed(chance: Random, content: dict[str, Any]) -> None:
    """Change, take away, double or shuffle anything at all."""
    everywhere = spots(content)
    holder, key = chance.choice(everywhere)
    values = [held[at] for held, at in everywhere]
    value, act = holder[key], chance.random()
    if act < 0.15:
        del holder[key]
    elif isinstance(value, list) and act < 0.5:
        chance.shuffle(value)
    elif isinstance(value, list):
        value.append(deepcopy(chance.choice(value)) if value else "x")
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int | float):
        holder[key] = value + chance.choice((-1, 1, 0.5))
    elif isinstance(value, str):
        texts = [one for one in values if isinstance(one, str)]
        holder[key] = chance.choice([*texts, f"{value} again", f"{value} again", "Other words"])


def pair(chance: Random, old: Bank) -> Bank | None:
    """Give another bank made from it by a few changes, None where that is no bank."""
    content = content_of(old)
    for _ in range(chance.choice((1, 1, 2, 3))):
        changed(chance, content)
    try:
        return Bank.model_validate(content)
    except (ValidationError, TypeError):
        return None


def figures(found: Any) -> Any:
    """Give a scorecard as plain values without words, in an order of its own."""
    if isinstance(found, Unscored):
        return "unscored"
    if is_dataclass(found):
        names = [field.name for field in fields(found) if field.name not in WORDS]
        return {name: figures(getattr(found, name)) for name in names}
    if isinstance(found, Mapping):
        return {key: figures(value) for key, value in found.items()}
    if isinstance(found, tuple):
        return sorted((figures(one) for one in found), key=repr)
    return found


BANKS = {"small": small_bank, **METHOD_BANKS}


@pytest.mark.parametrize("name", [*BANKS, "random"])
def test_a_minor_moves_no_figure_and_drops_no_answer(name):
    chance, minors = Random(name), 0  # noqa: S311 -- a seeded test
    for _ in range(150):
        old = random_bank(chance) if name == "random" else BANKS[name]()
        new = pair(chance, old)
        if new is None or diff(old, new).moves_scores:
            continue
        minors += 1
        changes = question_changes(old, new)
        for _ in range(3):
            answers = random_answers(chance, old, 8)
            told = (name, [(one.code, one.keys) for one in changes if not one.is_same])
            assert carried_over(new, answers, changes) == answers, told
            before, after = (figures(score(bank, answers, ON)) for bank in (old, new))
            assert before == after, told
    assert minors > 10
