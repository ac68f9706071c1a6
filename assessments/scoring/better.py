"""Which of two answers to a question is the better one, by what the bank's method counts."""

from fractions import Fraction
from typing import Final

from assessments.scoring.answers import Value
from assessments.scoring.bank import Bank, Question
from assessments.scoring.bank_scoring import TwoScores
from assessments.scoring.kinds import rules_of
from assessments.scoring.points import NOUGHT, has_quality, quality, worth

BY_POINTS: Final = frozenset({"minimum_of_parts", "additive", "two_scores"})


def more_is_better(bank: Bank, question: Question) -> bool:
    """Say whether more points are better: not in a raw score, nor where a bank measures risk.

    Mitigation is better the more there is of it, whatever the bank measures.
    """
    config = bank.scoring
    if not isinstance(config, TwoScores):
        return bank.direction == "readiness"
    holders = bank.section_of.get(question.code, ())
    return not {question.code, *(one.code for one in holders)}.isdisjoint(config.mitigation)


def merit(bank: Bank, question: Question, value: Value | None) -> Fraction:
    """Give what makes one answer better than another: its points where they count, or its share.

    Where more points are worse they count against it. Nothing said is worth nothing.
    """
    if value is None:
        return NOUGHT
    if bank.scoring.method in BY_POINTS:
        points = worth(question, value)
        return points if more_is_better(bank, question) else -points
    if not bank.is_weighted and has_quality(question):
        return quality(question, value)
    return rules_of(question).share(question, value) or NOUGHT
