"""A report compared with an earlier moment says what changed, the same in every format."""

import csv
import io
import itertools
import json
import uuid

import docx
import openpyxl
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from docx.table import Table

from assessments.answers import services as answers
from assessments.answers.services.milestones import make_milestone
from assessments.reports import services
from assessments.reports.build import document_from_inputs
from assessments.reports.change_tables import points
from assessments.reports.compare_pages import frozen_earlier
from assessments.reports.errors import NothingToCompare
from assessments.reports.figures import MINUS
from assessments.reports.models import Report
from assessments.reports.options import Options, reduced
from assessments.reports.renderers import RENDERERS
from assessments.reports.said import thawed
from assessments.reports.sealed import read_contents
from assessments.reports.services.make import document_of
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Piece, Worth
from assessments.reports.words import LABELS
from assessments.scoring.causes import Moment
from tests.factories import AssessmentFactory, ProductFactory, make_answers, person_in, version_of
from tests.reports.documents import (
    ON,
    big_bank,
    compared_document,
    inputs_of,
    squeezed,
    text_of,
)
from tests.reports.documents import document_of as plain_document
from tests.reports.test_methods import docx_words, xlsx_words
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import small_bank


def compared_inputs(seed: int = 4) -> dict:
    inputs, then = inputs_of(seed), inputs_of(seed + 1)
    for code in list(then["answers"])[20:30]:
        then["answers"][code] |= {"state": "dont_know", "value": None}
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    bank = {"id": 2, "title": big_bank().title, "number": "1.0", "digest": "ab" * 32}
    earlier = frozen_earlier(Moment(big_bank(), said, ON), name="Summer", day=ON, bank=bank)
    return {**inputs, "earlier": earlier}


@pytest.fixture(scope="module")
def document():
    return plain_document(compared_inputs())


def expected(document):
    """Every figure of the chapter: of the whole, of the parts, and of the questions."""
    found = document.changed.found
    whole = (found.level_before, found.level_after, points(found.overall_change))
    parts = [(part.title, part.before, part.after, points(part.change)) for part in found.parts]
    lines = [
        (line.number, line.cause, line.before, line.after, points(line.score))
        for part in found.parts
        for line in part.questions
    ]
    assert len(lines) > 30
    return whole, parts, lines


def test_the_csv_has_the_chapter(document):
    content = RENDERERS["csv"].render(document).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    whole, parts, lines = expected(document)

    def of(record):
        return [row for row in rows if row["record"] == record]

    row = of("change")[0]
    assert (row["before"], row["after"]) == whole[:2]
    assert document.changed.found.headline in row["title"]
    assert "Compared with Summer of 23 November 2026" in row["title"]
    assert float(row["change"]) == whole[2]
    assert [
        (row["part"], row["before"], row["after"], float(row["change"]))
        for row in of("change of part")
    ] == parts
    quiet = len(document.changed.found.quiet)
    by_question = of("change by question")
    assert [
        (row["number"], row["cause"], row["before"], row["after"], float(row["change"]))
        for row in by_question[: len(by_question) - quiet]
    ] == lines


def test_the_workbook_has_the_chapter(document):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(document)))
    cells = [tuple(row) for row in book["Report"].iter_rows(values_only=True)]
    _check_tables(document, cells, lambda value: value)


def test_the_word_file_has_the_chapter(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    cells = [tuple(cell.text for cell in row.cells) for t in word.tables for row in t.rows]
    _check_tables(document, cells, in_words(document).get)


def in_words(document):
    """Every difference of the chapter as a number, and as the words with its sign."""
    found = document.changed.found
    words = [found.overall_change]
    words += [part.change for part in found.parts]
    words += [line.score for part in found.parts for line in part.questions]
    assert {word[0] for word in words} >= {"+", MINUS}
    return {points(word): word for word in words}


def test_in_the_workbook_a_difference_is_a_number_shown_with_its_sign(document):
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(document)))
    rows = {row[0].value: row for row in book["Report"].iter_rows() if row[0].value}
    found, minus = document.changed.found, MINUS
    overall, confidence = rows["Overall score"][3], rows[LABELS["confidence_change"]]
    assert (overall.value, overall.number_format) == (
        points(found.overall_change),
        f"+0.0;{minus}0.0;0",
    )
    assert f"+0.00;{minus}0.00;0" in {cell.number_format for cell in confidence}


def test_the_word_file_shows_the_change_as_the_pdf_does(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    drawn = [one._inline.docPr for one in word.inline_shapes]
    assert document.changed.found.chart.alt in [one.get("descr") for one in drawn]
    assert len({one.id for one in drawn}) == len(drawn) == 2
    sides = {one._inline.get(side) for one in word.inline_shapes for side in ("distL", "distR")}
    assert sides == {"0"}


def test_in_the_word_file_no_row_is_split_and_no_heading_stands_alone(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    rows = [row._tr for one in word.tables for row in one.rows]
    assert len(rows) > 100
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    for before, after in itertools.pairwise(word.iter_inner_content()):
        if isinstance(after, Table):  # what stands above a table stays with its head
            assert stays(before) or before.runs[0].element.findall(qn("w:drawing"))
            assert all(stays(one) for cell in after.rows[0].cells for one in cell.paragraphs)
        elif before.style.name.startswith("Heading"):
            assert stays(before)


def stays(one):
    """Whether a paragraph, by itself or by its style, stays with what follows."""
    own = one.paragraph_format.keep_with_next
    return one.style.paragraph_format.keep_with_next if own is None else own


def test_in_the_word_file_the_chapter_begins_one_page_and_no_more(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    styles = {one.text: one.style.name for one in word.paragraphs}
    assert styles[LABELS["changed"].format(name="Summer")] == "Heading 1"
    topics = ("causes", "changed_parts", "changed_questions", "changed_quiet")
    assert {styles.get(LABELS[key]) for key in topics} == {"Heading 2"}
    assert styles[LABELS["next"]] == "Heading 1"


def _check_tables(document, cells, shown):
    whole, parts, lines = expected(document)
    found = {row[0]: row for row in cells if row[0] and len(row) > 3}
    both = [word.split(", ")[0] for word in found["Overall score"][1:3]]
    assert both == [document.changed.found.overall_before, document.changed.found.overall_after]
    assert found["Overall score"][3] == shown(whole[2])
    for title, before, after, change in parts:
        assert any(row[:4] == (title, before, after, shown(change)) for row in cells)
    rows = {(row[1], *row[3:7]) for row in cells if len(row) > 7}
    for number, cause, before, after, score in lines:
        assert (number, cause, before, after, shown(score)) in rows


def without_hyphens(text):
    """A hyphen at the end of a line is read as a mark of its own."""
    return text.translate(dict.fromkeys(map(ord, "-\x02\ufffe")))


def test_the_pdf_has_the_chapter(document):
    text = without_hyphens(text_of(RENDERERS["pdf"].render(document)))
    found = document.changed.found
    assert "WhatchangedsinceSummer" in text
    assert without_hyphens(squeezed(found.headline)) in text
    for part in found.parts:
        assert (
            without_hyphens(squeezed(f"{part.title}{part.before}{part.after}{part.change}")) in text
        )
        for line in part.questions:
            row = squeezed(f"{line.number}{line.title}{line.cause}{line.before}{line.after}")
            assert without_hyphens(row) in text


READ = {"pdf": text_of, "docx": docx_words, "xlsx": xlsx_words}


def figure_rows(document):
    """Every figure with its place, as the chapter says it."""
    found = document.changed.found
    places = [(LABELS["whole"], found.figures)]
    places += [(part.title, part.figures) for part in found.parts]
    rows = [(place, line) for place, lines in places for line in lines]
    assert len(rows) > len(found.parts)
    return rows


@pytest.mark.parametrize("method", METHOD_BANKS)
@pytest.mark.parametrize("name", READ)
def test_of_another_method_the_chapter_has_every_figure_and_its_causes(name, method):
    document = compared_document(method)
    text = without_hyphens(READ[name](RENDERERS[name].render(document)))
    assert squeezed(LABELS["changed_figures"]) in text
    for key in ("changed_parts", "changed_parts_plain", "overall", "score_points"):
        assert squeezed(LABELS[key]) not in text
    for words in document.changed.found.about_figures:
        assert without_hyphens(squeezed(words)) in text
    for place, line in figure_rows(document):
        figures = [line.change, *(share for _, share in line.by_cause)]
        # a workbook has numbers, and an empty cell for a dash
        plain = "".join(cell(figure, name) for figure in figures)
        title = line.name if name == "pdf" else f"{place}: {line.name}"
        if line.missing:
            title += line.missing if name == "pdf" else f" ({line.missing})"
        row = squeezed(f"{title}{line.before}{line.after}{plain}")
        assert without_hyphens(row) in text, (place, line)
    brought = [line for part in document.changed.found.parts for line in part.questions]
    assert any(line.figures for line in brought) or method == "mean_tree"
    for line in brought:
        assert without_hyphens(squeezed(line.figure_words)) in text


def cell(words, name):
    if name == "pdf":
        return words
    found = points(words)
    if found is None:
        return ""
    return f"{found:g}" if name == "xlsx" else words


def test_two_methods_have_no_figures_to_split_in_a_report():
    document = compared_document("staged", METHOD_BANKS["additive"]())
    for name, read in READ.items():
        text = read(RENDERERS[name].render(document))
        assert squeezed(LABELS["changed_parts_plain"]) in text
        assert squeezed(LABELS["changed_figures"]) not in text
        assert "Thetwoquestionbanksscorebydifferentmethods" in text


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_the_csv_has_every_figure_its_causes_and_its_questions(method):
    document = compared_document(method)
    content = RENDERERS["csv"].render(document).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    whole = LABELS["whole"]
    given = [row for row in rows if row["record"] == "change of figure"]
    assert [
        (row["part"] or whole, row["title"], row["before"], row["after"], row["reason"])
        for row in given
    ] == [(place, i.name, i.before, i.after, i.missing) for place, i in figure_rows(document)]
    assert [row["change"] for row in given] == [
        number(line.change) for _, line in figure_rows(document)
    ]
    by_cause = [row for row in rows if row["record"] == "change of figure by cause"]
    assert [
        (row["part"] or whole, row["code"], row["cause"], row["change"]) for row in by_cause
    ] == [
        (place, line.code, cause, number(share))
        for place, line in figure_rows(document)
        for cause, share in line.by_cause
        if number(share)
    ]
    by_question = [row for row in rows if row["record"] == "change of figure by question"]
    assert [(row["part"], row["code"], row["outcome"], row["change"]) for row in by_question] == [
        (part.title, line.code, name, number(share))
        for part in document.changed.found.parts
        for line in part.questions
        for name, share in line.figures
    ]


def number(words):
    found = points(words)
    return "" if found is None else str(found)


def test_the_json_has_the_chapter_without_its_drawing(document):
    found = json.loads(RENDERERS["json"].render(document))["document"]["changed"]["found"]
    assert found["overall_change"] == document.changed.found.overall_change
    assert len(found["parts"]) == 6
    assert "chart" not in found


def test_questions_of_parts_without_pages_are_not_listed():
    bank = small_bank()
    inputs, then = inputs_of(3, bank), inputs_of(9, bank)
    said = {code: one.answer for code, one in thawed(then["answers"]).items()}
    named = {"id": 1, "title": bank.title, "number": "1.0", "digest": "ab" * 32}
    less = reduced(inputs, Options(parts=frozenset({"value"})).plain(bank), bank)
    less["earlier"] = frozen_earlier(Moment(bank, said, ON), name="x", day=ON, bank=named)
    found = document_from_inputs(less, bank).changed.found
    assert [part.code for part in found.parts if part.questions] == ["value"]
    assert len(found.parts) == len(bank.parts)
    assert "Note 9" not in json.dumps(less["earlier"])


@pytest.fixture
def kept(actor, assessment):
    milestone = make_milestone(actor=actor, assessment_id=assessment.pk, name="Before the pilot")
    answers.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code="build.speed",
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=2,
    )
    return milestone


def genuine_report(name, actor, assessment, kept) -> bytes:
    """Make a report compared with a milestone, hold that it is genuine, and give its file."""
    report = services.request_report(
        actor=actor,
        assessment_id=assessment.pk,
        file_format=name,
        earlier=services.Earlier(kept.pk, is_milestone=True),
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    verdict = verdict_on(content, actor).judged
    assert (verdict.worth, verdict.recomputed) == (Worth.GENUINE, True)
    return bytes(content)


@pytest.mark.django_db
@pytest.mark.parametrize("name", RENDERERS)
def test_a_compared_report_is_genuine_and_its_chapter_is_sealed(name, actor, assessment, kept):
    content = genuine_report(name, actor, assessment, kept)
    if name == "json":
        whole = json.loads(content)
        whole["document"]["changed"]["found"]["overall_change"] = "+99.0"
        assert verdict_on(json.dumps(whole).encode(), actor).judged.altered == (Piece.VALUES,)
        whole = json.loads(content)
        whole["inputs"]["earlier"]["name"] = "Another"
        assert Piece.DATA in verdict_on(json.dumps(whole).encode(), actor).judged.altered


@pytest.mark.django_db
@pytest.mark.parametrize("name", RENDERERS)
def test_the_figures_of_another_method_are_sealed_too(name, actor, assessment):
    version = version_of(METHOD_BANKS["additive"]())
    row = AssessmentFactory(product=assessment.product, bank_version=version)
    make_answers(row, {"care.plan": "b"})
    kept = make_milestone(actor=actor, assessment_id=row.pk, name="Before the pilot")
    make_answers(row, {"use.log": True})
    content = genuine_report(name, actor, row, kept)
    if name == "json":
        whole = json.loads(content)
        (points_of_whole,) = whole["document"]["changed"]["found"]["figures"]
        assert points_of_whole["by_cause"] == [["Became known", "+1"]]
        points_of_whole["by_cause"][0][1] = "+9"
        assert verdict_on(json.dumps(whole).encode(), actor).judged.altered == (Piece.VALUES,)


@pytest.mark.django_db
def test_a_milestone_renamed_or_changed_later_changes_no_report(actor, assessment, kept):
    earlier = services.Earlier(kept.pk, is_milestone=True)
    report = services.request_report(actor=actor, assessment_id=assessment.pk, earlier=earlier)
    kept.delete()
    document = document_of(report.inputs)
    assert document.changed.name == "Before the pilot"
    with pytest.raises(NothingToCompare):
        services.request_report(actor=actor, assessment_id=assessment.pk, earlier=earlier)


@pytest.mark.django_db
def test_an_earlier_assessment_on_another_bank_is_carried_with_its_bank(actor, assessment):
    version = version_of(small_bank(title="Another"))
    before = AssessmentFactory(product=assessment.product, name="Spring", bank_version=version)
    make_answers(before, {"value.goal": 1})
    report = services.request_report(
        actor=actor,
        assessment_id=assessment.pk,
        file_format="json",
        earlier=services.Earlier(before.pk, is_milestone=False),
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    data = json.loads(read_contents(content)[1].data)
    assert data["earlier_bank"]["title"] == "Another"
    assert document_of(report.inputs).changed.banks_differ
    assert verdict_on(content, actor).judged.worth is Worth.GENUINE


@pytest.mark.django_db
def test_nothing_of_another_product_or_of_a_blind_assessment_is_compared(actor, assessment):
    other = AssessmentFactory(product=ProductFactory(team=assessment.team))
    blind = AssessmentFactory(product=assessment.product, mode="blind")
    for row in (other, blind, assessment):
        with pytest.raises(NothingToCompare):
            services.request_report(
                actor=actor,
                assessment_id=assessment.pk,
                earlier=services.Earlier(row.pk, is_milestone=False),
            )


@pytest.mark.django_db
def test_the_form_offers_what_came_before(client, assessment, kept, monkeypatch):
    monkeypatch.setattr("assessments.tasks.ring", lambda _pk: None)
    client.force_login(person_in(assessment.team, "lead"))
    listed = client.get(reverse("assessments:report-list", args=[assessment.pk])).content.decode()
    assert "Before the pilot" in listed
    url = reverse("assessments:report-request", args=[assessment.pk])
    said = {"file_format": "csv", "compare": f"m{kept.pk}"}
    page = client.get(client.post(url, said)["Location"]).content.decode()
    assert Report.objects.get().inputs["earlier"]["name"] == "Before the pilot"
    assert "<dd>Before the pilot</dd>" in page
    assert client.post(url, {**said, "compare": "m0"}).status_code == 422
