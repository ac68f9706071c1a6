"""Answers that fall short, worst first: what to look at where a method has no recommendations."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.reports.method_words import outcome_words, shortfall
from assessments.reports.result import Scored
from assessments.scoring.answers import State
from assessments.scoring.bank_scoring import MeanTree
from assessments.scoring.kinds import rules_of
from assessments.scoring.methods.relative import stated


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One answered question that falls short, with what it came to and what would be better."""

    number: str
    code: str
    section: str
    title: str
    outcome: str
    improvement: str


def shortfalls(given: Scored) -> list[Shortfall]:
    """List them; the weighted mean has its own recommendations, so none.

    Where the answers state a target, an answer falls short of that instead of the best one.
    """
    if given.bank.is_weighted:
        return []
    targets = _targets(given)
    short = {
        code: shortfall(given.bank, given.bank.questions[code], found, targets.get(code))
        for code, found in given.card.questions.items()
        if found.weight and found.state is State.ANSWERED
    }
    first = _parts_first(given)
    worst_first = sorted(
        (code for code in short if short[code] > 0),
        key=lambda one: (first.get(one, 0), -short[one]),
    )
    return [_row(given, code) for code in worst_first]


def _parts_first(given: Scored) -> dict[str, Fraction]:
    """Rank the questions by the points of their part, where the lowest part decides."""
    if given.bank.scoring.method != "minimum_of_parts":
        return {}
    return {
        code: figure.value
        for code, (part, _) in given.bank.section_of.items()
        for figure in given.card.parts[part.code].figures
        if isinstance(figure.value, Fraction)
    }


def _targets(given: Scored) -> dict[str, Fraction]:
    """Give what the answers state as the target of each question, as a share in 0..1."""
    scoring = given.bank.scoring
    if not isinstance(scoring, MeanTree):
        return {}
    asked, hidden = given.bank.questions, given.card.hidden
    shown = {
        code: rules_of(asked[code]).parse(asked[code], given.answers[code].value)
        for code in set(scoring.targets.values()).intersection(given.answers) - hidden
        if given.answers[code].state is State.ANSWERED
    }
    return dict(stated(scoring.targets, asked, shown))


def _row(given: Scored, code: str) -> Shortfall:
    place, question = given.numbers.places[code], given.bank.questions[code]
    return Shortfall(
        number=place.number,
        code=code,
        section=place.section,
        title=question.title,
        outcome=outcome_words(given.bank, given.card, code),
        improvement=question.improvement,
    )
