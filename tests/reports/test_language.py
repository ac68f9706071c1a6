"""A report in a language the bank is translated into, and what of it is not."""

import json
import re

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.reports import services
from assessments.reports.build import document_from_inputs
from assessments.reports.language import words_in
from assessments.reports.options import Left, Options
from assessments.reports.renderers import RENDERERS
from assessments.reports.services.sealing import sealed
from assessments.reports.spoken import language_words, spoken
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth
from assessments.scoring.answers import Answer, State
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.factories import actor_in, make_answers
from tests.reports.documents import document_of, inputs_of
from tests.reports.extracting import EXTRACTORS
from tests.reports.translated import GERMAN, german_bank
from tests.scoring.small_bank import small_bank


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
