"""Rubric: a level 0..n; s = level / n."""

import re
from fractions import Fraction
from typing import Any

from assessments.scoring.bank import RubricQuestion
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import KindRules, ratio

_LEVEL = re.compile(r"[0-9]{1,2}")


def parse(question: RubricQuestion, raw: Any) -> int:
    """Give the level; "3" and 3.0 are 3."""
    top = len(question.levels) - 1
    level = raw if type(raw) is int else _level(raw)
    if level is None or not 0 <= level <= top:
        said = "true or false" if isinstance(raw, bool) else repr(raw)[:40]
        raise AnswerOutOfRange(
            question.code, f"There is no level {said}; the levels are 0 to {top}."
        )
    return level


def _level(raw: Any) -> int | None:
    if isinstance(raw, str) and _LEVEL.fullmatch(raw.strip()):
        return int(raw)
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return None


def words(question: RubricQuestion, value: int) -> tuple[str, ...]:
    return (question.levels[value],)


def share(question: RubricQuestion, value: int) -> Fraction:
    return ratio(value, len(question.levels) - 1)


def top(question: RubricQuestion) -> int:
    return len(question.levels) - 1


def next_steps(question: RubricQuestion, value: int | None, wanted: int) -> tuple[str, ...]:
    """Give the text of the next level; for an unknown level all texts up to the wanted one."""
    if value is None:
        return question.levels[1 : wanted + 1]
    return question.levels[value + 1 : value + 2]


def effort(question: RubricQuestion, value: int | None, wanted: int) -> float | None:
    """Add up the steps from the level (unknown: from 0) to the wanted one, in person-days."""
    return sum(question.effort[value or 0 : wanted]) if question.effort else None


RULES = KindRules(
    parse=parse,
    words=words,
    scored=lambda _question: True,
    share=share,
    top=top,
    denominator=top,
    next_steps=next_steps,
    effort=effort,
)
