"""Everything that writes reports, one verb a file; the row is the truth, a worker only helps."""

from assessments.reports.services.claim import Claim, claim_report
from assessments.reports.services.finish import fail_report, finish_report
from assessments.reports.services.hand_over import HandedOver, hand_over_report
from assessments.reports.services.make import make_report
from assessments.reports.services.prune import prune_reports
from assessments.reports.services.request import request_report
from assessments.reports.services.sweep import sweep_reports

__all__ = [
    "Claim",
    "HandedOver",
    "claim_report",
    "fail_report",
    "finish_report",
    "hand_over_report",
    "make_report",
    "prune_reports",
    "request_report",
    "sweep_reports",
]
