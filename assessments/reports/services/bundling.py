"""Asking for the reports of many products at once: one row each, and the reports one by one."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actor import Actor, NotAllowed, NotVisible
from assessments.answers.services.sweeping import each
from assessments.audit.services import record
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.reports.errors import UnknownFormat, UnknownLanguage
from assessments.reports.language import LANGUAGES
from assessments.reports.models import BundleMember, Report, ReportBundle
from assessments.reports.queries import ended_bundles, reportable_in, waiting_members
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.request import request_in_any
from assessments.teams.errors import Refused
from assessments.teams.models import User
from assessments.teams.queries import load_actor

MOST_MEMBERS: Final = 200
MOST_UNENDED: Final = 3
KEPT_DAYS: Final = 30
WAITS_AT_MOST: Final = timedelta(hours=1)


@transaction.atomic
def request_bundle(
    *,
    actor: Actor,
    organisation_id: int,
    assessment_ids: Collection[int],
    file_format: str,
    language: str = "",
) -> ReportBundle:
    """Note which reports are wanted; `fill_bundle` asks for them one by one (6 queries).

    `language` is that of the words, and of the questions where their bank is translated; empty for
    English words and each bank's own texts.

    Raises:
        NotVisible: the actor does not belong to the organisation.
        Refused: none or too many chosen, one the actor may not ask a report of, or too many
            bundles not done yet.
        UnknownFormat: no renderer makes the format.
        UnknownLanguage: the words of reports are not there in it.
    """
    if not actor.belongs_to(organisation_id):
        raise NotVisible
    if file_format not in RENDERERS:
        raise UnknownFormat(file_format)
    if language and language not in LANGUAGES:
        raise UnknownLanguage(language)
    chosen = set(assessment_ids)
    if not 1 <= len(chosen) <= MOST_MEMBERS:
        words = _("Choose between 1 and %(most)d products.") % {"most": MOST_MEMBERS}
        raise Refused("assessments", "number", words)
    found = list(reportable_in(actor, organisation_id).filter(pk__in=chosen))
    if {one.pk for one in found} != chosen:
        raise Refused("assessments", "gone", _("One of these cannot be reported any more."))
    list(User.objects.select_for_update(no_key=True).only("pk").filter(pk=actor.user_id))
    open_ones = ReportBundle.objects.filter(requested_by=actor.user_id, ended_at=None)
    if open_ones.count() >= MOST_UNENDED:
        words = _("%(number)d of your collections are still being made. Wait for one of them.")
        raise Refused("assessments", "too_many", words % {"number": MOST_UNENDED})
    bundle = ReportBundle.objects.create(
        organisation_id=organisation_id,
        format=file_format,
        language=language,
        requested_by_id=actor.user_id,
    )
    BundleMember.objects.bulk_create(
        BundleMember(bundle=bundle, assessment=one, product_name=one.product.name) for one in found
    )
    detail = {"format": file_format, "number": len(found)}
    record(
        "bundle.requested",
        bundle,
        organisation_id=organisation_id,
        actor_id=actor.user_id,
        detail=detail,
    )
    return bundle


def fill_bundle(bundle_id: int) -> tuple[int, ...]:
    """Ask for the reports of a bundle that were not asked for yet; gives all their ids.

    Safe to call any number of times: asking twice for a report gives the same one.
    """
    waiting = waiting_members().filter(bundle=bundle_id).values_list("pk", flat=True)
    each(waiting, _fill)
    filled = BundleMember.objects.filter(bundle=bundle_id, report__state="requested")
    return tuple(filled.values_list("report_id", flat=True).order_by("pk"))


def tend_bundles(today: date) -> int:
    """Fill bundles whose bell was lost, tell of those that ended, and delete the old ones.

    3 queries when there is nothing to do.
    """
    done = each(waiting_members().values_list("pk", flat=True), _fill)
    done += each(ended_bundles().values_list("pk", flat=True), _end)
    old = ReportBundle.objects.filter(ended_at__date__lt=today - timedelta(days=KEPT_DAYS))
    return done + old.delete()[0]


@transaction.atomic
def _fill(member_id: int) -> bool:
    """Ask first, which locks the assessment, then lock the member: as who deletes one does."""
    member = _waiting(waiting_members().select_related("bundle__requested_by"), member_id)
    if member is None:
        return False
    report, reason = _asked(member)
    locked = _waiting(waiting_members().select_for_update(of=("self",)), member_id)
    if locked is None:
        return False
    locked.report, locked.reason = report, reason
    locked.save(update_fields=["report", "reason"])
    return True


def _waiting(rows: QuerySet[BundleMember], member_id: int) -> BundleMember | None:
    return rows.filter(pk=member_id).first()


def _asked(member: BundleMember) -> tuple[Report | None, str]:
    """Give the report of a member, or the reason why there is none."""
    bundle = member.bundle
    if timezone.now() - bundle.requested_at > WAITS_AT_MOST:
        return None, _("It could not be asked for within an hour.")
    if member.assessment_id is None or bundle.requested_by is None:
        return None, _("The assessment was deleted.")
    try:
        with transaction.atomic():
            report = request_in_any(
                actor=load_actor(bundle.requested_by),
                assessment_id=member.assessment_id,
                file_format=bundle.format,
                language=bundle.language,
                is_quiet=True,
            )
    except NotVisible:
        return None, _("The assessment was deleted, or you may not see it any more.")
    except NotAllowed:
        return None, _("You may not ask for its report, or its answers are not revealed yet.")
    return report, ""


@transaction.atomic
def _end(bundle_id: int) -> bool:
    """Note that a bundle ended and tell who asked, once."""
    unended = ReportBundle.objects.filter(pk=bundle_id, ended_at=None)
    if not unended.update(ended_at=timezone.now()):
        return False
    bundle = ReportBundle.objects.get(pk=bundle_id)
    if bundle.requested_by_id is not None:
        tell(
            [bundle.requested_by_id],
            NoticeKind.REPORT_READY,
            key=f"bundle:{bundle_id}",
            organisation_id=bundle.organisation_id,
            detail={"bundle": bundle_id},
        )
    return True
