"""How well an answer is supported, and until which day: evidence ages, notes do not."""

from collections.abc import Iterable
from datetime import date, timedelta
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


def support(answer: Answer, on: date, months: int, *, low: bool) -> Support:
    """Weigh what stands behind an answered question on a day.

    Args:
        answer: the answer with note and evidence.
        on: the day of scoring.
        months: the calendar months after which dated evidence is too old.
        low: the answer is a level 0 or 1, for which there is nothing to show.

    Source: guide 4.5; docs/scoring.md, rules S20 and S21.
    """
    note = answer.note.strip()
    noted = BARE
    if len(note) >= FEWEST_CHARACTERS:
        noted = CERTAIN if low else NOTED
    last = fresh_until(answer.evidence, months) if answer.evidence else None
    if last is None or last < on:
        return _UNSHOWN[noted, bool(note)]
    ages = noted < CERTAIN and last < date.max
    return Support(CERTAIN, backed=True, stale_on=last + timedelta(days=1) if ages else None)


_UNSHOWN = {
    (tenths, backed): Support(tenths, backed, None)
    for tenths in (BARE, NOTED, CERTAIN)
    for backed in (False, True)
}


def fresh_until(evidence: Iterable[EvidenceItem], months: int) -> date | None:
    """Give the last day on which some item is fresh; None where there is no item."""
    return max([_last_day(item, months) for item in evidence], default=None)


def stale_on(item: EvidenceItem, months: int) -> date | None:
    """Give the first day on which the item is too old; None where it never is."""
    last = _last_day(item, months)
    return last + timedelta(days=1) if last < date.max else None


def _last_day(item: EvidenceItem, months: int) -> date:
    aged = months_after(item.dated, months) if item.dated else None
    return min(aged or date.max, item.expires_on or date.max)
