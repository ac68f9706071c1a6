"""Freezes the earlier moment a report is compared with into its inputs."""

from datetime import date
from typing import Any, NamedTuple

from assessments.actor import Actor
from assessments.answers.models import Assessment, Milestone
from assessments.answers.moments import frozen_moment, present_moment
from assessments.answers.queries import assessments_of, milestone_for
from assessments.reports.compare_pages import frozen_earlier
from assessments.reports.errors import NothingToCompare


class Earlier(NamedTuple):
    """A milestone, or another assessment of the product as it stands, to compare with."""

    pk: int
    is_milestone: bool


def earlier_inputs(
    actor: Actor, assessment: Assessment, earlier: Earlier, on: date
) -> dict[str, Any]:
    """Give the moment as plain JSON (1 query; 2 for an assessment, 4 for a revealed one).

    Raises:
        NothingToCompare: the product has no such moment that the actor sees.
    """
    row = _row(actor, assessment, earlier)
    version = row.bank_version
    if isinstance(row, Milestone):
        moment, day = frozen_moment(row), row.made_at.date()
    else:
        moment, day = present_moment(row, on), row.touched_at.date()
    bank = {"id": version.pk, "title": version.bank.title}
    bank |= {"number": version.number, "digest": version.digest}
    return frozen_earlier(moment, name=row.name, day=day, bank=bank)


def _row(actor: Actor, assessment: Assessment, earlier: Earlier) -> Milestone | Assessment:
    try:
        if earlier.is_milestone:
            return milestone_for(actor, assessment.product_id, earlier.pk)
        row = assessments_of(actor, assessment.product).exclude(pk=assessment.pk).get(pk=earlier.pk)
    except (Milestone.DoesNotExist, Assessment.DoesNotExist) as error:
        raise NothingToCompare from error
    if row.is_blind:
        raise NothingToCompare
    return row
