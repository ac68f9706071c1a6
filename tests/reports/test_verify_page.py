"""The page that says what a file is worth."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.reports import services
from assessments.reports.place_words import place_words, value_words
from tests.counting import statements
from tests.factories import TeamFactory, actor_of, make_answers, person_in

pytestmark = pytest.mark.django_db
URL = "/reports/verify"
# session, user, memberships; the assessment if it may be seen, the reports of its inputs, the key
VERIFIED = 6


@pytest.fixture
def lead(client, assessment):
    person = person_in(assessment.team, "lead")
    client.force_login(person)
    return person


def made(person, assessment, name="json") -> bytes:
    actor = actor_of(person)
    report = services.request_report(actor=actor, assessment_id=assessment.pk, file_format=name)
    services.make_report(report.pk)
    return services.hand_over_report(actor=actor, report_id=report.pk).content


def upload(client, content: bytes, name: str = "report.json"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)})


def test_the_address_is_the_one_of_the_route():
    assert reverse("assessments:report-verify") == URL


def test_a_genuine_report_is_called_genuine_and_leads_to_its_assessment(client, lead, assessment):
    page = upload(client, made(lead, assessment))
    assert page["Cache-Control"] == "no-store"
    text = page.content.decode()
    assert "Genuine, current" in text
    assert assessment.get_absolute_url() in text


def test_an_altered_report_names_what_was_changed_as_text(client, lead, assessment):
    whole = json.loads(made(lead, assessment))
    whole["document"]["product"] = "<script>x</script> \ud800"
    text = upload(client, json.dumps(whole).encode()).content.decode()
    assert "Altered" in text
    assert "The report: product says “&lt;script&gt;x" in text
    assert "it was “Arrival times”<" in text
    assert "&lt;script&gt;x" in text
    assert "<script>x" not in text


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("document.product", "The report: product"),
        ("document.parts.0.line.confidence", "The report: part 1, figures, confidence"),
        ("document.result.open_points.11.title", "The report: result, open point 12, title"),
        ("document.result.advice.0.done.1", "The report: result, advice 1, done 2"),
        ("inputs.on", "What it was made from: day"),
        ("scorecard.overall.score.value", "The score: overall, score, value"),
        ("bank.title", "The question bank: title"),
        ("format", "format"),
        ("document.made.\u00b2", "The report: made, \u00b2"),
    ],
)
def test_a_place_in_a_json_report_is_called_as_people_call_it(place, said):
    assert place_words(place, "json") == said


def test_a_place_in_another_file_is_where_a_reader_finds_it():
    assert place_words("Questions!C4", "xlsx") == "Questions!C4"


@pytest.mark.parametrize(
    ("value", "file", "said"),
    [
        ('"Arrival times"', "json", "Arrival times"),
        ('"a \\"b\\""', "json", 'a "b"'),
        ('"cut o…', "json", "cut o…"),
        ('""', "json", ""),
        ("3", "json", "3"),
        ("text Level 3", "xlsx", "Level 3"),
        ("number 4", "xlsx", "4"),
        ("formula 1+1", "xlsx", "formula 1+1"),
        ('"quoted"', "csv", '"quoted"'),
    ],
)
def test_a_value_stands_without_what_its_format_puts_around_it(value, file, said):
    assert value_words(value, file) == said


def test_a_superseded_report_names_the_newer_one(client, lead, assessment):
    old = made(lead, assessment)
    make_answers(assessment, {"build.speed": 1})
    text = upload(client, old).content.decode()
    assert "Genuine, superseded" in text
    assert "no newer report was made yet" in text
    made(lead, assessment)
    text = upload(client, old).content.decode()
    assert "The newer report" in text


def test_a_stranger_sees_no_name_of_the_assessment(client, lead, assessment):
    content = made(lead, assessment)
    client.force_login(person_in(TeamFactory(), "lead"))
    text = upload(client, content).content.decode()
    assert "Genuine" in text
    assert "Arrival times" not in text
    assert assessment.get_absolute_url() not in text


def test_no_file_and_too_large_a_file_are_problems_of_the_field(client, lead, settings):
    assert client.post(URL, {}).status_code == 422
    settings.MLPM_EVIDENCE_FILE_MB = 1
    reply = upload(client, b"x" * (1024 * 1024 + 1))
    assert reply.status_code == 422
    assert "1 MB" in reply.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, lead, assessment, count):
    for name in ("pdf", "csv", "json")[-count:]:
        content = made(lead, assessment, name)
    upload(client, content)
    assert statements(lambda: upload(client, content)) == VERIFIED


def test_the_list_of_reports_leads_to_the_page(client, lead, assessment):
    page = client.get(reverse("assessments:report-list", args=[assessment.pk])).content.decode()
    assert URL in page
