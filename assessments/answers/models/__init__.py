"""Assessments, what was said in them, and what a team plans from it; a file for each matter."""

from assessments.answers.models.answer import STATES, Answer, AnswerEvent
from assessments.answers.models.assessment import Assessment, Sheet
from assessments.answers.models.bank_move import BankMove, KeptAside
from assessments.answers.models.evidence import Evidence, EvidenceFile
from assessments.answers.models.milestone import Milestone
from assessments.answers.models.path import ActionItem, PathTerm
from assessments.answers.models.scenario import Scenario
from assessments.answers.models.together import Assignment, Comment, Consensus

__all__ = [
    "STATES",
    "ActionItem",
    "Answer",
    "AnswerEvent",
    "Assessment",
    "Assignment",
    "BankMove",
    "Comment",
    "Consensus",
    "Evidence",
    "EvidenceFile",
    "KeptAside",
    "Milestone",
    "PathTerm",
    "Scenario",
    "Sheet",
]
