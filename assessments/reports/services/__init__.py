"""Everything that writes reports, one verb a file; the row is the truth, a worker only helps."""

from assessments.reports.services.branding import MOST_READ, set_brand
from assessments.reports.services.bundling import fill_bundle, request_bundle, tend_bundles
from assessments.reports.services.claim import Claim, claim_report
from assessments.reports.services.finish import fail_report, finish_report
from assessments.reports.services.freeze_earlier import Earlier
from assessments.reports.services.hand_over import HandedOver, hand_over_report
from assessments.reports.services.hand_over_bundle import (
    HandedOverBundle,
    hand_over_bundle,
    is_ended,
)
from assessments.reports.services.mailing_schedules import mail_scheduled
from assessments.reports.services.make import make_report
from assessments.reports.services.prune import prune_reports
from assessments.reports.services.request import request_report
from assessments.reports.services.running_schedules import run_schedules
from assessments.reports.services.scheduling import (
    Plan,
    deletable,
    delete_schedule,
    make_schedule,
    pause_schedule,
    resume_schedule,
    schedulable,
)
from assessments.reports.services.sealing import rotate_seal_key
from assessments.reports.services.shared import (
    SharedReport,
    read_shared,
    shared_link,
    take_shared,
    ticket_for,
)
from assessments.reports.services.sharing import Shared, revoke_link, share_report, shareable
from assessments.reports.services.sweep import sweep_reports

__all__ = [
    "MOST_READ",
    "Claim",
    "Earlier",
    "HandedOver",
    "HandedOverBundle",
    "Plan",
    "Shared",
    "SharedReport",
    "claim_report",
    "deletable",
    "delete_schedule",
    "fail_report",
    "fill_bundle",
    "finish_report",
    "hand_over_bundle",
    "hand_over_report",
    "is_ended",
    "mail_scheduled",
    "make_report",
    "make_schedule",
    "pause_schedule",
    "prune_reports",
    "read_shared",
    "request_bundle",
    "request_report",
    "resume_schedule",
    "revoke_link",
    "rotate_seal_key",
    "run_schedules",
    "schedulable",
    "set_brand",
    "share_report",
    "shareable",
    "shared_link",
    "sweep_reports",
    "take_shared",
    "tend_bundles",
    "ticket_for",
]
