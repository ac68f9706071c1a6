"""What a report leaves out is nowhere in its file, and the score stays what it is."""

import io
import json
import uuid

import openpyxl
import pytest
from django.urls import reverse

from assessments.answers import services as answers
from assessments.reports import services
from assessments.reports.build import document_from_inputs
from assessments.reports.models import Report
from assessments.reports.options import NOTE_LEFT_OUT, Left, Options, reduced
from assessments.reports.renderers import RENDERERS
from assessments.reports.sealed import read_contents
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth
from assessments.scoring.bank import Bank
from tests.factories import person_in
from tests.reports.conftest import NONCE
from tests.reports.documents import document_of, inputs_of, text_of
from tests.reports.extracting import EXTRACTORS
from tests.scoring.small_bank import rubric_bank, small_bank

ALL = Options(frozenset(Left))


def everything_in(content: bytes, name: str) -> str:
    """Give all text of a file, what it carries included."""
    found = read_contents(content)[1]
    seen = text_of(content) if name == "pdf" else json.dumps(found.visible)
    return seen + (found.data or "")


@pytest.mark.django_db
@pytest.mark.parametrize("name", RENDERERS)
def test_what_is_left_out_is_nowhere_in_the_file(name, actor, assessment):
    answers.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code="build.speed",
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=2,
    )
    report = services.request_report(
        actor=actor, assessment_id=assessment.pk, file_format=name, options=ALL
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    text = everything_in(content, name)
    whole = services.request_report(actor=actor, assessment_id=assessment.pk, file_format=name)
    services.make_report(whole.pk)
    other = everything_in(services.hand_over_report(actor=actor, report_id=whole.pk).content, name)
    who = whole.inputs["answers"]["build.speed"]["by"]
    assert len(who) > 3
    for secret in (NONCE, "wiki.example.org", who):
        assert secret.replace(" ", "") in other.replace(" ", "")
        assert secret.replace(" ", "") not in text.replace(" ", "")
    assert verdict_on(content, actor).judged.worth is Worth.GENUINE


@pytest.mark.parametrize("without", [[Left.NOTES], [Left.EVIDENCE], [Left.NAMES], list(Left)])
def test_the_score_stays_the_same(without):
    bank = small_bank()
    inputs = inputs_of(3, bank)
    inputs["answers"]["value.goal"]["note"] = "ok"
    inputs["answers"]["build.speed"] |= {
        "note": "",
        "evidence": [{"text": "x", "url": "", "dated": "2026-05-01", "expires_on": ""}],
    }
    less = reduced(inputs, Options(frozenset(without)).plain(bank), bank)
    assert less != inputs
    assert document_of(less, bank).scorecard == document_of(inputs, bank).scorecard


def test_a_report_has_the_pages_of_the_parts_asked_for_and_no_words_of_the_others():
    bank = small_bank()
    inputs = inputs_of(3, bank)
    less = reduced(inputs, Options(parts=frozenset({"value"})).plain(bank), bank)
    document = document_from_inputs(less, bank)
    assert [part.line.code for part in document.parts] == ["value"]
    assert [line.code for line in document.result.parts] == [part.code for part in bank.parts]
    carried = document.enclosed.text
    assert "Note 3 on value.goal" in carried
    assert "Note 3 on build." not in carried
    assert document.scorecard == document_of(inputs, bank).scorecard


@pytest.fixture(scope="module")
def value_only():
    bank = small_bank()
    less = reduced(inputs_of(3, bank), Options(parts=frozenset({"value"})).plain(bank), bank)
    return document_from_inputs(less, bank)


@pytest.mark.parametrize("name", ["csv", "docx", "xlsx"])
def test_the_list_of_the_parts_speaks_of_the_whole_in_every_format(name, value_only):
    found = EXTRACTORS[name](RENDERERS[name].render(value_only))
    bank = small_bank()
    whole = EXTRACTORS[name](RENDERERS[name].render(document_of(inputs_of(3, bank), bank)))
    assert found["parts"] == whole["parts"]
    assert len(found["sections"]) < len(whole["sections"])


def test_the_chart_of_a_workbook_names_the_rows_of_the_parts_and_no_others(value_only):
    sheet = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(value_only)))["Report"]
    (chart,) = sheet._charts
    rows = chart.series[0].cat.numRef or chart.series[0].cat.strRef
    named = [cell.value for line in sheet[rows.f.split("!")[1].replace("$", "")] for cell in line]
    assert named == [line.short_title for line in value_only.result.parts]


@pytest.mark.parametrize("name", RENDERERS)
def test_a_report_can_be_made_where_no_part_applies(name):
    content = rubric_bank(1, 1).model_dump(mode="json", exclude_defaults=True, by_alias=True)
    choices = [{"code": "yes", "text": "Yes"}, {"code": "no", "text": "No"}]
    ml = {"code": "profile.ml", "kind": "single", "title": "Is it ML?", "choices": choices}
    content["profile"] = [ml]
    content["parts"][0]["show_if"] = {"question": "profile.ml", "equals": "no"}
    bank = Bank.model_validate(content)
    document = document_of(inputs_of(3, bank), bank)
    assert document.result.parts == ()
    assert RENDERERS[name].render(document)


def test_a_whole_report_has_no_options_however_it_is_asked_for():
    bank = small_bank()
    every = Options(parts=frozenset(part.code for part in bank.parts))
    assert (Options().plain(bank), every.plain(bank)) == ({}, {})
    inputs = inputs_of(3, bank)
    assert reduced(inputs, {}, bank) == inputs


@pytest.mark.django_db
def test_the_page_takes_what_to_leave_out(client, assessment, monkeypatch):
    monkeypatch.setattr("assessments.tasks.ring", lambda _pk: None)
    client.force_login(person_in(assessment.team, "lead"))
    url = reverse("assessments:report-request", args=[assessment.pk])
    said = {"file_format": "csv", "target": "", "without": ["notes", "names"], "parts": ["value"]}
    page = client.get(client.post(url, said)["Location"]).content.decode()
    report = Report.objects.get()
    assert report.options == {"target": "", "without": ["notes", "names"], "parts": ["value"]}
    assert report.inputs["answers"]["value.goal"]["note"] == NOTE_LEFT_OUT
    assert "Notes and reasons; Names of people" in page
    assert "<dd>Value</dd>" in page
    listed = client.get(reverse("assessments:report-list", args=[assessment.pk])).content.decode()
    assert "Left out: Notes and reasons; Names of people" in listed
    assert "Pages of 1 part only" in listed
    assert client.post(url, {**said, "parts": ["nonsense"]}).status_code == 422
