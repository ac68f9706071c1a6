"""Why a result changed between two moments: part by part, cause by cause, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

from assessments.scoring.causes import Between, Cause, Moment
from assessments.scoring.display import level_name
from assessments.scoring.engine import score
from assessments.scoring.figure_terms import (
    Figures,
    figures_by_code,
    part_terms,
    told_by_question,
    whole_terms,
)
from assessments.scoring.plan import plan_of
from assessments.scoring.scorecard import Figure, QuestionScore, Range, Scorecard
from assessments.scoring.split import Split, Sums, Term, halfway, is_sum, split


@dataclass(frozen=True, slots=True)
class Reached:
    """A readiness level as one moment or mixture has it; `code` is None where no part scores."""

    code: str | None
    name: str | None
    provisional: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The level at both ends; by cause, the level if only that one had come, and if all but it."""

    before: Reached
    after: Reached
    alone: Mapping[Cause, Reached]
    without: Mapping[Cause, Reached]

    @property
    def moved_alone_by(self) -> tuple[Cause, ...]:
        """List the causes each of which alone would have changed the level from before."""
        return tuple(cause for cause, at in self.alone.items() if at.code != self.before.code)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure the method of both banks names, in its own unit; None where an end has it not.

    `split` is None where the figure has no value at an end. `is_told` says that its shares name
    questions; else each cause has one share, under `split.ITSELF`.
    """

    before: Figure | None
    after: Figure | None
    split: Split | None
    is_told: bool

    @property
    def named(self) -> Figure:
        """Give the figure as the later end has it, else as the earlier one; one of them has it."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a figure neither end has")
        return found


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part, matched by its code; a split is None where the figure is missing at an end.

    `score` is that of weighted means, `figures` by code are those other methods name.
    """

    code: str
    score: Split | None
    confidence: Split | None
    figures: Mapping[str, FigureChange]


@dataclass(frozen=True, slots=True)
class Change:
    """Everything between two moments.

    `overall` is split down to the parts, `figures` of the whole among the causes alone, every other
    split down to the questions. `parts` holds the parts of both banks, those of the later one
    first. `answers` gives the cause of each question whose own answer differs. The scorecards
    have no recommendations.
    """

    before: Scorecard
    after: Scorecard
    causes: tuple[Cause, ...]
    level: LevelChange
    overall: Split | None
    confidence: Split | None
    parts: Mapping[str, PartChange]
    answers: Mapping[str, Cause]
    figures: Mapping[str, FigureChange]


def change_between(before: Moment, after: Moment) -> Change:
    """Say what changed from one moment to another, and what each cause did, exactly.

    Questions and parts are matched by code, so the moments may be of different bank versions, or
    of different banks. `change_between(b, a)` has the same splits with the other sign. Scores up
    to 32 times: once for every mixture of the causes at work.

    Args:
        before: bank, answers and day of the earlier moment; the day decides what evidence is out
            of date, and a milestone keeps the one it was made on.
        after: those of the later one.

    Raises:
        UnknownQuestion, AnswerOutOfRange: answers do not fit the bank of their own moment.

    Source: docs/scoring.md, rules S39 to S42 and S62.
    """
    between = Between(before, after)
    mixtures = {taken: _Mixture(between, taken) for taken in _subsets(between.causes)}
    first, last = mixtures[frozenset()], mixtures[frozenset(between.causes)]
    codes = dict.fromkeys(part.code for bank in (after.bank, before.bank) for part in bank.parts)
    return Change(
        before=first.card,
        after=last.card,
        causes=between.causes,
        level=_level(mixtures, between.causes),
        overall=split({taken: one.overall for taken, one in mixtures.items()}, between.causes),
        confidence=split({taken: one.whole for taken, one in mixtures.items()}, between.causes),
        parts={code: _part(code, mixtures, between.causes) for code in codes},
        answers=between.answered,
        figures=_figures(mixtures, between.causes),
    )


def _subsets(causes: tuple[Cause, ...]) -> Iterator[frozenset[Cause]]:
    sizes = range(len(causes) + 1)
    yield from map(frozenset, chain.from_iterable(combinations(causes, size) for size in sizes))


class _Mixture:
    """The result with some causes taken, as sums whose quotients are its figures."""

    def __init__(self, between: Between, taken: frozenset[Cause]) -> None:
        moment = between.mixed(taken)
        self.bank = moment.bank
        self.card = score(moment.bank, moment.answers, moment.on, advise=False)
        self.figures = figures_by_code(self.bank, self.card.figures)
        self.terms = whole_terms(self.figures)
        self.part_figures: dict[str, Figures] = {}
        self.part_terms: dict[str, dict[str, Sums]] = {}
        self.scores: dict[str, dict[str, Term]] = {}
        self.supports: dict[str, dict[str, Term]] = {}
        for part in moment.bank.parts:
            found = (self.card.questions.get(question.code) for question in part.questions)
            here = [one for one in found if one is not None and one.confidence is not None]
            scored = here if self.bank.is_weighted else ()
            self.scores[part.code] = {one.code: _term(one, one.share) for one in scored}
            self.supports[part.code] = {one.code: _term(one, one.confidence) for one in here}
            figures = figures_by_code(self.bank, self.card.parts[part.code].figures)
            self.part_figures[part.code] = figures
            self.part_terms[part.code] = part_terms(self.bank, self.card, part, figures)

    @property
    def whole(self) -> Sums:
        return {code: term for sums in self.supports.values() for code, term in sums.items()}

    @property
    def overall(self) -> Sums:
        """The parts as summands; of another method than the weighted mean there are none."""
        if not self.bank.is_weighted:
            return {}
        weights = {part.code: part.weight for part in plan_of(self.bank).parts}
        scores = ((code, part.score) for code, part in self.card.parts.items())
        return {
            code: Term(weights[code] * found.score, weights[code])
            for code, found in scores
            if isinstance(found, Range)
        }

    @property
    def reached(self) -> Reached:
        card = self.card
        return Reached(card.level, level_name(self.bank, card.level), card.provisional, card.draft)


def _term(question: QuestionScore, figure: Fraction | None) -> Term:
    return Term(question.weight * (figure or Fraction(0)), question.weight)


Mixtures = Mapping[frozenset[Cause], _Mixture]


def _part(code: str, mixtures: Mixtures, causes: tuple[Cause, ...]) -> PartChange:
    scores = {taken: one.scores.get(code, {}) for taken, one in mixtures.items()}
    supports = {taken: one.supports.get(code, {}) for taken, one in mixtures.items()}
    figures = _figures(mixtures, causes, code)
    return PartChange(code, split(scores, causes), split(supports, causes), figures)


def _figures(
    mixtures: Mixtures, causes: tuple[Cause, ...], part: str | None = None
) -> dict[str, FigureChange]:
    """Split the figures of a part, or of the whole; those of two methods have nothing in common."""
    first, last = mixtures[frozenset()], mixtures[frozenset(causes)]
    if first.card.method != last.card.method:
        return {}
    old, new = (_named(one, part) for one in (first, last))
    terms = {taken: _terms(one, part) for taken, one in mixtures.items()}
    found = {}
    for code in {**new, **old}:
        sums = {taken: one.get(code, {}) for taken, one in terms.items()}
        is_told = part is not None and told_by_question(last.bank, code)
        found[code] = FigureChange(old.get(code), new.get(code), _split(sums, causes), is_told)
    return found


def _named(one: _Mixture, part: str | None) -> Figures:
    return one.figures if part is None else one.part_figures.get(part, {})


def _terms(one: _Mixture, part: str | None) -> Mapping[str, Sums]:
    return one.terms if part is None else one.part_terms.get(part, {})


def _split(sums: Mapping[frozenset[Cause], Sums], causes: tuple[Cause, ...]) -> Split | None:
    """Split a figure; a sum missing in between stands halfway in each of its summands.

    So no share is left to the weight it is over. Any other figure keeps to the rule of `split`.
    """
    before, after = sums[frozenset()], sums[frozenset(causes)]
    if before and after and is_sum(before) and is_sum(after):
        sums = {taken: one or halfway(before, after) for taken, one in sums.items()}
    return split(sums, causes)


def _level(mixtures: Mixtures, causes: tuple[Cause, ...]) -> LevelChange:
    every = frozenset(causes)
    return LevelChange(
        before=mixtures[frozenset()].reached,
        after=mixtures[every].reached,
        alone={cause: mixtures[frozenset({cause})].reached for cause in causes},
        without={cause: mixtures[every - {cause}].reached for cause in causes},
    )
