"""Why a result changed between two moments: part by part, cause by cause, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

from assessments.scoring.causes import Between, Cause, Moment
from assessments.scoring.display import level_name
from assessments.scoring.engine import score
from assessments.scoring.plan import plan_of
from assessments.scoring.scorecard import QuestionScore, Range, Scorecard
from assessments.scoring.split import Split, Sums, Term, split


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
class PartChange:
    """One part, matched by its code; a split is None where the figure is missing at an end."""

    code: str
    score: Split | None
    confidence: Split | None


@dataclass(frozen=True, slots=True)
class Change:
    """Everything between two moments.

    `overall` is split down to the parts, every other split down to the questions. `parts` holds
    the parts of both banks, those of the later one first. `answers` gives the cause of each
    question whose own answer differs.
    """

    before: Scorecard
    after: Scorecard
    causes: tuple[Cause, ...]
    level: LevelChange
    overall: Split | None
    confidence: Split | None
    parts: Mapping[str, PartChange]
    answers: Mapping[str, Cause]


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

    Source: docs/scoring.md, rules S39 to S42.
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
    )


def _subsets(causes: tuple[Cause, ...]) -> Iterator[frozenset[Cause]]:
    sizes = range(len(causes) + 1)
    yield from map(frozenset, chain.from_iterable(combinations(causes, size) for size in sizes))


class _Mixture:
    """The result with some causes taken, as sums whose quotients are its figures."""

    def __init__(self, between: Between, taken: frozenset[Cause]) -> None:
        moment = between.mixed(taken)
        self.bank = moment.bank
        self.card = score(moment.bank, moment.answers, moment.on)
        self.scores: dict[str, dict[str, Term]] = {}
        self.supports: dict[str, dict[str, Term]] = {}
        for part in moment.bank.parts:
            found = (self.card.questions.get(question.code) for question in part.questions)
            here = [one for one in found if one is not None and one.confidence is not None]
            scored = here if self.bank.is_weighted else ()
            self.scores[part.code] = {one.code: _term(one, one.share) for one in scored}
            self.supports[part.code] = {one.code: _term(one, one.confidence) for one in here}

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


def _part(
    code: str, mixtures: Mapping[frozenset[Cause], _Mixture], causes: tuple[Cause, ...]
) -> PartChange:
    scores = {taken: one.scores.get(code, {}) for taken, one in mixtures.items()}
    supports = {taken: one.supports.get(code, {}) for taken, one in mixtures.items()}
    return PartChange(code, split(scores, causes), split(supports, causes))


def _level(mixtures: Mapping[frozenset[Cause], _Mixture], causes: tuple[Cause, ...]) -> LevelChange:
    every = frozenset(causes)
    return LevelChange(
        before=mixtures[frozenset()].reached,
        after=mixtures[every].reached,
        alone={cause: mixtures[frozenset({cause})].reached for cause in causes},
        without={cause: mixtures[every - {cause}].reached for cause in causes},
    )
