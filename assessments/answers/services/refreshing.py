"""Keeps the cached summary equal to a recount: the last statement of every accepted write."""

from datetime import date

from django.db import transaction

from assessments.answers.errors import NotVisible
from assessments.answers.models import Assessment
from assessments.answers.registers import Registers, answers_in, read_registers
from assessments.answers.services.locking import Locked, locked_unasked
from assessments.answers.summary import Summary, summarise
from assessments.banks.queries import parsed_bank


def store_summary(locked: Locked, registers: Registers, *, accepted: int) -> Summary:
    """Score the registers as they stand and store the result with its revision (1 query).

    Args:
        locked: the assessment, inside the transaction of its write.
        registers: as they stand after the write.
        accepted: how many writes were accepted; the revision rises by as many.
    """
    summary = summarise(locked.bank, answers_in(registers), locked.at.date())
    row = locked.assessment
    row.revision += accepted
    row.summary, row.stale_on = summary.content, summary.stale_on
    fields = ["revision", "summary", "stale_on"]
    if accepted:
        row.touched_at = locked.at
        fields.append("touched_at")
    row.save(update_fields=fields)
    return summary


def recount(assessment: Assessment, on: date) -> Summary:
    """Score an assessment from its answers alone, without storing anything (2 or 3 queries)."""
    registers = read_registers(assessment.pk)
    return summarise(parsed_bank(assessment.bank_version), answers_in(registers), on)


@transaction.atomic
def refresh_summary(assessment_id: int) -> Summary:
    """Store a fresh summary; no answer and no revision changes (4 queries).

    Raises:
        NotVisible: there is no such assessment.
    """
    locked = locked_unasked(assessment_id)
    return store_summary(locked, read_registers(assessment_id), accepted=0)


def refresh_stale_summaries(on: date) -> int:
    """Refresh the assessments whose evidence goes out of date by this day; gives how many.

    1 query, and 4 for each assessment, each in a transaction of its own.
    """
    stale = Assessment.objects.filter(stale_on__lte=on).order_by("pk").values_list("pk", flat=True)
    refreshed = 0
    for pk in list(stale):
        try:
            refresh_summary(pk)
        except NotVisible:
            continue
        refreshed += 1
    return refreshed
