"""What every scorecard lists of its questions, whatever the method."""

from collections.abc import Iterator, Sequence

from assessments.scoring.answers import State
from assessments.scoring.scorecard import NotApplicableEntry, OpenPoint
from assessments.scoring.standing import Standing


def open_points(standings: Sequence[Standing]) -> Iterator[OpenPoint]:
    """List what counts and is open; a mark that no longer holds keeps its own state here."""
    for standing in standings:
        if standing.counts and standing.is_open:
            yield OpenPoint(standing.planned.code, standing.answer.state)


def left_out(standings: Sequence[Standing]) -> Iterator[NotApplicableEntry]:
    """List what is not applicable, with its reason."""
    for standing in standings:
        if standing.state is State.NOT_APPLICABLE:
            yield NotApplicableEntry(standing.planned.code, standing.answer.reason)


def is_draft(standings: Sequence[Standing]) -> bool:
    """Say whether anything that counts is blank."""
    return any(s.counts and s.state is State.UNANSWERED for s in standings)


def stale_on(standings: Sequence[Standing]) -> str | None:
    """Give the first ISO day on which evidence goes out of date."""
    days = [s.support.stale_on for s in standings if s.support.stale_on is not None]
    return min(days).isoformat() if days else None
