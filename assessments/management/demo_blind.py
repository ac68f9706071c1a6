"""The demo's third product: three people answered it blind, it is revealed, one answer settled."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings

from assessments.actor import Actor
from assessments.answers.services import (
    load_answers,
    read_answers_file,
    record_consensus,
    start_assessment,
    submit_sheet,
)
from assessments.banks.models import BankVersion
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Discipline
from assessments.teams.models import Team
from assessments.teams.services import create_product

PRODUCT: Final = "Return Reasons"
DESCRIPTION: Final = (
    "Reads the note on a returned parcel and proposes the reason, so that nobody types it twice."
)
ASSESSMENT: Final = "First look, each alone"
# Who answered, and the file under docs/demo with the sheet.
SHEETS: Final = {
    Discipline.PRODUCT_MANAGEMENT: "return-reasons-lead.yaml",
    Discipline.DATA_SCIENCE: "return-reasons-contributor.yaml",
    Discipline.ENGINEERING: "return-reasons-engineer.yaml",
}
SETTLED: Final = (
    "business.outcome_metric",
    2,
    "The number is agreed, its owner is not: finance signed for the depots and never told them.",
)


def start_blind(team: Team, version: BankVersion, actors: Mapping[Discipline, Actor]) -> None:
    """Fill in and submit all sheets, which reveals them, and settle one question."""
    lead, bank = actors[Discipline.PRODUCT_MANAGEMENT], parsed_bank(version)
    product = create_product(actor=lead, team_id=team.pk, name=PRODUCT, description=DESCRIPTION)
    pk = start_assessment(
        actor=lead,
        product=product,
        bank_version=version,
        name=ASSESSMENT,
        respondents=[actors[known].user_id for known in SHEETS],
    ).assessment.pk
    for known, file in SHEETS.items():
        raw = (Path(settings.BASE_DIR) / "docs" / "demo" / file).read_bytes()
        said = read_answers_file(bank, raw).answers
        load_answers(actor=actors[known], assessment_id=pk, answers=said)
        submit_sheet(actor=actors[known], assessment_id=pk)
    code, value, reason = SETTLED
    record_consensus(
        actor=lead,
        assessment_id=pk,
        code=code,
        base=0,
        operation_id=uuid4(),
        state="answered",
        value=value,
        reason=reason,
    )
