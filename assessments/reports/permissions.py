"""What an actor may do with reports: whoever sees the assessment may read them."""

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report, can_view

__all__ = ["can_download_report", "can_request_report"]


def can_download_report(actor: Actor, assessment: Assessment) -> bool:
    return can_view(actor, assessment)
