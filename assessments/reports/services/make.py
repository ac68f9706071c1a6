"""Make a report: claim it, render it outside any transaction, and end the attempt."""

import logging
from collections.abc import Mapping
from typing import Any

from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.reports.build import document_from_inputs
from assessments.reports.document import ReportDocument
from assessments.reports.errors import CannotBeMade
from assessments.reports.file_name import file_name
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.branding import logo_content
from assessments.reports.services.claim import Claim, claim_report
from assessments.reports.services.finish import fail_report, finish_report
from assessments.reports.services.sealing import sealed
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
        return finish_report(claim, content=content, file_name=name)
    return False


def _rendered(claim: Claim) -> tuple[bytes, str]:
    logo = claim.inputs.get("look", {}).get("logo")
    drawn = logo_content(claim.organisation_id, logo["sha256"]) if logo else b""
    document = document_of(claim.inputs, logo=drawn)
    renderer = RENDERERS[claim.format]
    content = sealed(
        renderer.render(document),
        document,
        file_format=claim.format,
        assessment=claim.assessment_id,
        revision=claim.revision,
    )
    return content, name_of(document, renderer.extension)


def name_of(document: ReportDocument, extension: str) -> str:
    return file_name(document.product, document.on, document.result.level, extension)


def document_of(inputs: Mapping[str, Any], *, logo: bytes = b"") -> ReportDocument:
    """Build the document of a report's frozen inputs, with the logo they name or without it.

    1 query, 2 for a bank not read lately; as many more where it is compared with another bank.

    Raises:
        CannotBeMade: a bank version they name is gone.
    """
    named = inputs["bank"]
    then = inputs.get("earlier", {"bank": named})["bank"]
    earlier = None if then["digest"] == named["digest"] else _bank(then)
    return document_from_inputs(inputs, _bank(named), earlier, logo=logo)


def _bank(named: Mapping[str, Any]) -> Bank:
    version = BankVersion.objects.defer("content").filter(pk=named["id"]).first()
    if version is None or version.digest != named["digest"]:
        raise CannotBeMade("The version of the question bank this report names is gone.")
    return parsed_bank(version)
