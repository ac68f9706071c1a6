"""Every place that may hold a person's name, and those that keep what they hold, with the reason.

A test compares both tables with all columns for text and JSON there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Manager, Model, QuerySet

from assessments.answers.models import (
    Answer,
    AnswerEvent,
    Assessment,
    Comment,
    Consensus,
    Evidence,
    Milestone,
    Scenario,
)
from assessments.audit.models import AuditEvent
from assessments.banks.models import DraftReview
from assessments.notices.models import KeptMail, Notice
from assessments.reports.models import BundleMember, Report, ReportTransition, ShareLink
from assessments.teams.models import Invitation, Product, Team


@dataclass(frozen=True, slots=True)
class Place:
    """Columns of one table; `of` leads to the organisation, and is empty where there is none."""

    model: type[Model]
    of: str
    columns: tuple[str, ...]
    names_people: bool = False

    def rows(self) -> QuerySet[Any]:
        manager: Manager[Any] = self.model._default_manager  # noqa: SLF001 -- Django's own name for it
        return manager.all()


# In the order in which everything else that locks two of them does: products before assessments,
# assessments before members of a bundle and before answers.
PLACES: Final = (
    Place(Product, "team__organisation", ("name", "description")),
    Place(Team, "organisation", ("name",)),
    Place(Assessment, "organisation", ("name", "product_name")),
    Place(BundleMember, "bundle__organisation", ("product_name", "reason")),
    Place(Answer, "assessment__organisation", ("value", "reason", "note")),
    Place(AnswerEvent, "assessment__organisation", ("value", "reason", "note")),
    Place(Evidence, "assessment__organisation", ("url", "file_name", "title")),
    Place(Comment, "assessment__organisation", ("text",)),
    Place(Consensus, "assessment__organisation", ("reason", "dissent")),
    Place(Milestone, "assessment__organisation", ("name", "note", "answers", "scorecard")),
    Place(Scenario, "assessment__organisation", ("name", "tried", "present")),
    Place(Report, "organisation", ("inputs", "reason", "file_name")),
    Place(ShareLink, "report__organisation", ("name",)),
    Place(ReportTransition, "report__organisation", ("reason",)),
    Place(DraftReview, "draft__bank__organisation", ("comment",)),
    Place(AuditEvent, "organisation", ("object_name", "detail"), names_people=True),
    Place(Notice, "organisation", ("detail",), names_people=True),
    Place(Invitation, "organisation", ("email",)),
    Place(KeptMail, "", ("to", "subject", "body")),
)
_PUBLISHED: Final = "a published document and what it is drawn from; it names its authors"
_CODE: Final = "a code, a digest or a choice; never what somebody typed about a person"
KEPT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ActionItem.target_level": _CODE,
        "ActionItem.value": _CODE,
        "PathTerm.days": "figures",
        "Bank.title": _PUBLISHED,
        "Bank.publisher": _PUBLISHED,
        "Bank.licence": _PUBLISHED,
        "Bank.attribution": _PUBLISHED,
        "Bank.source": _PUBLISHED,
        "Bank.slug": _PUBLISHED,
        "BankVersion.content": _PUBLISHED,
        "BankVersion.made_from": _PUBLISHED,
        "BankVersion.notes": _PUBLISHED,
        "BankVersion.digest": _CODE,
        "BankDraft.content": _PUBLISHED,
        "BankDraft.made_from": _PUBLISHED,
        "BankMove.plan": _PUBLISHED,
        "BankMove.before": "ids, versions and the code of a level",
        "BankDraft.writers": "ids, not names",
        "BankUpload.name": "the person's own goes at once, another's after an hour",
        "DraftReview.state": _CODE,
        "DraftRevision.changes": _PUBLISHED,
        "Organisation.name": "the organisation's own name",
        "Organisation.slug": "the organisation's own name",
        "Assessment.summary": _CODE,
        "Sheet.summary": _CODE,
        "Comment.mentions": "ids, not names",
        "Assessment.target_level": _CODE,
        "Sheet.discipline": _CODE,
        "Evidence.kind": _CODE,
        "AuditEvent.verb": _CODE,
        "AuditEvent.object_type": _CODE,
        "Scenario.bank_digest": _CODE,
        "Report.format": _CODE,
        "SealKey.name": _CODE,
        "ShareLink.secret_hash": _CODE,
        "ReportBundle.format": _CODE,
        "ReportBundle.language": _CODE,
        "ReportBrand.accent": _CODE,
        "ReportLogo.sha256": _CODE,
        "ReportSchedule.rhythm": _CODE,
        "ReportSchedule.format": _CODE,
        "ReportSchedule.language": _CODE,
        "ScheduledMail.outcome": _CODE,
        "ShareLink.password": "the hash of a password of the link, not of a person",
        "Report.options": _CODE,
        "Notice.key": _CODE,
        "EvidenceFile.sha256": _CODE,
        "EvidenceFile.media_type": _CODE,
        "User.password": "made unusable",
        "User.name": "replaced on the row itself",
        "User.email": "replaced on the row itself",
    }
)
