"""Which languages a report can be asked for in, and what its inputs say of the choice."""

import pytest
from django.urls import reverse

from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.build import digest_of
from assessments.reports.errors import UnknownLanguage
from assessments.reports.models import Report
from assessments.web.forms.report import languages_of
from tests.factories import AssessmentFactory, actor_in, person_in, version_of
from tests.reports.documents import inputs_of
from tests.reports.translated import GERMAN
from tests.scoring.small_bank import small_bank


def test_inputs_without_a_choice_of_language_have_the_digest_they_always_had():
    assert digest_of(inputs_of(3)).startswith("30d9b2327a41dbd3b47da9fd57e7d0c3")


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
