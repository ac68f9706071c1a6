"""Everything the installation keeps about one person, as plain values, for the person alone."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet

from assessments.answers.models import (
    ActionItem,
    AnswerEvent,
    Assignment,
    Comment,
    Consensus,
    Evidence,
    Milestone,
    Scenario,
    Sheet,
)
from assessments.audit.models import AuditEvent
from assessments.audit.services import record_in_each
from assessments.notices.models import KeptMail, Notice, NoticeChoice
from assessments.reports.models import Report, ReportBundle, ReportSchedule, ShareLink
from assessments.teams.models import Invitation, Member, TeamMember, User

Rows = list[dict[str, Any]]


@transaction.atomic
def hand_over_own_data(*, user_id: int) -> dict[str, Rows]:
    """Give all that is kept about a person, by kind, and append that it was handed over.

    About 20 queries. Uploaded files are listed, not held; nobody else's words are in it but what
    notices told the person.
    """
    user = User.objects.get(pk=user_id)
    member_of = Member.objects.filter(user=user).values_list("organisation_id", flat=True)
    record_in_each("person.data_exported", user, organisations=list(member_of), actor_id=user.pk)
    return {**_account(user), **_said(user), **_happened(user)}


def _account(user: User) -> dict[str, Rows]:
    mine = {"user": user}
    names = ("email", "name", "date_joined", "last_login")
    return {
        "profile": [{name: getattr(user, name) for name in names}],
        "addresses": _rows(EmailAddress.objects.filter(**mine), "email", "verified", "primary"),
        "sessions": _rows(
            UserSession.objects.filter(**mine), "ip", "user_agent", "created_at", "last_seen_at"
        ),
        "organisations": _rows(
            Member.objects.filter(**mine), "organisation__name", "role", "edits_banks"
        ),
        "teams": _rows(TeamMember.objects.filter(**mine), "team__name", "role", "discipline"),
        "invitations": _rows(
            Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user)),
            "organisation__name",
            "email",
            "invited_at",
            "accepted_at",
        ),
    }


def _said(user: User) -> dict[str, Rows]:
    where = ("assessment__name", "question_code")
    events = AnswerEvent.objects.filter(by=user)
    said = ("version", "state", "value", "reason", "note", "at")
    return {
        "answers": _rows(events, "assessment__name", "answer__question_code", *said),
        "sheets": _rows(Sheet.objects.filter(respondent=user), "assessment__name", "submitted_at"),
        "comments": _rows(Comment.objects.filter(by=user), *where, "text", "at", "removed_at"),
        "evidence": _rows(
            Evidence.objects.filter(added_by=user),
            *where,
            "url",
            "file_name",
            "title",
            "added_at",
            "removed_at",
        ),
        "consensus": _rows(Consensus.objects.filter(by=user), *where, "reason", "at"),
        "scenarios": _rows(
            Scenario.objects.filter(made_by=user), "assessment__name", "name", "tried", "made_at"
        ),
        "milestones": _rows(
            Milestone.objects.filter(made_by=user), "assessment__name", "name", "note", "made_at"
        ),
    }


def _happened(user: User) -> dict[str, Rows]:
    about = Q(actor=user) | Q(object_type="user", object_id=user.pk)
    return {
        "assignments": _rows(
            Assignment.objects.filter(person=user), "assessment__name", "code", "due_on"
        ),
        "actions": _rows(
            ActionItem.objects.filter(owner=user),
            "assessment__name",
            "question_code",
            "state",
            "due_on",
        ),
        "notices": _rows(Notice.objects.filter(user=user), "kind", "detail", "at", "read_at"),
        "notice_choices": _rows(
            NoticeChoice.objects.filter(user=user), "kind", "on_page", "by_mail"
        ),
        "mails": _rows(KeptMail.objects.filter(to__iexact=user.email), "subject", "body", "at"),
        "reports": _rows(
            Report.objects.filter(requested_by=user), "assessment__name", "format", "requested_at"
        ),
        "collections": _rows(
            ReportBundle.objects.filter(requested_by=user),
            "format",
            "language",
            "requested_at",
            "ended_at",
        ),
        "shared_links": _rows(
            ShareLink.objects.filter(made_by=user), "name", "made_at", "expires_at", "downloads"
        ),
        "schedules": _rows(
            ReportSchedule.objects.filter(Q(owner=user) | Q(recipients=user)).distinct(),
            "product__name",
            "rhythm",
            "number",
            "format",
            "language",
            "owner",
        ),
        "log": _rows(AuditEvent.objects.filter(about), "at", "verb", "object_name", "detail"),
    }


def _rows(found: QuerySet[Any], *columns: str) -> Rows:
    rows: Iterable[dict[str, Any]] = found.order_by("pk").values(*columns)
    return [{name.replace("__", "_"): value for name, value in row.items()} for row in rows]
