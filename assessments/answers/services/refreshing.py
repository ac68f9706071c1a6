"""Keeps the cached summary equal to a recount: the last statement of every accepted write."""

from dataclasses import astuple
from datetime import date
from typing import Any, Final

from django.db import transaction

from assessments.answers.errors import NotVisible
from assessments.answers.models import Assessment, Sheet
from assessments.answers.registers import Registers, answers_in
from assessments.answers.services.locking import Locked, Seen, locked_unasked
from assessments.answers.services.sweeping import each
from assessments.answers.services.trends import pass_score_on
from assessments.answers.sheets import registers_of
from assessments.answers.statements import changed, day, json_text, moment
from assessments.answers.summary import Summary, summarise
from assessments.banks.queries import parsed_bank
from assessments.scoring.answers import Answers
from assessments.teams.repeated import Repeated

_ASSESSMENT: Final = """
    UPDATE assessments_assessment
    SET revision = %s, summary = %s, touched_at = %s, stale_on = %s, score = %s, level_rank = %s,
        fails_gate = %s, is_complete = %s, risk_free = %s
    WHERE id = %s
"""
# What was read before still stands, and nothing that decides who may write or what is asked moved.
# A score is passed on from older assessments, which takes another lock after this one.
_AS_SEEN: Final = Repeated(
    f"""{_ASSESSMENT} AND revision = %s AND bank_version_id = %s AND team_id = %s
        AND organisation_id = %s AND mode = '{Assessment.Mode.SHARED}'
        AND state = '{Assessment.AssessmentState.OPEN}' AND touched_at <= %s AND is_current
    """
)
_SHEET: Final = """
    UPDATE assessments_sheet SET revision = %s, summary = %s, touched_at = %s WHERE id = %s
"""


def store_summary(locked: Locked, registers: Registers, *, accepted: int) -> Summary:
    """Score the registers as they stand and store the result with its revision (1 query).

    Where the score of an older assessment of the product changes, the trend of the current one
    begins anew (3 queries). In a blind assessment it is the sheet's result, and the assessment's
    row does not change.

    Args:
        locked: the assessment, inside the transaction of its write.
        registers: as they stand after the write.
        accepted: how many writes were accepted; the revision rises by as many.
    """
    summary = summarise(locked.bank, answers_in(registers), locked.at.date())
    row = locked.sheet or locked.assessment
    at = locked.at if accepted else row.touched_at
    kept = [row.revision + accepted, json_text(summary.content), moment(at)]
    if isinstance(row, Sheet):
        changed(_SHEET, [*kept, row.pk])
    else:
        changed(_ASSESSMENT, [*kept, *_columns(summary), row.pk])
        if _has_trend_after(row) and row.score != summary.figures.score:
            pass_score_on(row.product_id)
    note_stored(locked, summary, accepted=accepted)
    return summary


def lock_as_seen(seen: Seen, answers: Answers, *, accepted: int) -> tuple[Locked, Summary] | None:
    """Lock a product's current, shared assessment and store a result in one statement (1 query).

    None when anything of what was seen is another by now: nothing was stored then. The row given
    stands as before the write, until `note_stored`.

    Args:
        seen: the assessment as it was read.
        answers: as they stand after the write.
        accepted: how many writes were accepted; the revision rises by as many.
    """
    row, summary = seen.assessment, summarise(seen.bank, answers, seen.at.date())
    kept = [row.revision + accepted, json_text(summary.content), moment(seen.at)]
    stands = [row.revision, row.bank_version_id, row.team_id, row.organisation_id, moment(seen.at)]
    if not changed(_AS_SEEN, [*kept, *_columns(summary), row.pk, *stands]):
        return None
    return Locked(row, seen.bank, seen.at), summary


def note_stored(locked: Locked, summary: Summary, *, accepted: int) -> None:
    """Let the locked row say what was stored with a write."""
    row = locked.sheet or locked.assessment
    row.revision += accepted
    row.summary = summary.content
    if accepted:
        row.touched_at = locked.at
    if locked.sheet is None:
        locked.assessment.stale_on = summary.stale_on
        locked.assessment.score = summary.figures.score


def _has_trend_after(row: Assessment) -> bool:
    """Say whether the trend of the current one may begin here, so that this one is older.

    An archived one may be newer: to lock the current one after it would be the wrong order.
    """
    return not row.is_current and row.state != Assessment.AssessmentState.CLOSED


def _columns(summary: Summary) -> list[Any]:
    return [day(summary.stale_on), *astuple(summary.figures)]


def recount(assessment: Assessment, on: date) -> Summary:
    """Score an assessment from its answers alone, without storing anything (1 or 3 queries)."""
    registers = registers_of(assessment)
    return summarise(parsed_bank(assessment.bank_version), answers_in(registers), on)


@transaction.atomic
def refresh_summary(assessment_id: int) -> Summary:
    """Store a fresh summary; no answer and no revision changes (3 queries).

    Raises:
        NotVisible: there is no such assessment.
    """
    locked = locked_unasked(assessment_id)
    return store_summary(locked, registers_of(locked.assessment), accepted=0)


def refresh_stale_summaries(on: date) -> int:
    """Refresh the assessments whose evidence goes out of date by this day; gives how many.

    1 query, and 3 for each assessment, each in a transaction of its own.
    """
    stale = Assessment.objects.filter(stale_on__lte=on).order_by("pk").values_list("pk", flat=True)
    return each(stale, _refreshed)


def _refreshed(assessment_id: int) -> bool:
    try:
        refresh_summary(assessment_id)
    except NotVisible:
        return False
    return True
