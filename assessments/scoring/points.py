"""What an answer is worth to the methods that add up points or average shares, exactly."""

from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import Value
from assessments.scoring.bank import Choice, Question
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split
from assessments.scoring.kinds.single import as_written

NOUGHT = Fraction(0)


class Scale(NamedTuple):
    """The points of a question: the fewest and the most one answer can have, and of all choices.

    `every` adds up all choices of a multiple question, and is `most` for the others.
    """

    least: Fraction
    most: Fraction
    every: Fraction


def states_points(question: Question) -> bool:
    """Say whether the question's choices state points."""
    return any(choice.points is not None for choice in _choices(question))


def has_points(question: Question) -> bool:
    """Say whether an answer has points: stated ones, or its share of 1."""
    return states_points(question) or rules_of(question).scored(question)


def worth(question: Question, value: Value) -> Fraction:
    """Give the points of a value: its choices' together, else its share of 1; times the weight."""
    weight = getattr(question, "weight", 1)
    if not states_points(question):
        return weight * (rules_of(question).share(question, value) or NOUGHT)
    taken = {value} if isinstance(value, str) else split(tuple_of(value))[0]
    chosen = (_points(choice) for choice in _choices(question) if choice.code in taken)
    return weight * sum(chosen, NOUGHT)


def tuple_of(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def scale(question: Question) -> Scale:
    """Give the bounds of `worth` over everything that can be answered."""
    weight = getattr(question, "weight", 1)
    if not states_points(question):
        best = rules_of(question).best(question) * weight
        return Scale(NOUGHT, best, best)
    found = _multiple(question) if question.kind == "multiple" else _single(question)
    return Scale(*(weight * bound for bound in found))


def _single(question: Question) -> Scale:
    stated = [_points(choice) for choice in _choices(question)]
    return Scale(min(stated), max(stated), max(stated))


def _multiple(question: Question) -> Scale:
    alone = [_points(choice) for choice in _choices(question) if choice.exclusive]
    together = [_points(choice) for choice in _choices(question) if not choice.exclusive]
    low, high = list(alone), list(alone)
    if together:
        low.append(sum((one for one in together if one < 0), NOUGHT) or min(together))
        high.append(sum((one for one in together if one > 0), NOUGHT) or max(together))
    return Scale(min(low), max(high), sum(alone + together, NOUGHT))


def has_quality(question: Question) -> bool:
    """Say whether an answer can be read as a share of full marks."""
    if rules_of(question).scored(question):
        return True
    return states_points(question) and _is_upward(scale(question))


def quality(question: Question, value: Value) -> Fraction:
    """Give the share of full marks in 0..1: the kind's own, else points of the most points."""
    rules = rules_of(question)
    if rules.scored(question):
        return rules.share(question, value) or NOUGHT
    return worth(question, value) / scale(question).most


def best_quality(question: Question) -> Fraction:
    rules = rules_of(question)
    return rules.best(question) if rules.scored(question) else Fraction(1)


def _is_upward(found: Scale) -> bool:
    return found.least >= 0 and found.most > 0


def _choices(question: Question) -> tuple[Choice, ...]:
    return getattr(question, "choices", ())


def _points(choice: Choice) -> Fraction:
    return as_written(choice.points or 0)
