"""Additive: the points of all answers together, and the band they lie in."""

from collections.abc import Sequence

from assessments.scoring.bank_scoring import Additive
from assessments.scoring.methods.found import AskedPart, Found, Result, band_at
from assessments.scoring.methods.sums import Points, summed, sums_of, together, worths_of
from assessments.scoring.scorecard import Unscored
from assessments.scoring.tally import NO_SCORE


def additive(config: Additive, parts: Sequence[AskedPart]) -> Result:
    """Add up the points of parts and whole; parts lie in no band.

    Source: LimeSurvey's assessments; docs/scoring.md, rule S55.
    """
    sums = sums_of(parts)
    every = [standing for part in parts for standing in part.standings]
    return Result(
        _whole(config, together(sums.parts.values(), every)),
        {code: summed(found) for code, found in sums.parts.items()},
        {code: summed(found) for code, found in sums.sections.items()},
        worths_of(parts),
    )


def _whole(config: Additive, total: Points | Unscored) -> Found:
    if isinstance(total, Unscored):
        return Found(NO_SCORE)
    level = band_at(config.levels, total.bounds.now)
    return Found(total.share, (total.figure("points", "Points"),), level)
