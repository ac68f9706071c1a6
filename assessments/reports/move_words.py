"""Better answers in words: where a question stands, where it should come to, what it takes."""

from fractions import Fraction

from assessments.reports.reaching import levels_to_reach
from assessments.scoring.answers import Value
from assessments.scoring.bank import Bank, MultipleQuestion, Question, RubricQuestion
from assessments.scoring.conditions import questions_of
from assessments.scoring.display import rounded, together
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split


def days_words(days: Fraction) -> str:
    """Give person-days with at most two places, like "1 day" or "2.25 days"."""
    number = rounded(days, 2).rstrip("0").rstrip(".")
    return together("1 day" if number == "1" else f"{number} days")


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


def done_words(bank: Bank, question: Question, before: Value | None, value: Value) -> str:
    """Say when an answer is reached: the texts of the levels, or how many options have to hold.

    Where what is asked or does not apply elsewhere hangs on the options, they are named.
    """
    if isinstance(question, RubricQuestion):
        levels = levels_to_reach(question, before, value)  # type: ignore[arg-type]  # read levels
        texts = [question.levels[level] for level in levels]
        if len(texts) == 1:
            return texts[0]
        return " ".join(f"Level {at}: {text}" for at, text in zip(levels, texts, strict=True))
    if isinstance(question, MultipleQuestion):
        return _options_words(bank, question, tuple(value))  # type: ignore[arg-type]  # as above
    return ""


def _options_words(bank: Bank, question: MultipleQuestion, value: tuple[str, ...]) -> str:
    ticked, marked = split(value)
    options = [c for c in question.choices if not c.exclusive and c.code not in marked]
    wanted = [choice.text for choice in options if choice.code in ticked]
    if len(wanted) == len(options):
        every = f"All {len(options)} options that apply hold."
        return every if len(options) > 1 else "The one option that applies holds."
    if _decides(bank, question.code):
        return f"These options hold: {'; '.join(wanted)}"
    return f"Any {len(wanted)} of the {len(options)} options that apply will do."


def _decides(bank: Bank, code: str) -> bool:
    """Whether what is asked, or may be called not applicable, elsewhere hangs on the answer."""
    sections = (section for part in bank.parts for section in part.sections)
    every = (*bank.parts, *sections, *bank.questions.values())
    rules = [q.not_applicable for q in bank.questions.values() if q.not_applicable]
    conditions = (
        *(one.show_if for one in every),
        *(rule.allowed_if for rule in rules),
        *(rule.closed_if for rule in rules),
    )
    return any(code in questions_of(condition) for condition in conditions if condition)
