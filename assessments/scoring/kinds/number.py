"""Number: kept and shown with its unit, never scored."""

import math
from typing import Any

from assessments.scoring.bank import NumberQuestion, plain_number
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import KindRules

# Beyond this a double no longer holds every whole number.
LARGEST = 10**15


def parse(question: NumberQuestion, raw: Any) -> float | int:
    """Give a finite number within the question's bounds; whole ones as int."""
    number = _number(raw)
    if number is None or not math.isfinite(number) or abs(number) > LARGEST:
        raise AnswerOutOfRange(question.code, f"{str(raw)[:40]!r} is not a usable number.")
    if question.minimum is not None and number < question.minimum:
        _refuse(question, f"The number is below {plain_number(question.minimum)}.")
    if question.maximum is not None and number > question.maximum:
        _refuse(question, f"The number is above {plain_number(question.maximum)}.")
    return plain_number(number)


def _refuse(question: NumberQuestion, message: str) -> None:
    raise AnswerOutOfRange(question.code, message)


def _number(raw: Any) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if isinstance(raw, str) and (not raw.isascii() or "_" in raw):
        return None
    try:
        return float(raw)
    except (ValueError, OverflowError):
        return None


def words(question: NumberQuestion, value: float) -> tuple[str, ...]:
    return (f"{value} {question.unit}".strip(),)


RULES = KindRules(parse=parse, words=words)
