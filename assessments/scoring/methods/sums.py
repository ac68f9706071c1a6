"""Points added up: over a section, a part, the whole."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.methods.found import (
    AskedPart,
    Bounds,
    Found,
    Worth,
    absence,
    added,
    bounds_of,
    counted,
)
from assessments.scoring.points import scale, worth
from assessments.scoring.scorecard import Figure, Range, Score, Unscored
from assessments.scoring.standing import Standing

BELOW_NOUGHT = Unscored("Points can lie below 0 here, so that there is no share of full marks.")
NO_POINTS = Unscored("No points can be reached here.")


class Points(NamedTuple):
    """A sum of points with its bounds, and the fewest and the most the questions allow."""

    bounds: Bounds
    least: Fraction
    most: Fraction

    def figure(self, code: str, label: str) -> Figure:
        now, low, high = self.bounds
        return Figure(code, label, now, of=self.most, low=low, high=high)

    @property
    def share(self) -> Score:
        """The share of full marks, where more points are better and there are any."""
        if self.least < 0:
            return BELOW_NOUGHT
        if not self.most:
            return NO_POINTS
        return Range(*self.bounds.each(lambda bound: bound / self.most))


def points_of(standing: Standing) -> Bounds:
    """Give the points of one counted question."""
    question = standing.planned.question
    found = scale(question)
    return bounds_of(standing, lambda value: worth(question, value), found.least, found.most)


def points_in(here: Sequence[Standing]) -> Points | Unscored:
    """Add up what counts; say why where nothing does."""
    rows = list(counted(here))
    if not rows:
        return absence(here)
    scales = [scale(standing.planned.question) for standing in rows]
    nought = Fraction(0)
    return Points(
        added(points_of(standing) for standing in rows),
        sum((min(nought, one.least) for one in scales), nought),
        sum((max(nought, one.most) for one in scales), nought),
    )


def summed(here: Sequence[Standing], level: int | None = None) -> Found:
    """Give the points of a section or part as its result."""
    found = points_in(here)
    if isinstance(found, Unscored):
        return Found(found)
    return Found(found.share, (found.figure("points", "Points"),), level)


def sections_of(parts: Sequence[AskedPart]) -> dict[str, Found]:
    return {
        section.planned.code: summed(section.standings)
        for part in parts
        for section in part.sections
    }


def worths_of(parts: Sequence[AskedPart]) -> Mapping[str, Worth]:
    """Give the points of every counted question that is answered."""
    return {
        standing.planned.code: Worth(points=points_of(standing).now)
        for part in parts
        for standing in counted(part.standings)
        if standing.value is not None
    }
