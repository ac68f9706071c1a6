"""The verbs of the answers slice, one a file; each is one transaction."""

from assessments.answers.services.keeping import (
    archive_assessment,
    delete_assessment,
    move_assessment,
    plan_assessment,
    rename_assessment,
    restore_assessment,
)
from assessments.answers.services.links import add_evidence, remove_evidence
from assessments.answers.services.loading import (
    Loaded,
    load_answers,
    load_answers_file,
    read_answers_file,
)
from assessments.answers.services.refreshing import (
    recount,
    refresh_stale_summaries,
    refresh_summary,
)
from assessments.answers.services.save_answer import save_answer
from assessments.answers.services.save_section import save_section
from assessments.answers.services.starting import NotCarried, Started, start_assessment
from assessments.answers.services.submitting import reopen_assessment, submit_assessment

__all__ = [
    "Loaded",
    "NotCarried",
    "Started",
    "add_evidence",
    "archive_assessment",
    "delete_assessment",
    "load_answers",
    "load_answers_file",
    "move_assessment",
    "plan_assessment",
    "read_answers_file",
    "recount",
    "refresh_stale_summaries",
    "refresh_summary",
    "remove_evidence",
    "rename_assessment",
    "reopen_assessment",
    "restore_assessment",
    "save_answer",
    "save_section",
    "start_assessment",
    "submit_assessment",
]
