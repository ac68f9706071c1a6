"""The verbs of the answers slice, one a file; each is one transaction."""

from assessments.answers.services.acting import (
    Wanted,
    change_action,
    make_actions,
    set_path_term,
)
from assessments.answers.services.assigning import assign, change_due, unassign
from assessments.answers.services.confirming import confirm_answer
from assessments.answers.services.expiry import tell_expired_evidence
from assessments.answers.services.files import (
    add_evidence_file,
    hand_out_file,
    prune_evidence_files,
)
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
from assessments.answers.services.locking import Begun
from assessments.answers.services.milestones import (
    delete_milestone,
    make_milestone,
    rename_milestone,
)
from assessments.answers.services.moving import move_to_version
from assessments.answers.services.moving_back import move_back
from assessments.answers.services.refreshing import (
    recount,
    refresh_stale_summaries,
    refresh_summary,
)
from assessments.answers.services.revealing import (
    add_respondents,
    plan_reveal,
    reveal_due,
    reveal_now,
)
from assessments.answers.services.save_answer import save_answer
from assessments.answers.services.save_section import begin_section, save_section
from assessments.answers.services.scenarios import drop_scenario, keep_scenario
from assessments.answers.services.settling import record_consensus
from assessments.answers.services.sheets import submit_sheet, take_back_sheet
from assessments.answers.services.starting import NotCarried, Started, start_assessment
from assessments.answers.services.submitting import reopen_assessment, submit_assessment
from assessments.answers.services.talking import (
    add_comment,
    edit_comment,
    remove_comment,
    reopen_thread,
    resolve_thread,
)
from assessments.answers.services.telling_actions import tell_actions_due
from assessments.answers.services.telling_due import tell_what_is_due

__all__ = [
    "Begun",
    "Loaded",
    "NotCarried",
    "Started",
    "Wanted",
    "add_comment",
    "add_evidence",
    "add_evidence_file",
    "add_respondents",
    "archive_assessment",
    "assign",
    "begin_section",
    "change_action",
    "change_due",
    "confirm_answer",
    "delete_assessment",
    "delete_milestone",
    "drop_scenario",
    "edit_comment",
    "hand_out_file",
    "keep_scenario",
    "load_answers",
    "load_answers_file",
    "make_actions",
    "make_milestone",
    "move_assessment",
    "move_back",
    "move_to_version",
    "plan_assessment",
    "plan_reveal",
    "prune_evidence_files",
    "read_answers_file",
    "record_consensus",
    "recount",
    "refresh_stale_summaries",
    "refresh_summary",
    "remove_comment",
    "remove_evidence",
    "rename_assessment",
    "rename_milestone",
    "reopen_assessment",
    "reopen_thread",
    "resolve_thread",
    "restore_assessment",
    "reveal_due",
    "reveal_now",
    "save_answer",
    "save_section",
    "set_path_term",
    "start_assessment",
    "submit_assessment",
    "submit_sheet",
    "take_back_sheet",
    "tell_actions_due",
    "tell_expired_evidence",
    "tell_what_is_due",
    "unassign",
]
