"""The verbs of the answers slice, one a file; each is one transaction."""

from assessments.answers.services.links import add_evidence, remove_evidence
from assessments.answers.services.refreshing import (
    recount,
    refresh_stale_summaries,
    refresh_summary,
)
from assessments.answers.services.save_answer import save_answer
from assessments.answers.services.save_section import save_section

__all__ = [
    "add_evidence",
    "recount",
    "refresh_stale_summaries",
    "refresh_summary",
    "remove_evidence",
    "save_answer",
    "save_section",
]
