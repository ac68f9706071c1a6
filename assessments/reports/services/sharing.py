"""Sharing a ready report by a link, and taking the link back; only the hash of its secret stays."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.reports.errors import NotAllowed, NotVisible
from assessments.reports.models import Report, ShareLink
from assessments.reports.permissions import can_share_report
from assessments.reports.queries import open_links, report_for
from assessments.teams.errors import Refused
from assessments.teams.link_secrets import hash_of, new_secret

MOST_OPEN: Final = 20
LONGEST_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Shared:
    """A link just made: the only moment its address is known."""

    link: ShareLink
    address: str = field(repr=False)


def share_report(
    *, actor: Actor, report_id: int, name: str, days: int, password: str = ""
) -> Shared:
    """Make a link to a ready report that works for so many days (5 queries).

    Args:
        actor: who shares.
        report_id: which report.
        name: whom it is for, shown to the team alone; may be empty.
        days: 1 to `LONGEST_DAYS`.
        password: what else the link asks for; empty for nothing.

    Raises:
        NotVisible: the actor does not see the report.
        NotAllowed: the actor only reads in this team.
        Refused: the report has no file, too many links are open, or the days are out of range.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("days", "range", _("Choose one of the times offered."))
    hashed = make_password(password) if password else ""  # slow on purpose, so before any lock
    secret = new_secret()
    link = _make(actor, report_id, ShareLink(name=name, password=hashed), secret, days)
    path = reverse("assessments:shared-report", args=[secret])
    return Shared(link, f"{settings.BASE_URL}{path}")


@transaction.atomic
def _make(actor: Actor, report_id: int, link: ShareLink, secret: str, days: int) -> ShareLink:
    list(Report.objects.select_for_update().only("pk").filter(pk=report_id))
    report = shareable(actor, report_id)
    if report.state != Report.ReportState.READY:
        raise Refused("name", "not_ready", _("Only a report that is ready can be shared."))
    if open_links().filter(report=report).count() >= MOST_OPEN:
        words = _("%(number)d links to this report work already. Take one back first.")
        raise Refused("name", "too_many", words % {"number": MOST_OPEN})
    link.report, link.secret_hash, link.made_by_id = report, hash_of(secret), actor.user_id
    link.expires_at = timezone.now() + timedelta(days=days)
    link.save(force_insert=True)
    _record("report.shared", link, actor)
    return link


@transaction.atomic
def revoke_link(*, actor: Actor, link_id: int) -> ShareLink:
    """End a link: it opens nothing from now on; ending it twice changes nothing (4 queries).

    Raises:
        NotVisible: there is none with this id whose report the actor sees.
        NotAllowed: the actor only reads in this team.
    """
    link = ShareLink.objects.select_for_update(of=("self",)).filter(pk=link_id).first()
    if link is None:
        raise NotVisible
    link.report = shareable(actor, link.report_id)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        _record("report.share_revoked", link, actor)
    return link


def shareable(actor: Actor, report_id: int) -> Report:
    """Give a report the actor may share, ready or not (1 query).

    Raises:
        NotVisible: the actor does not see it.
        NotAllowed: the actor only reads in this team.
    """
    try:
        report = report_for(actor, report_id)
    except Report.DoesNotExist as error:
        raise NotVisible from error
    if not can_share_report(actor, report.assessment):
        raise NotAllowed
    return report


def _record(verb: str, link: ShareLink, actor: Actor) -> None:
    record(
        verb,
        link,
        organisation_id=link.report.organisation_id,
        actor_id=actor.user_id,
        detail={"assessment": link.report.assessment_id, "report": link.report_id},
    )
