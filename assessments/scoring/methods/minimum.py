"""Minimum of parts: points are added up in each part, and the lowest sum is the result."""

from collections.abc import Iterable, Sequence

from assessments.scoring.bank_scoring import MinimumOfParts
from assessments.scoring.methods.found import AskedPart, Bounds, Found, Result, band_at
from assessments.scoring.methods.sums import Points, summed, sums_of, worths_of
from assessments.scoring.scorecard import Unscored
from assessments.scoring.tally import NO_SCORE


def minimum_of_parts(config: MinimumOfParts, parts: Sequence[AskedPart]) -> Result:
    """Score each part by its points and the whole by the lowest; bands say what that means.

    A part in which nothing counts does not stand in the minimum.

    Source: Breck et al. 2017; docs/scoring.md, rule S54.
    """
    sums = sums_of(parts)
    return Result(
        _whole(config, sums.parts.values()),
        {code: summed(found, _band(config, found)) for code, found in sums.parts.items()},
        {code: summed(found) for code, found in sums.sections.items()},
        worths_of(parts),
    )


def _band(config: MinimumOfParts, found: Points | Unscored) -> int | None:
    if isinstance(found, Unscored):
        return None
    return band_at(config.levels, found.bounds.now)


def _whole(config: MinimumOfParts, sums: Iterable[Points | Unscored]) -> Found:
    scored = [one for one in sums if isinstance(one, Points)]
    if not scored:
        return Found(NO_SCORE)
    lowest = Points(
        Bounds(*(min(one.bounds[at] for one in scored) for at in range(3))),
        min(one.least for one in scored),
        min(one.most for one in scored),
    )
    figure = lowest.figure("points", "Lowest sum of a part")
    return Found(lowest.share, (figure,), band_at(config.levels, lowest.bounds.now))
