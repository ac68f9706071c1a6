"""What one value of one question is worth; worked out once and kept with the bank's plan."""

from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import Value
from assessments.scoring.kinds.rules import SHOWN_TOP
from assessments.scoring.plan import PlannedQuestion

# A multiple question has more possible values than are worth keeping.
MOST_KEPT = 256
# On the shown scale 0..4: nothing to show for up to here, and support needed from here on.
LOW, HIGH = 1, 3


class Mark(NamedTuple):
    """A value's worth.

    `share` is s in 0..1 (None: not scored), `points` s in units of the plan, `level` the one
    shown, `exact` top times s, which gates look at; `low` and `high` say that s is at most 1/4
    and at least 3/4.
    """

    share: Fraction | None
    points: int
    level: int | None
    exact: Fraction | int
    low: bool
    high: bool


NO_MARK = Mark(None, 0, None, 0, low=False, high=False)
NOUGHT = Mark(Fraction(0), 0, None, 0, low=False, high=False)


def mark_of(planned: PlannedQuestion, unit: int, value: Value) -> Mark:
    """Give the worth of a value; at the first call for it the kind works it out."""
    kept = planned.marks.get(value)
    if kept is None:
        kept = _mark(planned, unit, value)
        if len(planned.marks) < MOST_KEPT:
            planned.marks[value] = kept
    return kept


def _mark(planned: PlannedQuestion, unit: int, value: Value) -> Mark:
    share = planned.rules.share(planned.question, value) if planned.weight else None
    if share is None:
        return NO_MARK
    exact = share * planned.top
    return Mark(
        share=share,
        points=int(share * unit),
        level=int(exact),
        exact=int(exact) if exact.denominator == 1 else exact,
        low=SHOWN_TOP * share <= LOW,
        high=SHOWN_TOP * share >= HIGH,
    )
