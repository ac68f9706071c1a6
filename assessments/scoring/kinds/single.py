"""Single: one choice of several; scored only when every choice states a score."""

from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any

from assessments.scoring.bank import Choice, SingleQuestion
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import SHOWN_TOP, KindRules, ratio


def parse(question: SingleQuestion, raw: Any) -> str:
    """Give the code of the choice; a whole number stands for the code written so."""
    code = str(raw) if type(raw) is int else raw
    if not isinstance(code, str) or code.strip() not in question.by_code:
        known = ", ".join(question.by_code)
        raise AnswerOutOfRange(
            question.code, f"There is no choice {str(raw)[:40]!r}; the choices are {known}."
        )
    return code.strip()


def words(question: SingleQuestion, value: str) -> tuple[str, ...]:
    return (question.by_code[value].text,)


def scored(question: SingleQuestion) -> bool:
    return all(choice.score is not None for choice in question.choices)


def share(question: SingleQuestion, value: str) -> Fraction | None:
    return _exact(question.by_code[value]) if scored(question) else None


def _exact(choice: Choice) -> Fraction:
    return as_written(choice.score or 0)


@cache
def as_written(number: float) -> Fraction:
    """Give the decimal number people wrote, not its nearest binary one: 0.3 is 3/10."""
    return Fraction(str(number))


def denominator(question: SingleQuestion) -> int:
    return lcm(*(_exact(choice).denominator for choice in question.choices))


def best(question: SingleQuestion) -> Fraction:
    return max(_exact(choice) for choice in question.choices)


def next_steps(question: SingleQuestion, value: str | None, wanted: int) -> tuple[str, ...]:
    """Give the text of the lowest choice above the present one (unknown: that is enough)."""
    if value is None:
        enough = min(ratio(min(wanted, SHOWN_TOP), SHOWN_TOP), best(question))
        above = [choice for choice in question.choices if _exact(choice) >= enough]
    else:
        now = _exact(question.by_code[value])
        above = [choice for choice in question.choices if _exact(choice) > now]
    return (min(above, key=_exact).text,) if above else ()


def effort(question: SingleQuestion, _value: str | None, _wanted: int) -> float | None:
    return question.effort or None


RULES = KindRules(
    parse=parse,
    words=words,
    scored=scored,
    share=share,
    denominator=denominator,
    best=best,
    next_steps=next_steps,
    effort=effort,
)
