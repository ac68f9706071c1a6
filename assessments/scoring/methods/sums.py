"""Points added up: over a section, a part, the whole."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from assessments.scoring.marks import MOST_KEPT
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
    """Give the points of one counted question; worked out once for a value and kept in the plan."""
    planned, value = standing.planned, standing.value
    if value is not None and standing.answer.span:
        return _points_of(standing)
    kept = planned.points.get(value)
    if kept is None:
        kept = _points_of(standing)
        if len(planned.points) < MOST_KEPT:
            planned.points[value] = kept
    return cast("Bounds", kept)


def _points_of(standing: Standing) -> Bounds:
    question = standing.planned.question
    found = scale(question)
    return bounds_of(standing, lambda value: worth(question, value), found.least, found.most)


def points_in(here: Sequence[Standing]) -> Points | Unscored:
    """Add up what counts; say why where nothing does."""
    rows = list(counted(here))
    if not rows:
        return absence(here)
    # an open question has the fewest and the most points there are, 0 among them
    open_ones = [points_of(standing._replace(value=None)) for standing in rows]
    nought = Fraction(0)
    return Points(
        added(points_of(standing) for standing in rows),
        sum((one.low for one in open_ones), nought),
        sum((one.high for one in open_ones), nought),
    )


def together(found: Iterable[Points | Unscored], here: Sequence[Standing]) -> Points | Unscored:
    """Add up the points of sections or parts; say why where none has any.

    Args:
        found: theirs.
        here: their questions, which say why nothing counts.
    """
    rows = [one for one in found if isinstance(one, Points)]
    if not rows:
        return absence(here)
    nought = Fraction(0)
    return Points(
        added(one.bounds for one in rows),
        sum((one.least for one in rows), nought),
        sum((one.most for one in rows), nought),
    )


class Sums(NamedTuple):
    """The points of every section and part, by code."""

    sections: Mapping[str, Points | Unscored]
    parts: Mapping[str, Points | Unscored]


def sums_of(parts: Sequence[AskedPart]) -> Sums:
    """Add up the questions of each section, and the sections of each part."""
    sections = {
        section.planned.code: points_in(section.standings)
        for part in parts
        for section in part.sections
    }
    return Sums(
        sections,
        {
            part.planned.code: together(
                (sections[section.planned.code] for section in part.sections), part.standings
            )
            for part in parts
        },
    )


def summed(found: Points | Unscored, level: int | None = None) -> Found:
    """Give the points of a section or part as its result."""
    if isinstance(found, Unscored):
        return Found(found)
    return Found(found.share, (found.figure("points", "Points"),), level)


def worths_of(parts: Sequence[AskedPart]) -> Mapping[str, Worth]:
    """Give the points of every counted question that is answered."""
    return {
        standing.planned.code: Worth(points=points_of(standing).now)
        for part in parts
        for standing in counted(part.standings)
        if standing.value is not None
    }
