"""What each verb of the audit log is called, and what else an event says, in words for people."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, Any] = MappingProxyType(
    {
        "person.signed_in": _("signed in"),
        "person.signed_out": _("signed out"),
        "person.sign_in_failed": _("failed to sign in"),
        "person.data_exported": _("downloaded their own data"),
        "person.erased": _("a person was erased"),
        "user.second_step_reset": _("removed the second step of somebody's sign-in"),
        "organisation.created": _("created the organisation"),
        "organisation.renamed": _("renamed the organisation"),
        "organisation.bank_review_switched": _("switched the review of question banks"),
        "organisation.look_changed": _("changed the look of reports"),
        "member.invited": _("invited somebody"),
        "member.joined": _("joined by an invitation"),
        "invitation.revoked": _("took an invitation back"),
        "member.added": _("added somebody to a team"),
        "member.made_admin": _("made somebody an admin"),
        "member.role_changed": _("changed a role"),
        "member.removed": _("removed somebody"),
        "member.left": _("left"),
        "team.created": _("created a team"),
        "team.renamed": _("renamed a team"),
        "team.deleted": _("deleted a team"),
        "product.created": _("created a product"),
        "product.renamed": _("changed a product"),
        "product.archived": _("archived a product"),
        "product.restored": _("brought a product back"),
        "product.moved": _("moved a product"),
        "product.deleted": _("deleted a product"),
        "assessment.started": _("started an assessment"),
        "assessment.renamed": _("renamed an assessment"),
        "assessment.planned": _("set the target or due date"),
        "assessment.archived": _("archived an assessment"),
        "assessment.restored": _("brought an assessment back"),
        "assessment.moved": _("moved an assessment"),
        "assessment.deleted": _("deleted an assessment"),
        "assessment.submitted": _("submitted an assessment"),
        "assessment.reopened": _("opened an assessment again"),
        "assessment.bank_moved": _("moved an assessment to another bank version"),
        "assessment.bank_moved_back": _("took an assessment back to a bank version"),
        "assessment.respondents_added": _("added respondents"),
        "assessment.reveal_planned": _("set the day of the reveal"),
        "assessment.revealed": _("revealed the answers"),
        "milestone.made": _("kept a milestone"),
        "milestone.renamed": _("renamed a milestone"),
        "milestone.deleted": _("deleted a milestone"),
        "consensus.recorded": _("recorded a consensus"),
        "evidence.downloaded": _("downloaded evidence"),
        "report.requested": _("asked for a report"),
        "report.downloaded": _("downloaded a report"),
        "report.scheduled": _("scheduled reports"),
        "report.schedule_deleted": _("deleted a schedule of reports"),
        "report.shared": _("shared a report by a link"),
        "report.share_revoked": _("took a shared link back"),
        "report.share_downloaded": _("a report was downloaded by a shared link"),
        "scenario.kept": _("shared a scenario"),
        "scenario.dropped": _("deleted a scenario"),
        "action.made": _("made actions of a plan"),
        "action.changed": _("changed an action"),
        "bundle.requested": _("asked for many reports at once"),
        "bundle.downloaded": _("downloaded many reports at once"),
        "bank.imported": _("imported a question bank"),
        "bank.draft_imported": _("imported a draft of a question bank"),
        "bank.draft_discarded": _("discarded a draft of a question bank"),
        "bank.created": _("began a question bank"),
        "bank.forked": _("copied a question bank"),
        "bank.published": _("published a question bank"),
        "bank.review_asked": _("asked for a review of a question bank"),
        "bank.review_approved": _("approved a draft of a question bank"),
        "bank.review_sent_back": _("sent a draft of a question bank back"),
        "bank.taken_over": _("took a newer version of a question bank over"),
        "bank.version_retired": _("retired a version of a question bank"),
        "bank.version_restored": _("offered a retired version again"),
        "audit.exported": _("exported this log"),
        "portfolio.exported": _("downloaded the portfolio"),
    }
)
OBJECTS: Mapping[str, Any] = MappingProxyType(
    {
        "user": _("person"),
        "member": _("member"),
        "teammember": _("member"),
        "invitation": _("invitation"),
        "organisation": _("organisation"),
        "team": _("team"),
        "product": _("product"),
        "assessment": _("assessment"),
        "evidence": _("evidence"),
        "consensus": _("consensus"),
        "milestone": _("milestone"),
        "sheet": _("sheet"),
        "report": _("report"),
        "reportschedule": _("schedule of reports"),
        "reportbundle": _("collection of reports"),
        "sharelink": _("shared link"),
        "scenario": _("scenario"),
        "actionitem": _("action"),
        "bank": _("question bank"),
        "bankdraft": _("draft"),
        "bankversion": _("bank version"),
    }
)
DETAILS: Mapping[str, Any] = MappingProxyType(
    {
        "assessment": _("assessment"),
        "before": _("before"),
        "after": _("after"),
        "role": _("role"),
        "team": _("team"),
        "team_role": _("role in the team"),
        "reason": _("reason"),
        "note": _("note"),
        "format": _("format"),
        "number": _("version"),
        "from": _("from version"),
        "due": _("due"),
        "target_level": _("target level"),
        "edits_banks": _("edits banks"),
        "bank_review": _("review before publishing"),
        "draft_revision": _("revision"),
        "taken_over": _("changes taken over"),
        "decided": _("decided by hand"),
        "email": _("address"),
        "question": _("question"),
        "code": _("question"),
        "count": _("how many"),
        "owner": _("owner"),
        "state": _("state"),
        "accent": _("colour"),
        "logo": _("with a logo"),
    }
)
_HIDDEN = frozenset({"sha256", "milestone", "revision", "organisation"})


def words_for(verb: str) -> str:
    """Name a verb; one this version does not know is shown as it is kept."""
    return str(VERBS.get(verb, verb))


def details(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what else an event says, each with its name; digests and row ids are left out."""
    for key, value in detail.items():
        if key in _HIDDEN or value in (None, "", [], {}):
            continue
        yield str(DETAILS.get(key, key.replace("_", " "))), _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value)
    return str(value)
