"""Text: kept as written, after the text gate, never scored."""

from datetime import date
from typing import Any

from assessments.scoring.bank import TextQuestion
from assessments.scoring.errors import AnswerOutOfRange
from assessments.scoring.kinds.rules import KindRules
from assessments.text import TextProblem, clean_text


def parse(question: TextQuestion, raw: Any) -> str:
    """Give the cleaned text; a number or date from a file is the text of it."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | date):
        raise AnswerOutOfRange(question.code, "The answer is a text.")
    try:
        text = clean_text(str(raw), max_length=question.max_length)
    except TextProblem as problem:
        raise AnswerOutOfRange(question.code, problem.message) from problem
    if not text:
        raise AnswerOutOfRange(question.code, "The text is empty.")
    return text


def words(_question: TextQuestion, value: str) -> tuple[str, ...]:
    return (value,)


RULES = KindRules(parse=parse, words=words)
