"""What of a file is marked as a text of the bank, where that is in another language."""

import io
from dataclasses import replace

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from assessments.reports.renderers import RENDERERS
from assessments.reports.renderers.questions import render_empty_bank
from tests.reports.documents import document_of, inputs_of, squeezed, text_of
from tests.reports.translated import GERMAN, german_bank, spoken_in
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import small_bank

LANGUAGES = pytest.mark.parametrize("language", ["de", "pt-BR"])


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
