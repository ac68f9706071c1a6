"""Better answers in words: where a question stands, where it should come to, what it takes."""

from fractions import Fraction

from assessments.scoring.answers import Value
from assessments.scoring.bank import MultipleQuestion, Question, RubricQuestion
from assessments.scoring.display import rounded
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split


def days_words(days: Fraction) -> str:
    """Give person-days with at most two places, like "1 day" or "2.25 days"."""
    number = rounded(days, 2).rstrip("0").rstrip(".")
    return "1 day" if number == "1" else f"{number} days"


def answer_words(question: Question, value: Value | None) -> str:
    """Give an answer in short: a level, how many options are ticked, or the choice itself."""
    if value is None:
        return "open"
    if isinstance(question, RubricQuestion):
        return f"level {value}"
    if isinstance(question, MultipleQuestion):
        return _ticked(question, tuple(value))  # type: ignore[arg-type]  # a parsed value
    return rules_of(question).words(question, value)[0]


def _ticked(question: MultipleQuestion, value: tuple[str, ...]) -> str:
    ticked, marked = split(value)
    options = [c for c in question.choices if not c.exclusive and c.code not in marked]
    return f"{sum(c.code in ticked for c in options)} of {len(options)}"


def done_words(question: Question, value: Value) -> str:
    """Say when the answer is reached: the level's own text, or which options may be ticked."""
    if isinstance(question, RubricQuestion):
        return question.levels[int(value)]  # type: ignore[arg-type]  # a parsed level
    if isinstance(question, MultipleQuestion):
        return "Any of the options that apply will do."
    return ""
