"""Two scores: raw and mitigation; enough mitigation takes a fixed share off the raw score."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from assessments.scoring.bank import Bank, Question
from assessments.scoring.bank_scoring import TwoScores
from assessments.scoring.counted import held
from assessments.scoring.methods.found import (
    AskedPart,
    AskedSection,
    Bounds,
    Found,
    Result,
    absence,
    added,
    band_at,
    counted,
)
from assessments.scoring.methods.sums import points_of, worths_of
from assessments.scoring.points import has_points, scale
from assessments.scoring.scorecard import Figure, Unit, Unscored
from assessments.scoring.standing import Standing

TWO = Unscored("This method gives two scores and a level, not one score.")
NO_RAW = Unscored("No raw points can be reached.")
LABELS = {"raw": "Raw score", "mitigation": "Mitigation score"}
HALF = Fraction(1, 2)


class Side(NamedTuple):
    """One of the two scores: its points with bounds, and its maximum, whatever is shown."""

    bounds: Bounds
    most: Fraction
    counts: bool


def two_scores(config: TwoScores, bank: Bank, parts: Sequence[AskedPart]) -> Result:
    """Score both sides, take the discount off where the gate is reached, and find the level.

    Maxima ignore what is shown. The points of a question leave with it when it is hidden.

    Source: Canada's Algorithmic Impact Assessment; docs/scoring.md, rule S57.
    """
    every = [standing for part in parts for standing in part.standings]
    found = _Sides(config, bank, every)
    raw, mitigation = (found.of(found.named[key], every) for key in LABELS)
    return Result(
        _whole(config, raw, mitigation) if raw.counts else Found(absence(every)),
        {p.planned.code: found.within(_asked_of(p.sections), p.standings) for p in parts},
        {
            s.planned.code: found.within(_asked_of((s,)), s.standings)
            for part in parts
            for s in part.sections
        },
        worths_of(parts),
    )


def _asked_of(sections: Iterable[AskedSection]) -> frozenset[str]:
    """Give the codes of all questions of sections, hidden ones too."""
    return frozenset(one.code for section in sections for one in section.planned.questions)


class _Sides:
    """What each question brings to the two scores, worked out once for all that hold it."""

    def __init__(self, config: TwoScores, bank: Bank, every: Iterable[Standing]) -> None:
        self.named = {"raw": held(bank, config.raw), "mitigation": held(bank, config.mitigation)}
        both = frozenset().union(*self.named.values())
        asked = (bank.questions[code] for code in both)
        self._most = {one.code: _most(one) for one in asked if has_points(one)}
        self._points = {one.planned.code: points_of(one) for one in counted(every)}

    def of(self, codes: frozenset[str], here: Iterable[Standing]) -> Side:
        """Give one of the scores over these questions, of which those in `here` are shown."""
        rows = [one.planned.code for one in counted(here) if one.planned.code in codes]
        most = sum((self._most[code] for code in codes if code in self._most), Fraction(0))
        return Side(added(self._points[code] for code in rows), most, bool(rows))

    def within(self, inside: frozenset[str], here: Sequence[Standing]) -> Found:
        """Give the points of a part or section to each of the two scores it counts for."""
        sides = {key: self.of(codes & inside, here) for key, codes in self.named.items()}
        figures = (_figure(key, LABELS[key], side) for key, side in sides.items() if side.most)
        shown = any(True for _ in counted(here))
        return Found(TWO if shown else absence(here), tuple(figures))


def _most(question: Question) -> Fraction:
    """Give the maximum as the assessment does: the best choice, or all of those to tick."""
    return max(Fraction(0), scale(question).every)


def total_of(raw: Fraction, *, discount: Fraction) -> Fraction:
    """Take the discount off, rounded half up to a whole number as the assessment does."""
    return Fraction(floor(raw * (1 - discount) + HALF))


def _whole(config: TwoScores, raw: Side, mitigation: Side) -> Found:
    if not raw.most:
        return Found(NO_RAW)
    needed = mitigation.most / config.variants * Fraction(config.gate, 100)
    totals = _totals(config, raw, mitigation, needed)
    share = totals.each(lambda total: total / raw.most)
    taken = raw.bounds.now - totals.now
    figures = (
        _figure("raw", LABELS["raw"], raw),
        _figure("mitigation", LABELS["mitigation"], mitigation),
        Figure("gate", "Mitigation needed for the discount", needed),
        Figure("discount", "Discount", taken),
        Figure("total", "Score after the discount", *_spread(totals, raw.most)),
        Figure("share", "Of the maximum raw score", share.now, None, *share[1:], Unit.PERCENT),
    )
    return Found(TWO, figures, band_at(config.levels, totals.now, raw.most / 100))


def _totals(config: TwoScores, raw: Side, mitigation: Side, needed: Fraction) -> Bounds:
    """Give the total now, and over every way the open answers can fall."""
    discount = Fraction(config.discount, 100)

    def total(points: Fraction, *, discounted: bool) -> Fraction:
        return total_of(points, discount=discount) if discounted else points

    reached = mitigation.bounds.each(lambda bound: Fraction(bound >= needed))
    ways = {bool(reached.low), bool(reached.high)}
    return Bounds(
        total(raw.bounds.now, discounted=bool(reached.now)),
        min(total(raw.bounds.low, discounted=way) for way in ways),
        max(total(raw.bounds.high, discounted=way) for way in ways),
    )


def _spread(bounds: Bounds, of: Fraction) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    return bounds.now, of, bounds.low, bounds.high


def _figure(code: str, label: str, side: Side) -> Figure:
    return Figure(code, label, *_spread(side.bounds, side.most))
