"""What was answered, as texts: those of the bank, and the few words of ours in between."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from assessments.reports.language import decimal, gettext
from assessments.reports.scoring_words import told
from assessments.scoring.bank import Kind, MultipleQuestion, Question
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split


def answer_texts(question: Question, value: Any) -> tuple[str, ...]:
    """Give a parsed answer as its kind does, in the language that is spoken."""
    return _IN_WORDS.get(question.kind, _as_scoring)(question, value)


def _as_scoring(question: Question, value: Any) -> tuple[str, ...]:
    return rules_of(question).words(question, value)


def _yes_or_no(question: Question, value: Any) -> tuple[str, ...]:
    return tuple(told(text) for text in _as_scoring(question, value))


def _number(question: Question, value: Any) -> tuple[str, ...]:
    figure, blank, unit = _as_scoring(question, value)[0].partition(" ")
    return (f"{decimal(figure)}{blank}{unit}",)


def _options(question: Question, value: Any) -> tuple[str, ...]:
    assert isinstance(question, MultipleQuestion)  # noqa: S101 -- narrowing for mypy
    ticked, marked = split(value)
    holds = [choice.text for choice in question.choices if choice.code in ticked]
    left_out = [
        gettext("Does not apply: {option}", option=choice.text)
        for choice in question.choices
        if choice.code in marked
    ]
    return (*holds, *left_out)


_IN_WORDS: Final[Mapping[str, Callable[[Question, Any], tuple[str, ...]]]] = MappingProxyType(
    {
        Kind.BOOLEAN.value: _yes_or_no,
        Kind.NUMBER.value: _number,
        Kind.MULTIPLE.value: _options,
    }
)
