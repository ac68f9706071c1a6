"""How well an answer is supported, and until which day: evidence ages, notes do not."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import Answer, EvidenceItem
from assessments.scoring.days import months_after

# Confidence in tenths, so that the inner loops add whole numbers (guide 4.5).
CERTAIN, NOTED, BARE, UNKNOWN = 10, 7, 5, 0
TENTHS = 10
FEWEST_CHARACTERS = 20


class Support(NamedTuple):
    """Confidence in tenths; whether anything backs the answer; the day the evidence is too old."""

    tenths: int
    backed: bool
    stale_on: date | None


def support(answer: Answer, share: Fraction, on: date, months: int) -> Support:
    """Weigh what stands behind an answered question on a day.

    Args:
        answer: the answer with note and evidence.
        share: its score in 0..1.
        on: the day of scoring.
        months: the calendar months after which dated evidence is too old.

    Source: guide 4.5; docs/scoring.md, rules S20 and S21.
    """
    noted = _noted(answer.note.strip(), share)
    last = fresh_until(answer.evidence, months)
    if last is None or last < on:
        return Support(noted, bool(answer.note.strip()), None)
    ages = noted < CERTAIN and last < date.max
    return Support(CERTAIN, backed=True, stale_on=last + timedelta(days=1) if ages else None)


def _noted(note: str, share: Fraction) -> int:
    if len(note) < FEWEST_CHARACTERS:
        return BARE
    low = 4 * share.numerator <= share.denominator
    return CERTAIN if low else NOTED  # there is nothing to show for a level 0 or 1


def fresh_until(evidence: Iterable[EvidenceItem], months: int) -> date | None:
    """Give the last day on which some item is fresh; None where there is no item."""
    return max((_last_day(item, months) for item in evidence), default=None)


def _last_day(item: EvidenceItem, months: int) -> date:
    aged = months_after(item.dated, months) if item.dated else None
    return min(aged or date.max, item.expires_on or date.max)
