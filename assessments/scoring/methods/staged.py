"""Staged: a level is reached when all its questions and all of those below are fulfilled."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.bank_scoring import Staged
from assessments.scoring.methods.found import (
    AskedPart,
    Found,
    Result,
    Worth,
    absence,
    bounds_of,
    counted,
)
from assessments.scoring.points import best_quality, quality
from assessments.scoring.scorecard import Figure, Unit, Unscored
from assessments.scoring.standing import Standing
from assessments.scoring.tally import NO_SCORE

NO_FIGURE = Unscored("This method gives a stage and no score.")
NOUGHT, FULL = Fraction(0), Fraction(1)


class Fulfilled(NamedTuple):
    """One counted question: its stage as an index, and whether it is or could be fulfilled."""

    stage: int
    now: bool
    low: bool
    high: bool


def staged(config: Staged, parts: Sequence[AskedPart]) -> Result:
    """Give section, part and whole the stage of all the questions each holds.

    Source: OWASP AIMA; docs/scoring.md, rule S56.
    """
    every = [standing for part in parts for standing in part.standings]
    whole = _found(config, every)
    return Result(
        Found(NO_SCORE) if whole.level is None else whole,
        {part.planned.code: _found(config, part.standings) for part in parts},
        {
            section.planned.code: _found(config, section.standings)
            for part in parts
            for section in part.sections
        },
        {s.planned.code: Worth(share=_share(s)) for s in counted(every) if s.value is not None},
    )


def _share(standing: Standing) -> Fraction | None:
    question = standing.planned.question
    return None if standing.value is None else quality(question, standing.value)


def _found(config: Staged, here: Sequence[Standing]) -> Found:
    rows = [_fulfilled(config, standing) for standing in counted(here)]
    if not rows:
        return Found(absence(here))
    level, plus = stage_reached([(row.stage, row.now) for row in rows])
    now, low, high = (Fraction(sum(row[at] for row in rows)) for at in (1, 2, 3))
    figure = Figure(
        *("fulfilled", "Fulfilled", now, Fraction(len(rows)), low, high), unit=Unit.COUNT
    )
    return Found(NO_FIGURE, (figure,), level, plus=plus)


def _fulfilled(config: Staged, standing: Standing) -> Fulfilled:
    question = standing.planned.question
    needed = Fraction(config.fulfilled_from, 100)
    best = best_quality(question)
    found = bounds_of(standing, lambda value: quality(question, value), NOUGHT, best)
    stage = config.level_codes.index(getattr(question, "stage", ""))
    return Fulfilled(stage, *(bound >= needed for bound in found))


def stage_reached(rows: Sequence[tuple[int, bool]]) -> tuple[int, bool]:
    """Give the stage reached, and whether some of the next one is fulfilled ("1+").

    Args:
        rows: of each question its stage and whether it is fulfilled. No stage above the highest
            one asked for is reached.
    """
    level, top = 0, max(stage for stage, _ in rows)
    while level < top and all(done for stage, done in rows if stage == level + 1):
        level += 1
    return level, any(done for stage, done in rows if stage == level + 1)
