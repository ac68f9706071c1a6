"""Date: a day in the form 2026-03-31, never scored."""

from typing import Any

from assessments.scoring.bank import DateQuestion
from assessments.scoring.days import iso_day
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import KindRules


def parse(question: DateQuestion, raw: Any) -> str:
    """Give the day as ISO text, from such a text or a date."""
    day = iso_day(raw)
    if day is None:
        raise AnswerOutOfRange(
            question.code, f"{str(raw)[:40]!r} is not a date in the form 2026-03-31."
        )
    return day.isoformat()


def words(_question: DateQuestion, value: str) -> tuple[str, ...]:
    return (value,)


RULES = KindRules(parse=parse, words=words)
