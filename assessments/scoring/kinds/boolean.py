"""Boolean: yes, no and, where the question allows it, partly: 1, 0 and 0.5 (guide 4.2)."""

from fractions import Fraction
from typing import Any

from assessments.scoring.bank import BooleanQuestion
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import KindRules, ratio

_READ = {"yes": True, "true": True, "no": False, "false": False, "partly": "partly"}
_WORDS = {True: "Yes", False: "No", "partly": "Partly"}
_SHARES = {True: ratio(1, 1), False: ratio(0, 1), "partly": ratio(1, 2)}


def parse(question: BooleanQuestion, raw: Any) -> bool | str:
    """Give True, False or "partly"; yes and no, true and false in letters are read too."""
    value = _READ.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if isinstance(value, bool) or (question.partly and value == "partly"):
        return value
    known = "yes, partly or no" if question.partly else "yes or no"
    raise AnswerOutOfRange(question.code, f"The answer is {known}, not {str(raw)[:40]!r}.")


def words(_question: BooleanQuestion, value: bool | str) -> tuple[str, ...]:  # noqa: FBT001 -- the value
    return (_WORDS[value],)


def share(_question: BooleanQuestion, value: bool | str) -> Fraction:  # noqa: FBT001 -- the value
    return _SHARES[value]


def next_steps(question: BooleanQuestion, _value: Any, _wanted: int) -> tuple[str, ...]:
    return (question.title,)


def effort(question: BooleanQuestion, _value: Any, _wanted: int) -> float | None:
    return question.effort or None


RULES = KindRules(
    parse=parse,
    words=words,
    scored=lambda _question: True,
    share=share,
    denominator=lambda _question: 2,
    next_steps=next_steps,
    effort=effort,
)
