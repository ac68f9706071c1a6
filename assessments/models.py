"""Shim that lets Django find the slices' models; imported by nobody else."""

from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence, Milestone
from assessments.audit.models import AuditEvent
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.reports.models import Report, ReportFile, ReportTransition
from assessments.teams.models import Member, Organisation, Product, Team, TeamMember, User

__all__ = [
    "Answer",
    "AnswerEvent",
    "Assessment",
    "AuditEvent",
    "Bank",
    "BankDraft",
    "BankVersion",
    "Evidence",
    "Member",
    "Milestone",
    "Organisation",
    "Product",
    "Report",
    "ReportFile",
    "ReportTransition",
    "Team",
    "TeamMember",
    "User",
]
