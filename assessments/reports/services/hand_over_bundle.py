"""Hand a bundle over as one ZIP, with a file that names what is not in it and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.audit.services import record
from assessments.reports.errors import NotVisible
from assessments.reports.models import BundleMember, Report, ReportBundle, ReportFile
from assessments.reports.queries import bundle_for, members_of, reports_visible_to
from assessments.reports.zipped import Entry, told_apart, zipped
from assessments.text import isolate

MISSING_NAME: Final = "not-included.txt"


@dataclass(frozen=True, slots=True)
class HandedOverBundle:
    """The name of the archive, and its bytes in pieces that are read as they are sent."""

    name: str
    chunks: Iterator[bytes]


@transaction.atomic
def hand_over_bundle(*, actor: Actor, bundle_id: int) -> HandedOverBundle:
    """Give an ended bundle as a ZIP and append who took it to the audit log.

    Holds the reports the actor may still see; the others are named in a text file. 4 queries, and
    one more for each file as it is sent.

    Raises:
        NotVisible: the bundle is not the actor's, or not all of its reports have ended.
    """
    try:
        bundle = bundle_for(actor, bundle_id)
    except ReportBundle.DoesNotExist as error:
        raise NotVisible from error
    members = list(members_of(bundle))
    if not all(is_ended(bundle, member) for member in members):
        raise NotVisible
    wanted = [member.report_id for member in members if member.report_id is not None]
    visible = set(reports_visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    reports, missing = _parted(members, visible)
    record(
        "bundle.downloaded",
        bundle,
        organisation_id=bundle.organisation_id,
        actor_id=actor.user_id,
        detail={"reports": [report.pk for report in reports]},
    )
    day = bundle.requested_at.date().isoformat()
    return HandedOverBundle(f"reports-{day}.zip", zipped(_entries(bundle, reports, missing)))


def is_ended(bundle: ReportBundle, member: BundleMember) -> bool:
    """Say whether nothing more comes of a member; a report that was deleted later counts too."""
    if member.report is None:
        return bool(member.reason) or bundle.ended_at is not None
    return member.report.state in (Report.ReportState.READY, Report.ReportState.FAILED)


def _parted(
    members: Sequence[BundleMember], visible: set[int]
) -> tuple[list[Report], list[tuple[str, str]]]:
    """Part the members into reports to hand over, and the names of the others with reasons."""
    reports, missing = [], []
    for member in members:
        report = member.report
        if report is None:
            missing.append((member.product_name, member.reason or _("The report was deleted.")))
        elif report.pk not in visible:
            missing.append((member.product_name, _("You may not see it any more.")))
        elif report.state != Report.ReportState.READY:
            missing.append((member.product_name, report.reason))
        else:
            reports.append(report)
    return reports, missing


def _entries(
    bundle: ReportBundle, reports: Sequence[Report], missing: Sequence[tuple[str, str]]
) -> Iterator[Entry]:
    gone = list(missing)
    for report, name in zip(reports, told_apart(r.file_name for r in reports), strict=True):
        stored = ReportFile.objects.filter(report=report.pk).first()
        if stored is None:  # deleted while the archive is read
            gone.append((name, _("The report was deleted.")))
            continue
        yield name, bytes(stored.content), _moment(report.finished_at or bundle.requested_at)
    if gone:
        words = "\r\n".join(f"{isolate(name)}: {why}" for name, why in gone)
        yield MISSING_NAME, f"{words}\r\n".encode(), _moment(bundle.requested_at)


def _moment(at: datetime) -> tuple[int, int, int, int, int, int]:
    return at.year, at.month, at.day, at.hour, at.minute, at.second
