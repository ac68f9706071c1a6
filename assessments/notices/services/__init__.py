"""The verbs of the notices slice, one a file; each is one transaction."""

from assessments.notices.services.choosing import choose
from assessments.notices.services.mailing import send_digests
from assessments.notices.services.outbox import send_round
from assessments.notices.services.reading import (
    mark_all_read,
    mark_discussion_read,
    mark_read,
    mark_told_read,
)
from assessments.notices.services.telling import tell

__all__ = [
    "choose",
    "mark_all_read",
    "mark_discussion_read",
    "mark_read",
    "mark_told_read",
    "send_digests",
    "send_round",
    "tell",
]
