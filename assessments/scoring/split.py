"""Splits the difference of two figures among its causes, exactly and down to each term.

Pure arithmetic: Shapley values over the causes, and within each step an identity that gives every
term its share, so that all shares add up to the difference to the last digit. Every figure comes as
a weighted mean: a sum is one over a weight of 1 that stands by itself, a mean of means has terms
within its terms, and a figure that is neither is the mean of itself alone.
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
    """One summand of a weighted mean: weight times figure, and the weight.

    `within` are the terms of which it is the mean itself, where it is one; its weight is 1 then.
    """

    points: Fraction
    weight: int
    within: "Sums | None" = None


Sums = Mapping[str, Term]
NO_TERM = Term(NOUGHT, 0)
# Stands for what belongs to no question: a figure as a whole, or the weight a sum is over.
ITSELF = ""


def figure_itself(figure: Fraction) -> Sums:
    """Give a figure that is split among causes alone."""
    return {ITSELF: Term(figure, 1)}


def sum_of(summands: Mapping[str, Fraction]) -> Sums:
    """Give a sum, so that each summand has what it adds as its share."""
    return {ITSELF: Term(NOUGHT, 1), **{code: Term(one, 0) for code, one in summands.items()}}


def mean_of(sums: Sums) -> Term:
    """Give a mean as one term of the mean above it; there must be weight in it."""
    found = _mean(sums)
    return Term(NOUGHT if found.figure is None else found.figure, 1, sums)


def is_sum(sums: Sums) -> bool:
    """Say whether these are of `sum_of`, or of `figure_itself`, a sum of one summand."""
    return ITSELF in sums


def halfway(before: Sums, after: Sums) -> Sums:
    """Give the sum that lies halfway between two sums of `sum_of`, in each of its summands."""
    pairs = {
        code: (before.get(code, NO_TERM), after.get(code, NO_TERM)) for code in {**before, **after}
    }
    return {
        code: Term((old.points + new.points) / 2, new.weight) for code, (old, new) in pairs.items()
    }


@dataclass(frozen=True, slots=True)
class Split:
    """A figure before and after, and what each cause did to it.

    `shares[cause][code]` is what the cause did through one question (of the whole: through one
    part), in the figure's own unit; those that did nothing are left out. What is not told by
    question stands under the code `ITSELF`. All shares together are exactly `after - before`.
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
    """Split the change of a figure among its causes; None where it is missing at an end.

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
    (points1 - points0 - r (weight1 - weight0)) / w, with r and w halfway between both ends. A term
    that is a mean itself at both ends shares out its own step the same way.
    """
    whole = Fraction(start.weight + end.weight, 2)
    if not whole:
        return {}
    figures = (middle if mean.figure is None else mean.figure for mean in (start, end))
    figure = sum(figures, NOUGHT) / 2
    shares: dict[str, Fraction] = {}
    for code in {**start.sums, **end.sums}:
        old, new = start.sums.get(code, NO_TERM), end.sums.get(code, NO_TERM)
        if old != new:
            for name, gained in _gained(code, old, new, figure):
                shares[name] = shares.get(name, NOUGHT) + gained / whole
    return shares


def _gained(code: str, old: Term, new: Term, figure: Fraction) -> Iterator[tuple[str, Fraction]]:
    if old.within and new.within:
        yield from _step(_mean(old.within), _mean(new.within), figure).items()
    elif old.within or new.within:
        yield from _above(code, new, figure)
        yield from ((name, -share) for name, share in _above(code, old, figure))
    else:
        yield code, new.points - old.points - figure * (new.weight - old.weight)


def _above(code: str, term: Term, figure: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Say how far a term lies above a figure, by what it is made of."""
    if not term.within:
        yield code, term.points - figure * term.weight
        return
    whole = sum(one.weight for one in term.within.values())
    for name, one in term.within.items():
        yield from ((leaf, share / whole) for leaf, share in _above(name, one, figure))


def _without_nought(shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {code: share for code, share in shares.items() if share}
