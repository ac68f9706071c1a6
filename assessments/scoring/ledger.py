"""How each figure comes about: the terms of its sum, and what was left out and why.

Made anew from the single questions, as fractions; tests hold every sum against the scorecard.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Final

from assessments.scoring.answers import BLANK, Answer, Answers, State
from assessments.scoring.bank import Bank, Part, Question, Section
from assessments.scoring.conditions import questions_of, truth
from assessments.scoring.kinds import rules_of
from assessments.scoring.scorecard import QuestionScore, Range, Scorecard
from assessments.scoring.visibility import Visible, visible


class Figure(StrEnum):
    """What is a weighted mean: of questions in a part or section, of parts in the whole."""

    SCORE = "score"
    LOW = "low"
    HIGH = "high"
    COVERAGE = "coverage"
    CONFIDENCE = "confidence"
    NOT_APPLICABLE = "not_applicable"


class Omitted(StrEnum):
    """Why something does not stand in a sum."""

    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Term:
    """One question or part in a sum: `weight` times `factor`, which lies in 0..1."""

    code: str
    weight: int
    factor: Fraction

    @property
    def points(self) -> Fraction:
        return self.weight * self.factor


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out; `because` lists the questions whose answers hide it."""

    code: str
    why: Omitted
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mean:
    """A weighted mean with all that went into it; without weight it has no value."""

    figure: Figure
    terms: tuple[Term, ...]
    left_out: tuple[Omission, ...]

    @cached_property
    def weight(self) -> int:
        return sum(term.weight for term in self.terms)

    @cached_property
    def points(self) -> Fraction:
        # Shares have few denominators: whole numbers are summed for each of them.
        numerators: dict[int, int] = defaultdict(int)
        for term in self.terms:
            numerators[term.factor.denominator] += term.weight * term.factor.numerator
        return sum((Fraction(over, below) for below, over in numerators.items()), Fraction(0))

    @cached_property
    def value(self) -> Fraction | None:
        return self.points / self.weight if self.weight else None


def mean_of(
    bank: Bank,
    answers: Answers,
    card: Scorecard,
    figure: Figure,
    place: Part | Section,
    found: Visible | None = None,
) -> Mean:
    """Give the sum behind a figure of a part or section, question by question.

    Args:
        bank: the bank of the scorecard.
        answers: the answers it was made from.
        card: what `score` gave for them.
        figure: which figure.
        place: a part or section of the bank.
        found: what is visible for the answers, where it is known already.

    Source: docs/scoring.md, rules S2 to S10, S20, S22 and S23.
    """
    marks_count = figure is Figure.NOT_APPLICABLE
    found = found or visible(bank, answers)
    terms, left_out = [], []
    for question in place.questions:
        why = _omitted(card, question.code, marks_count=marks_count)
        if why is not None:
            hides = hidden_by(bank, found, question.code) if why is Omitted.HIDDEN else ()
            left_out.append(Omission(question.code, why, hides))
            continue
        counted = card.questions[question.code]
        factor = FACTORS[figure](question, counted, answers.get(question.code, BLANK))
        terms.append(Term(question.code, counted.weight, factor))
    return Mean(figure, tuple(terms), tuple(left_out))


def mean_of_whole(
    bank: Bank,
    answers: Answers,
    card: Scorecard,
    figure: Figure,
    found: Visible | None = None,
) -> Mean:
    """Give the sum behind a figure of the whole, part by part.

    Scores weigh each part by the bank's `part_weights`; coverage and confidence weigh every
    question, so there a part has the weight of its questions.

    Source: docs/scoring.md, rules S11, S12, S20, S22 and S23.
    """
    found = found or visible(bank, answers)
    terms, left_out = [], []
    for part in bank.parts:
        here = mean_of(bank, answers, card, figure, part, found)
        if here.value is None:
            left_out.append(_part_omitted(bank, card, found, part))
            continue
        weight = bank.scoring.part_weights.get(part.code, 1) if figure in OF_PARTS else here.weight
        terms.append(Term(part.code, weight, here.value))
    return Mean(figure, tuple(terms), tuple(left_out))


OF_PARTS: Final = frozenset({Figure.SCORE, Figure.LOW, Figure.HIGH})


def _part_omitted(bank: Bank, card: Scorecard, found: Visible, part: Part) -> Omission:
    if part.code in card.hidden:
        return Omission(part.code, Omitted.HIDDEN, hidden_by(bank, found, part.code))
    whys = [_omitted(card, question.code, marks_count=False) for question in part.questions]
    marked = Omitted.NOT_APPLICABLE in whys
    return Omission(part.code, Omitted.NOT_APPLICABLE if marked else Omitted.UNSCORED)


def _omitted(card: Scorecard, code: str, *, marks_count: bool) -> Omitted | None:
    if code not in card.questions:
        return Omitted.HIDDEN
    counted = card.questions[code]
    if counted.weight == 0:
        return Omitted.UNSCORED
    if counted.state is State.NOT_APPLICABLE and not marks_count:
        return Omitted.NOT_APPLICABLE
    return None


def hidden_by(bank: Bank, found: Visible, code: str) -> tuple[str, ...]:
    """Give the questions whose answers hide a question, a section or a part."""
    conditions = [held.show_if for held in _holders(bank, code) if held.show_if is not None]
    false = [each for each in conditions if truth(each, found.values) is False]
    return tuple(dict.fromkeys(name for each in false for name in sorted(questions_of(each))))


def _holders(bank: Bank, code: str) -> Iterator[Part | Section | Question]:
    """Give what has the code, and the section and part it stands in."""
    for part in bank.parts:
        sections = [s for s in part.sections if code in {s.code, *(q.code for q in s.questions)}]
        if part.code == code or sections:
            yield part
        for section in sections:
            yield section
            yield from (question for question in section.questions if question.code == code)


Factor = Callable[[Question, QuestionScore, Answer], Fraction]


def _share(_question: Question, counted: QuestionScore, _answer: Answer) -> Fraction:
    return counted.share or Fraction(0)


def _low(question: Question, counted: QuestionScore, answer: Answer) -> Fraction:
    return min(_spanned(question, counted, answer))


def _high(question: Question, counted: QuestionScore, answer: Answer) -> Fraction:
    if counted.state is not State.ANSWERED:
        return rules_of(question).best(question)
    return max(_spanned(question, counted, answer))


def _spanned(question: Question, counted: QuestionScore, answer: Answer) -> list[Fraction]:
    """Give the share that counts, and those of the lowest and highest of several answers."""
    shares = [counted.share or Fraction(0)]
    if counted.state is State.ANSWERED:
        rules = rules_of(question)
        said = (rules.share(question, rules.parse(question, v)) for v in answer.span or ())
        shares += [share for share in said if share is not None]
    return shares


def _answered(_question: Question, counted: QuestionScore, _answer: Answer) -> Fraction:
    return Fraction(counted.state is State.ANSWERED)


def _confidence(_question: Question, counted: QuestionScore, _answer: Answer) -> Fraction:
    return counted.confidence or Fraction(0)


def _marked(_question: Question, counted: QuestionScore, _answer: Answer) -> Fraction:
    return Fraction(counted.state is State.NOT_APPLICABLE)


FACTORS: Final[Mapping[Figure, Factor]] = MappingProxyType(
    {
        Figure.SCORE: _share,
        Figure.LOW: _low,
        Figure.HIGH: _high,
        Figure.COVERAGE: _answered,
        Figure.CONFIDENCE: _confidence,
        Figure.NOT_APPLICABLE: _marked,
    }
)


def bound(score: object, figure: Figure) -> Fraction | None:
    """Give the figure of a score that a ledger's mean must equal; None without a score."""
    if not isinstance(score, Range):
        return None
    return {Figure.LOW: score.low, Figure.HIGH: score.high}.get(figure, score.score)
