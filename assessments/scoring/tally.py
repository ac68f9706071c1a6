"""Adds up weights and points in whole numbers; a fraction is made once, at the end of a sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.answers import State
from assessments.scoring.evidence import TENTHS
from assessments.scoring.scorecard import Range, Score, Share, Unscored
from assessments.scoring.standing import Standing

NO_SCORE = Unscored("No part has a score yet.")
NOT_ASKED = Unscored("Nothing of this is asked, because of other answers.")
NOTHING_APPLIES = Unscored("Every scored question here is not applicable.")
NOTHING_SCORED = Unscored("No question here is scored.")


@dataclass(slots=True)
class Tally:
    """Sums over shown questions; points are in units of the plan, support in tenths.

    `weight` is that of the applicable questions, `best` the points the open ones could add,
    `above` and `below` what the highest and lowest answers of several respondents would change.
    """

    unit: int
    weight: int = 0
    points: int = 0
    best: int = 0
    above: int = 0
    below: int = 0
    support: int = 0
    answered_weight: int = 0
    left_out_weight: int = 0
    answered: int = 0
    shown: int = 0

    def add(self, standing: Standing) -> None:
        """Add one shown question; an unscored one counts only among those shown."""
        planned = standing.planned
        weight = planned.weight
        if standing.state is State.NOT_APPLICABLE:
            self.left_out_weight += weight
            return
        self.shown += 1
        self.weight += weight
        if standing.is_open:
            self.best += weight * planned.best
            return
        self.answered += 1
        self.answered_weight += weight
        self.points += weight * standing.mark.points
        self.below += weight * standing.below
        self.above += weight * standing.above
        self.support += weight * standing.support.tenths

    def include(self, others: Iterable["Tally"]) -> "Tally":
        """Add the sums of others to this one."""
        for other in others:
            self.weight += other.weight
            self.points += other.points
            self.best += other.best
            self.below += other.below
            self.above += other.above
            self.support += other.support
            self.answered_weight += other.answered_weight
            self.left_out_weight += other.left_out_weight
            self.answered += other.answered
            self.shown += other.shown
        return self

    @property
    def whole(self) -> int:
        """The points a full score has."""
        return self.weight * self.unit

    @property
    def absence(self) -> Unscored:
        if self.left_out_weight:
            return NOTHING_APPLIES
        return NOTHING_SCORED if self.shown else NOT_ASKED

    def score(self) -> Score:
        if not self.weight:
            return self.absence
        here = Fraction(self.points, self.whole)
        up, down = self.best + self.above, self.below
        return Range(
            here,
            Fraction(self.points - down, self.whole) if down else here,
            Fraction(self.points + up, self.whole) if up else here,
        )

    def coverage(self) -> Share:
        return Fraction(self.answered_weight, self.weight) if self.weight else self.absence

    def confidence(self) -> Share:
        return Fraction(self.support, TENTHS * self.weight) if self.weight else self.absence

    def left_out(self) -> Share:
        """Give the share of the shown weight that is not applicable."""
        shown = self.weight + self.left_out_weight
        return Fraction(self.left_out_weight, shown) if shown else self.absence
