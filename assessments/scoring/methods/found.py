"""What a method reads, the shown questions by part and section, and what it gives back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import State, Value
from assessments.scoring.bank_scoring import Band
from assessments.scoring.kinds.single import as_written
from assessments.scoring.plan import PlannedPart, PlannedSection
from assessments.scoring.scorecard import Figure, Recommendation, Score, Unscored
from assessments.scoring.standing import Reading, Standing, standings
from assessments.scoring.tally import NOT_ASKED, NOTHING_APPLIES, NOTHING_SCORED


class AskedSection(NamedTuple):
    planned: PlannedSection
    standings: tuple[Standing, ...]


class AskedPart(NamedTuple):
    planned: PlannedPart
    sections: tuple[AskedSection, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(standing for section in self.sections for standing in section.standings)


class Found(NamedTuple):
    """The result of a section, a part or the whole; `level` is an index."""

    score: Score
    figures: tuple[Figure, ...] = ()
    level: int | None = None
    plus: bool = False


class Worth(NamedTuple):
    """What one question came to, where the method says it of each."""

    share: Fraction | None = None
    points: Fraction | None = None
    outcome: str | None = None


class Result(NamedTuple):
    whole: Found
    parts: Mapping[str, Found]
    sections: Mapping[str, Found]
    questions: Mapping[str, Worth]
    recommendations: tuple[Recommendation, ...] = ()


class Bounds(NamedTuple):
    """A figure as it stands, and at the lowest and the highest the open answers can bring."""

    now: Fraction
    low: Fraction
    high: Fraction

    def each(self, change: Callable[[Fraction], Fraction]) -> "Bounds":
        return Bounds(*(change(bound) for bound in self))


def asked_parts(reading: Reading) -> tuple[AskedPart, ...]:
    """Lay out all parts with what is shown of them."""
    return tuple(
        AskedPart(
            part,
            tuple(
                AskedSection(section, tuple(standings(reading, section)))
                for section in part.sections
            ),
        )
        for part in reading.plan.parts
    )


def counted(here: Iterable[Standing]) -> Iterator[Standing]:
    """Leave out what counts for nothing or does not apply."""
    return (standing for standing in here if standing.counts)


def absence(here: Sequence[Standing]) -> Unscored:
    """Say why nothing counts there."""
    left_out = any(s.planned.weight and s.state is State.NOT_APPLICABLE for s in here)
    if left_out:
        return NOTHING_APPLIES
    return NOTHING_SCORED if here else NOT_ASKED


def bounds_of(
    standing: Standing, value_of: Callable[[Value], Fraction], least: Fraction, most: Fraction
) -> Bounds:
    """Give what a question is worth; an open one is worth nothing and opens both bounds.

    Where several respondents differ, the bounds take the lowest and the highest answer.
    """
    nought = Fraction(0)
    if standing.value is None:
        return Bounds(nought, min(nought, least), max(nought, most))
    now = value_of(standing.value)
    planned, span = standing.planned, standing.answer.span or ()
    others = [value_of(planned.rules.parse(planned.question, value)) for value in span]
    return Bounds(now, min(now, *others), max(now, *others)) if others else Bounds(now, now, now)


def added(every: Iterable[Bounds]) -> Bounds:
    """Add up bounds, each with its own kind."""
    rows = list(every)
    return Bounds(*(sum((row[at] for row in rows), Fraction(0)) for at in range(3)))


def mean(every: Sequence[Bounds]) -> Bounds:
    return added(every).each(lambda bound: bound / len(every))


def band_at(bands: Sequence[Band], figure: Fraction, whole: Fraction = Fraction(1)) -> int | None:
    """Give the index of the band the figure lies in; bounds are of `whole`. None without bands."""
    inside = (index for index, band in enumerate(bands) if _is_within(band, figure, whole))
    return next(inside, None)


def _is_within(band: Band, figure: Fraction, whole: Fraction) -> bool:
    if band.up_to is not None:
        return figure <= as_written(band.up_to) * whole
    return band.below is None or figure < as_written(band.below) * whole
