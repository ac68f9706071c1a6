"""Splits the difference of two weighted means among its causes, exactly and down to each term.

Pure arithmetic: Shapley values over the causes, and within each step an identity that gives every
term its share, so that all shares add up to the difference to the last digit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import NamedTuple

from assessments.scoring.causes import Cause

NOUGHT = Fraction(0)


class Term(NamedTuple):
    """One summand of a weighted mean: weight times figure, and the weight."""

    points: Fraction
    weight: int


Sums = Mapping[str, Term]
NO_TERM = Term(NOUGHT, 0)


@dataclass(frozen=True, slots=True)
class Split:
    """A figure in 0..1 before and after, and what each cause did to it.

    `shares[cause][code]` is what the cause did through one question (of the whole: through one
    part), in the figure's own unit; those that did nothing are left out. All shares together are
    exactly `after - before`.
    """

    before: Fraction
    after: Fraction
    shares: Mapping[Cause, Mapping[str, Fraction]]

    @property
    def change(self) -> Fraction:
        return self.after - self.before

    def of(self, cause: Cause) -> Fraction:
        """Give what one cause did altogether; 0 for one that is not at work."""
        return sum(self.shares.get(cause, {}).values(), NOUGHT)

    @property
    def by_cause(self) -> dict[Cause, Fraction]:
        """Give what each cause at work did; they add up to `change`."""
        return {cause: self.of(cause) for cause in self.shares}


class _Mean(NamedTuple):
    sums: Sums
    weight: int
    figure: Fraction | None


def split(mixed: Mapping[frozenset[Cause], Sums], causes: Sequence[Cause]) -> Split | None:
    """Split the change of a weighted mean among its causes; None where an end has no weight.

    Each cause gets its Shapley value: what it adds, averaged over all orders in which the causes
    can come in. A mixture without weight counts as halfway between before and after.

    Args:
        mixed: for every subset of the causes, the terms when only these are taken.
        causes: the causes at work, in any order; the result does not depend on it.

    Source: L. Shapley, "A Value for n-Person Games" (1953); docs/scoring.md, rules S40 and S41.
    """
    means = {taken: _mean(sums) for taken, sums in mixed.items()}
    before, after = means[frozenset()].figure, means[frozenset(causes)].figure
    if before is None or after is None:
        return None
    middle = (before + after) / 2
    shares = {cause: dict[str, Fraction]() for cause in causes}
    for cause in causes:
        for taken, weight in _orders(cause, causes):
            step = _step(means[taken], means[taken | {cause}], middle)
            for code, share in step.items():
                shares[cause][code] = shares[cause].get(code, NOUGHT) + weight * share
    return Split(before, after, {cause: _without_nought(found) for cause, found in shares.items()})


def _mean(sums: Sums) -> _Mean:
    weight = sum(term.weight for term in sums.values())
    points = sum((term.points for term in sums.values()), NOUGHT)
    return _Mean(sums, weight, points / weight if weight else None)


def _orders(cause: Cause, causes: Sequence[Cause]) -> Iterator[tuple[frozenset[Cause], Fraction]]:
    """Give every set of causes that can come before this one, with its share of all orders."""
    others = [other for other in causes if other is not cause]
    count = len(causes)
    for size in range(count):
        share = Fraction(factorial(size) * factorial(count - 1 - size), factorial(count))
        for taken in combinations(others, size):
            yield frozenset(taken), share


def _step(start: _Mean, end: _Mean, middle: Fraction) -> dict[str, Fraction]:
    """Share out one step of the mean among the terms that change in it.

    With r = points / weight before and after, r1 - r0 is exactly the sum over all terms of
    (points1 - points0 - r (weight1 - weight0)) / w, with r and w halfway between both ends.
    """
    whole = Fraction(start.weight + end.weight, 2)
    if not whole:
        return {}
    figures = (middle if mean.figure is None else mean.figure for mean in (start, end))
    figure = sum(figures, NOUGHT) / 2
    shares = {}
    for code in {**start.sums, **end.sums}:
        old, new = start.sums.get(code, NO_TERM), end.sums.get(code, NO_TERM)
        if old != new:
            gained = new.points - old.points - figure * (new.weight - old.weight)
            shares[code] = gained / whole
    return shares


def _without_nought(shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {code: share for code, share in shares.items() if share}
