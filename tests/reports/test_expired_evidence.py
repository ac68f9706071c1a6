"""A report prints what a file is called, what kind it is, and since when it is out of date."""

import uuid
from datetime import date

import pypdfium2
import pytest

from assessments.answers import services
from assessments.answers.queries import answers_file
from assessments.banks.queries import parsed_bank
from assessments.reports.build import document_from_inputs
from assessments.reports.document import EvidenceLine
from assessments.reports.renderers import RENDERERS
from assessments.reports.services import request_report
from tests.answers.upload_files import pdf


@pytest.fixture
def inputs(actor, assessment):
    services.add_evidence_file(
        actor=actor,
        assessment_id=assessment.pk,
        code="value.fairness",
        name="groups.pdf",
        content=pdf(),
        operation_id=uuid.uuid4(),
        title="Error by group",
        kind="monitoring",
        dated=date(2026, 10, 1),
    )
    return request_report(actor=actor, assessment_id=assessment.pk).inputs


def entry(assessment, inputs, on):
    document = document_from_inputs({**inputs, "on": on}, parsed_bank(assessment.bank_version))
    questions = (q for part in document.parts for s in part.sections for q in s.questions)
    return document, next(q for q in questions if q.code == "value.fairness")


def test_file_is_named_with_its_kind_and_date(assessment, inputs):
    _, question = entry(assessment, inputs, "2027-01-01")

    dates = "Monitoring or dashboard, dated 1 October 2026, expires 1 January 2027"
    assert question.evidence == (EvidenceLine("Error by group (groups.pdf)", "", dates),)
    assert question.support == ""


def test_answer_that_rests_on_expired_evidence_is_marked(assessment, inputs):
    document, question = entry(assessment, inputs, "2027-01-02")

    assert question.evidence[0].since == "2 January 2027"
    assert question.support == "Rests on expired evidence"
    drawn = RENDERERS["pdf"].render(document)
    with pypdfium2.PdfDocument(drawn) as opened:
        text = " ".join(page.get_textpage().get_text_range() for page in opened)
    words = " ".join(text.split())
    assert "out of date since 2 January 2027" in words
    assert "Rests on expired evidence" in words


def test_answers_file_names_the_file_without_its_bytes(assessment, inputs):
    text = answers_file(assessment)
    assert b"groups.pdf" in text
    assert pdf()[:20] not in text
