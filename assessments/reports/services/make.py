"""Make a report: claim it, render it outside any transaction, and end the attempt."""

import logging

from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.reports.build import document_from_inputs
from assessments.reports.document import ReportDocument
from assessments.reports.errors import CannotBeMade
from assessments.reports.file_name import file_name
from assessments.reports.renderers import RENDERERS
from assessments.reports.renderers.typst.engine import release_memory
from assessments.reports.services.claim import Claim, claim_report
from assessments.reports.services.finish import fail_report, finish_report
from assessments.scoring.bank import Bank

logger = logging.getLogger(__name__)

BROKEN = (
    "The report could not be drawn. Nothing of the assessment was changed; tell whoever runs this "
    "server the number of this report."
)


def make_report(report_id: int) -> bool:
    """Make one report, if it is there to be made; say whether this call made it ready.

    Safe to call any number of times, by any number of workers at once: one claim wins, and an
    attempt whose lease ran out cannot end the report any more.
    """
    claim = claim_report(report_id)
    if claim is None:
        return False
    try:
        content, name = _rendered(claim)
    except CannotBeMade as error:
        fail_report(claim, reason=str(error))
    except Exception:
        logger.exception("attempt %s of report %s failed", claim.attempt, claim.report_id)
        fail_report(claim, reason=BROKEN)
    else:
        done = finish_report(claim, content=content, file_name=name)
        release_memory()
        return done
    return False


def _rendered(claim: Claim) -> tuple[bytes, str]:
    document = document_from_inputs(claim.inputs, _bank(claim))
    renderer = RENDERERS[claim.format]
    return renderer.render(document), name_of(document, renderer.extension)


def name_of(document: ReportDocument, extension: str) -> str:
    return file_name(document.product, document.on, document.result.level, extension)


def _bank(claim: Claim) -> Bank:
    named = claim.inputs["bank"]
    version = BankVersion.objects.defer("content").filter(pk=named["id"]).first()
    if version is None or version.digest != named["digest"]:
        raise CannotBeMade("The version of the question bank this report names is gone.")
    return parsed_bank(version)
