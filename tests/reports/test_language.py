"""A report in a language the bank is translated into, and what of it is not."""

import io

import docx
import pikepdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from assessments.answers.models import Assessment
from assessments.banks.formats.canonical import content_of
from assessments.reports import services
from assessments.reports.build import document_from_inputs
from assessments.reports.errors import UnknownLanguage
from assessments.reports.models import Report
from assessments.reports.renderers import RENDERERS
from assessments.reports.spoken import spoken
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.factories import AssessmentFactory, actor_in, make_answers, person_in, version_of
from tests.reports.documents import document_of, inputs_of, squeezed, text_of
from tests.reports.test_same_figures import EXTRACTORS
from tests.scoring.small_bank import small_bank

GERMAN = {
    "value.goal/title": "Wie fest steht das Ziel?",
    "value.goal/levels/3": "Von allen unterschrieben.",
    "value/title": "Nutzen",
    "scoring/levels/exploring/name": "Erkunden",
}


def german_bank(**more):
    return small_bank(translations={"de": {**GERMAN, **more}})


def keys_of(bank):
    return [one.key for one in wordings(outline(content_of(bank)))]


def test_every_translated_text_is_put_in_its_place_and_the_others_stay():
    bank = german_bank()
    found = spoken(bank, "de")
    assert found.bank.questions["value.goal"].title == GERMAN["value.goal/title"]
    assert found.bank.questions["value.goal"].levels[3] == GERMAN["value.goal/levels/3"]
    assert found.bank.questions["build.speed"].title == bank.questions["build.speed"].title
    assert set(found.missing) == set(keys_of(bank)) - set(GERMAN)
    assert found.count == len(keys_of(bank))


def test_every_text_of_a_bank_can_be_translated():
    plain = small_bank()
    every = {key: f"<{number}>" for number, key in enumerate(keys_of(plain))}
    found = spoken(small_bank(translations={"xx": every}), "xx")
    assert found.missing == ()
    texts = {one.key: one.text for one in wordings(outline(content_of(found.bank)))}
    assert texts == every


def test_a_translation_that_does_not_fit_counts_as_missing():
    found = spoken(german_bank(**{"value.fairness/title": "x" * 600}), "de")
    assert "value.fairness/title" in found.missing
    assert found.bank.questions["value.goal"].title == GERMAN["value.goal/title"]


def test_the_figures_are_the_same_in_every_language():
    bank = german_bank()
    inputs = inputs_of(3, bank)
    own, other = document_of(inputs, bank), document_of({**inputs, "language": "de"}, bank)
    assert own.scorecard == other.scorecard
    assert own.digest != other.digest
    assert (own.bank.language, other.bank.language) == (bank.language, "de")
    assert any("not translated into de" in words for words in other.method)
    assert not any("not translated" in words for words in own.method)
    place = next(words for words in other.method if "not translated" in words)
    assert "2.1" in place


@pytest.mark.parametrize("name", ["docx", "xlsx", "csv", "json"])
def test_the_texts_of_the_bank_are_in_the_language(name):
    bank = german_bank()
    inputs = {**inputs_of(3, bank), "language": "de"}
    inputs["answers"]["value.goal"]["value"] = 3
    found = EXTRACTORS[name](RENDERERS[name].render(document_from_inputs(inputs, bank)))
    assert found["answers"]["1.1"][1] == GERMAN["value.goal/levels/3"]
    assert found["whole"][1] in {level.name for level in spoken(bank, "de").bank.scoring.levels}


LANGUAGES = pytest.mark.parametrize("language", ["de", "pt-BR"])


def spoken_in(language):
    bank = small_bank(translations={language: GERMAN})
    return document_of({**inputs_of(3, bank), "language": language}, bank)


@LANGUAGES
def test_the_pdf_says_the_language_of_its_words_and_marks_the_texts_of_the_bank(language):
    document = spoken_in(language)
    with pikepdf.open(io.BytesIO(RENDERERS["pdf"].render(document))) as pdf:
        assert str(pdf.Root.Lang) == "en"
        marked = [one for one in pdf.objects if _language_of(one) == language]
    assert len(marked) > len(document.result.parts)
    assert squeezed(GERMAN["value.goal/title"]) in text_of(RENDERERS["pdf"].render(document))


def _language_of(one):
    """Give the language of a piece of the structure, or of nothing."""
    is_marked = isinstance(one, pikepdf.Dictionary) and "/S" in one and "/Lang" in one
    return str(one.Lang) if is_marked else None


@LANGUAGES
def test_the_docx_says_the_language_of_its_words_and_marks_the_texts_of_the_bank(language):
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(spoken_in(language))))
    styles = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}
    assert (styles, word.core_properties.language) == ({"en"}, "en")
    runs = [run for one in _paragraphs(word) for run in one.runs]
    marked = {run.text for run in runs if _marked(run) == language}
    plain = {run.text for run in runs if _marked(run) is None}
    assert {f"1.1 {GERMAN['value.goal/title']}", f"1 {GERMAN['value/title']}"} <= marked
    assert {GERMAN["value.goal/title"], "Value"} <= marked  # in the tables
    assert {"Summary", "Note: ", "Note 3 on value.goal"} <= plain


def _paragraphs(word):
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _marked(run):
    found = run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return None if found is None else found.get(qn("w:val"))


def test_a_report_in_the_language_of_its_words_marks_nothing():
    document = document_of(inputs_of(3, small_bank()), small_bank())
    assert document.other_language == ""
    with pikepdf.open(io.BytesIO(RENDERERS["pdf"].render(document))) as pdf:
        assert {_language_of(one) for one in pdf.objects} == {None}
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    assert {_marked(run) for one in _paragraphs(word) for run in one.runs} == {None}


def test_what_people_typed_and_words_of_ours_are_no_texts_of_the_bank():
    bank = small_bank()
    document = document_of(inputs_of(3, bank), bank)
    sections = [section for part in document.parts for section in part.sections]
    entries = [*document.profile, *(one for section in sections for one in section.questions)]
    kinds = {(bank.questions[one.code].kind, one.is_bank_text) for one in entries}
    chosen = {("rubric", True), ("single", True), ("multiple", True)}
    assert kinds == chosen | {(kind, False) for kind in ("boolean", "number", "text", "date")}


@pytest.fixture
def spoken_assessment(db):
    row = AssessmentFactory(bank_version=version_of(german_bank()))
    make_answers(row, {"value.goal": 3})
    return row


@pytest.mark.parametrize("name", RENDERERS)
def test_a_report_in_another_language_is_genuine(name, spoken_assessment):
    actor = actor_in(spoken_assessment.team, "lead")
    report = services.request_report(
        actor=actor, assessment_id=spoken_assessment.pk, file_format=name, language="de"
    )
    services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    verdict = verdict_on(content, actor).judged
    assert (verdict.worth, verdict.recomputed) == (Worth.GENUINE, True)


def test_a_language_the_bank_does_not_have_is_refused(spoken_assessment):
    actor = actor_in(spoken_assessment.team, "lead")
    with pytest.raises(UnknownLanguage):
        services.request_report(actor=actor, assessment_id=spoken_assessment.pk, language="fr")
    own = services.request_report(actor=actor, assessment_id=spoken_assessment.pk, language="en")
    assert "language" not in own.inputs


def test_the_form_offers_the_languages_of_the_bank(client, spoken_assessment, monkeypatch):
    monkeypatch.setattr("assessments.tasks.ring", lambda _pk: None)
    client.force_login(person_in(spoken_assessment.team, "lead"))
    listed = client.get(reverse("assessments:report-list", args=[spoken_assessment.pk]))
    assert "Deutsch (de)" in listed.content.decode()
    url = reverse("assessments:report-request", args=[spoken_assessment.pk])
    made = client.post(url, {"file_format": "json", "language": "de"})
    page = client.get(made["Location"]).content.decode()
    assert "<dt>Language of the questions</dt><dd>de</dd>" in page
    assert Report.objects.get().inputs["language"] == "de"
    again = client.get(reverse("assessments:report-list", args=[spoken_assessment.pk]))
    assert "Questions in language “de”" in again.content.decode()
    assert client.post(url, {"file_format": "json", "language": "fr"}).status_code == 422


def test_a_language_that_went_with_a_move_of_the_assessment_is_said_at_its_field(
    client, spoken_assessment, monkeypatch
):
    """The form was read before the move, the assessment is locked after it."""
    other = version_of(small_bank())
    ask = services.request_report

    def moved_first(**said):
        Assessment.objects.filter(pk=spoken_assessment.pk).update(bank_version=other)
        return ask(**said)

    monkeypatch.setattr("assessments.reports.services.request_report", moved_first)
    client.force_login(person_in(spoken_assessment.team, "lead"))
    url = reverse("assessments:report-request", args=[spoken_assessment.pk])
    page = client.post(url, {"file_format": "json", "language": "de"})
    assert page.status_code == 422
    assert "The questions are not in this language any more." in page.content.decode()
    assert not Report.objects.exists()
