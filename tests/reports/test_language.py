"""A report in a language the bank is translated into, and what of it is not."""

import io
import json
import re
from dataclasses import replace

import docx
import pikepdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from assessments.answers.models import Assessment
from assessments.banks.formats.canonical import content_of
from assessments.reports import services
from assessments.reports.build import digest_of, document_from_inputs
from assessments.reports.errors import UnknownLanguage
from assessments.reports.language import words_in
from assessments.reports.models import Report
from assessments.reports.options import Left, Options
from assessments.reports.renderers import RENDERERS
from assessments.reports.renderers.questions import render_empty_bank
from assessments.reports.services.sealing import sealed
from assessments.reports.spoken import language_words, spoken
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth
from assessments.scoring.answers import Answer, State
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from assessments.web.forms.report import languages_of
from tests.factories import AssessmentFactory, actor_in, make_answers, person_in, version_of
from tests.reports.documents import document_of, inputs_of, squeezed, text_of
from tests.reports.test_same_figures import EXTRACTORS
from tests.scoring.method_banks import METHOD_BANKS
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
    assert any("not translated into German" in words for words in other.method)
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


def runs_of(document):
    """Each run of a DOCX with the language it is marked with."""
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    return [(run.text, _marked(run)) for one in _paragraphs(word) for run in one.runs]


def test_words_of_ours_before_advice_are_no_text_of_the_bank():
    bank = german_bank(**{"build.speed/improvement": "Messen Sie die Zeit."})
    inputs = {**inputs_of(3, bank), "language": "de", "target": "scale_ready"}
    inputs["answers"]["build.speed"] |= {"state": "dont_know", "value": None}
    document = document_of(inputs, bank)
    runs = runs_of(document)
    ours = "Find out where you stand (best placed: Product management)."
    assert (f"{ours} ", None) in runs
    assert ("Messen Sie die Zeit.", "de") in runs
    assert ("Done when: ", None) in runs
    assert ("Level 2: ", None) in runs
    one = next(one for one in document.result.advice if one.code == "build.speed")
    assert (one.lead, one.improvement) == (ours, "Messen Sie die Zeit.")


def test_the_part_beside_advice_is_a_text_of_the_bank():
    document = spoken_in("de")
    one = document.result.advice[0]
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(document)))
    begins = f"{one.because} \u00b7 {one.part} \u00b7 "
    facts = next(each for each in word.paragraphs if each.text.startswith(begins))
    assert (one.part, "de") in [(run.text, _marked(run)) for run in facts.runs]
    advice = tuple(replace(each, part="") for each in document.result.advice)
    bare = replace(document, result=replace(document.result, advice=advice))
    assert marked_in_pdf(document) >= marked_in_pdf(bare) + len(advice)


def marked_in_pdf(document):
    with pikepdf.open(io.BytesIO(RENDERERS["pdf"].render(document))) as pdf:
        return sum(_language_of(one) is not None for one in pdf.objects)


def test_the_pdf_marks_the_level_where_it_is_a_text_of_the_bank():
    document = spoken_in("de")
    result = replace(document.result, level_is_bank_text=False)
    assert marked_in_pdf(document) - marked_in_pdf(replace(document, result=result)) == 2


def test_a_result_without_a_level_is_no_text_of_the_bank():
    document = spoken_in("de")
    assert (document.result.level, "de") in runs_of(document)
    bank = METHOD_BANKS["risk_rules"]().model_copy(update={"language": "de"})
    nothing = document_of({**inputs_of(3, bank), "answers": {}}, bank)
    assert ("No risk said yet", None) in runs_of(nothing)


def test_what_does_not_apply_is_said_in_words_of_ours():
    bank = german_bank(**{"value.skills/choices/a/text": "Fachwissen"})
    inputs = {**inputs_of(3, bank), "language": "de"}
    inputs["answers"]["value.skills"] |= {"value": ["a", "~c"]}
    runs = runs_of(document_of(inputs, bank))
    assert ("Fachwissen", "de") in runs
    assert ("Does not apply: Design", None) in runs


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


def made_in(language, assessment, name="json"):
    actor = actor_in(assessment.team, "lead")
    report = services.request_report(
        actor=actor, assessment_id=assessment.pk, file_format=name, language=language
    )
    services.make_report(report.pk)
    return actor, services.hand_over_report(actor=actor, report_id=report.pk).content


def test_what_was_changed_in_a_german_report_is_named_and_nothing_else(spoken_assessment):
    actor, content = made_in("de", spoken_assessment)
    whole = json.loads(content)
    assert whole["document"]["language"] == whole["inputs"]["words"] == "de"
    assert whole["document"]["parts"][0]["line"]["confidence"] == "Niedrig"
    whole["document"]["parts"][0]["line"]["confidence"] = "Hoch"
    judged = verdict_on(json.dumps(whole).encode(), actor).judged
    changes = [(one.place, one.was, one.found) for one in judged.changes]
    assert changes == [("document.parts.0.line.confidence", '"Niedrig"', '"Hoch"')]


def test_a_report_from_before_its_words_had_a_language_is_still_genuine(spoken_assessment):
    """Its words are English, its texts German, and it says that all of it is German."""
    _, content = made_in("", spoken_assessment)
    inputs = {**json.loads(content)["inputs"], "language": "de"}
    assert "words" not in inputs
    document = document_from_inputs(inputs, german_bank())
    old = json.loads(RENDERERS["json"].render(document))
    old["document"]["language"] = "de"
    del old["document"]["bank"]["language"]
    at = {"assessment": spoken_assessment.pk, "revision": spoken_assessment.revision}
    file = sealed(json.dumps(old).encode(), document, file_format="json", **at)
    verdict = verdict_on(file, None).judged
    assert (verdict.worth, verdict.recomputed) == (Worth.GENUINE, True)


def test_inputs_without_a_choice_of_language_have_the_digest_they_always_had():
    assert digest_of(inputs_of(3)).startswith("30d9b2327a41dbd3b47da9fd57e7d0c3")


def test_a_report_in_two_languages_says_so():
    bank = small_bank()
    of_words = {words: document_of({**inputs_of(3, bank), **said}, bank).method for words, said in (
        ("en", {}), ("de", {"words": "de"}))}  # fmt: skip
    said = "Sprache der Wörter dieses Berichts: Deutsch; der Texte des Fragenkatalogs: Englisch."
    assert said in of_words["de"]
    assert len(of_words["de"]) == len(of_words["en"]) + 1
    french = small_bank(language="fr")
    said = (
        "Language of the words of this report: English; of the texts of the question bank: French."
    )
    assert said in document_of(inputs_of(3, french), french).method


@pytest.mark.parametrize(
    ("code", "words", "name"),
    [
        ("de", "en", "German"),
        ("pt-BR", "en", "Portuguese (pt-BR)"),
        ("fr", "de", "Franz\u00f6sisch"),
        ("tlh", "de", "tlh"),
    ],
)
def test_a_language_is_called_by_its_name_in_the_words_of_the_report(code, words, name):
    with words_in(words):
        assert language_words(code) == name


def test_the_advice_is_in_the_language_too():
    bank = german_bank(**{"build.speed/improvement": "Messen Sie die Zeit."})
    inputs = {**inputs_of(3, bank), "language": "de", "target": "scale_ready"}
    inputs["answers"]["build.speed"] |= {"value": 1}
    advice = {one.code: one.improvement for one in document_of(inputs, bank).result.advice}
    assert advice["build.speed"] == "Messen Sie die Zeit."


def test_what_is_left_out_is_said_in_the_language(spoken_assessment):
    make_answers(
        spoken_assessment,
        {"build.speed": Answer(State.ANSWERED, 2, note="Measured at every stop since May.")},
    )
    made = services.request_report(
        actor=actor_in(spoken_assessment.team, "lead"),
        assessment_id=spoken_assessment.pk,
        language="de",
        options=Options(frozenset(Left)),
    )
    note = made.inputs["answers"]["build.speed"]["note"]
    assert note == "Eine Anmerkung liegt vor; dieser Bericht lässt sie aus."


def test_a_german_report_says_its_day_and_figures_as_german_does():
    document = document_of({**inputs_of(3), "words": "de"})
    assert document.day == "23. November 2026"
    sums = " ".join(line.detail for line in document.ledger.sums)
    assert re.search(r" = \d+,\d{4}\u00a0%, angezeigt als \d+\u00a0%", sums)
    assert not re.search(r"\d\.\d{4}", sums)


@pytest.mark.parametrize(("language", "words", "said"), [
    ("de", "de", "Fragen für einen Workshop"),
    ("fr", "en", "Questions for a workshop"),
])  # fmt: skip
def test_the_empty_bank_is_in_the_language_of_its_bank(language, words, said):
    content = render_empty_bank(small_bank(language=language))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == words
        marked = {_language_of(one) for one in pdf.objects} - {None}
    assert marked == ({language} - {words})
    assert squeezed(said) in text_of(content)


def test_a_language_that_neither_words_nor_bank_have_is_refused(spoken_assessment):
    actor = actor_in(spoken_assessment.team, "lead")
    with pytest.raises(UnknownLanguage):
        services.request_report(actor=actor, assessment_id=spoken_assessment.pk, language="fr")
    own = services.request_report(actor=actor, assessment_id=spoken_assessment.pk, language="en")
    assert {"language", "words"} & own.inputs.keys() == set()


@pytest.mark.parametrize(
    ("bank", "language", "said"),
    [
        ({}, "de", {"words": "de"}),
        ({"translations": {"de": GERMAN}}, "de", {"language": "de", "words": "de"}),
        ({"translations": {"de-AT": GERMAN}}, "de-AT", {"language": "de-AT", "words": "de"}),
        ({"translations": {"de-AT": GERMAN}}, "de", {"words": "de"}),
        ({"translations": {"fr": GERMAN}}, "fr", {"language": "fr"}),
        ({"language": "de"}, "", {}),
        ({"language": "de"}, "de", {"words": "de"}),
        ({"language": "de"}, "en", {}),
        ({"language": "fr"}, "fr", {}),
    ],
)
def test_the_inputs_say_what_is_in_another_language_than_without_a_choice(db, bank, language, said):
    row = AssessmentFactory(bank_version=version_of(small_bank(**bank)))
    actor = actor_in(row.team, "lead")
    made = services.request_report(actor=actor, assessment_id=row.pk, language=language)
    assert {k: made.inputs[k] for k in ("language", "words") if k in made.inputs} == said
    assert {k: made.options[k] for k in ("language", "words") if k in made.options} == said


@pytest.mark.parametrize(
    ("bank", "offered"),
    [
        (
            {},
            [("", "English (en)"), ("de", "Deutsch (de), the questions in English (en)")],
        ),
        (
            {"translations": {"de-AT": GERMAN, "fr": GERMAN}},
            [
                ("", "English (en)"),
                ("de", "Deutsch (de), the questions in English (en)"),
                ("de-AT", "Deutsch (de-AT)"),
                ("fr", "English (en), the questions in français (fr)"),
            ],
        ),
        (
            {"language": "de"},
            [("", "English (en), the questions in Deutsch (de)"), ("de", "Deutsch (de)")],
        ),
    ],
)
def test_the_form_says_what_of_a_report_is_in_which_language(bank, offered):
    choices = languages_of(small_bank(**bank))
    assert [(code, str(label)) for code, label in choices] == offered


def test_the_form_offers_the_languages_of_the_bank(client, spoken_assessment, monkeypatch):
    monkeypatch.setattr("assessments.tasks.ring", lambda _pk: None)
    client.force_login(person_in(spoken_assessment.team, "lead"))
    listed = client.get(reverse("assessments:report-list", args=[spoken_assessment.pk]))
    assert '<option value="de">Deutsch (de)</option>' in listed.content.decode()
    url = reverse("assessments:report-request", args=[spoken_assessment.pk])
    made = client.post(url, {"file_format": "json", "language": "de"})
    page = client.get(made["Location"]).content.decode()
    assert "<dt>Language of the questions</dt><dd>Deutsch (de)</dd>" in page
    assert "<dt>Language</dt><dd>Deutsch (de)</dd>" in page
    assert Report.objects.get().inputs["language"] == "de"
    again = client.get(reverse("assessments:report-list", args=[spoken_assessment.pk]))
    assert "Language: Deutsch" in again.content.decode()
    assert "Language of the questions: Deutsch (de)" in again.content.decode()
    assert client.post(url, {"file_format": "json", "language": "fr"}).status_code == 422


def test_a_language_that_went_with_a_move_of_the_assessment_is_said_at_its_field(
    client, spoken_assessment, monkeypatch
):
    """The form was read before the move, the assessment is locked after it."""
    spoken_assessment.bank_version = version_of(small_bank(translations={"fr": GERMAN}))
    spoken_assessment.save()
    other = version_of(small_bank())
    ask = services.request_report

    def moved_first(**said):
        Assessment.objects.filter(pk=spoken_assessment.pk).update(bank_version=other)
        return ask(**said)

    monkeypatch.setattr("assessments.reports.services.request_report", moved_first)
    client.force_login(person_in(spoken_assessment.team, "lead"))
    url = reverse("assessments:report-request", args=[spoken_assessment.pk])
    page = client.post(url, {"file_format": "json", "language": "fr"})
    assert page.status_code == 422
    assert "The questions are not in this language any more." in page.content.decode()
    assert not Report.objects.exists()
