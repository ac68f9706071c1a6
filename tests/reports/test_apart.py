"""A report of several respondents: what they disagree on, what the team settled, and why."""

import json
import uuid

import pytest

from assessments.answers import services as answers
from assessments.banks.queries import parsed_bank
from assessments.reports import services
from assessments.reports.build import digest_of, document_from_inputs
from assessments.reports.errors import NotAllowed
from assessments.reports.renderers import RENDERERS
from tests import factories
from tests.reports.documents import squeezed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return factories.actor_in(factories.TeamFactory(), "lead")


@pytest.fixture
def blind(lead):
    """Give a blind assessment of two, answered and not yet revealed."""
    team = factories.Team.objects.get(pk=next(iter(lead.teams)))
    people = [
        factories.TeamMemberFactory(
            team=team, discipline=known, user=factories.UserFactory(name=name)
        ).user
        for name, known in (("Ada Palm", "product_management"), ("Bob Quill", ""))
    ]
    made = answers.start_assessment(
        actor=lead,
        product=factories.ProductFactory(team=team),
        bank_version=factories.BankVersionFactory(),
        name="Blind review",
        respondents=[person.pk for person in people],
    ).assessment
    said = (("value.goal", 4, 1), ("build.speed", 3, 1), ("build.reasons", 2, 2))
    for code, *values in said:
        for person, value in zip(people, values, strict=True):
            answers.save_answer(
                actor=factories.actor_of(person),
                assessment_id=made.pk,
                code=code,
                base=0,
                operation_id=uuid.uuid4(),
                state="answered",
                value=value,
                note=f"{person.name} on {code}",
            )
    return made


@pytest.fixture
def report(lead, blind):
    at = {"actor": lead, "assessment_id": blind.pk}
    answers.reveal_now(**at)
    answers.record_consensus(
        code="value.goal",
        base=0,
        operation_id=uuid.uuid4(),
        state="answered",
        value=2,
        reason="Signed by the board, unknown to the others.",
        **at,
    )
    return services.request_report(file_format="pdf", **at)


def document(report):
    return document_from_inputs(report.inputs, parsed_bank(report.assessment.bank_version))


def test_before_the_reveal_there_is_no_report(lead, blind):
    with pytest.raises(NotAllowed):
        services.request_report(actor=lead, assessment_id=blind.pk)


def test_the_inputs_freeze_the_sheets_and_the_consensus(report):
    people = report.inputs["sheets"]["respondents"]
    assert [(one["name"], one["submitted"]) for one in people] == [
        ("Ada Palm", False),
        ("Bob Quill", False),
    ]
    assert people[1]["said"]["build.speed"]["value"] == 1
    assert report.inputs["sheets"]["consensus"]["value.goal"]["reason"].startswith("Signed by")
    assert report.inputs["answers"]["build.speed"]["span"] == [1, 3]
    assert report.inputs_digest == digest_of(report.inputs)


def test_the_document_lists_what_is_apart_and_what_is_settled(report):
    pages = document(report).apart
    assert pages is not None
    assert pages.respondents == (
        "Ada Palm (Product management), not submitted",
        "Bob Quill, not submitted",
    )
    (apart,) = pages.apart
    assert (apart.code, apart.spread, apart.weight) == ("build.speed", "2 levels", "3")
    assert apart.counts.startswith("Level 1: ")
    assert apart.named.startswith("Product management: Level 3: ")
    (settled,) = pages.settled
    assert settled.answer.startswith("Level 2: ")
    assert [voice.name for voice in settled.dissent] == ["Ada Palm", "Bob Quill"]
    assert pages.agreement[0].choices == "Not defined: fewer than two people answered."


def test_the_score_of_a_report_is_that_of_the_page(report):
    card = document(report).scorecard
    report.assessment.refresh_from_db()
    assert card["overall"]["low"] != card["overall"]["high"]
    assert card["overall"]["score"] == report.assessment.summary["overall"]


def test_the_same_inputs_give_the_same_bytes_with_the_dissent_printed(report):
    first, second = (RENDERERS["pdf"].render(document(report)) for _ in range(2))
    assert first == second
    text = text_of(first)
    for words in (
        "Disagreements to discuss",
        "Ada Palm on build.speed",
        "Signed by the board, unknown to the others.",
        "Bob Quill on value.goal",
    ):
        assert squeezed(words) in text


def test_the_json_holds_the_same(report):
    whole = json.loads(RENDERERS["json"].render(document(report)))
    apart = whole["document"]["apart"]
    assert apart["settled"][0]["reason"] == "Signed by the board, unknown to the others."
    assert apart["apart"][0]["voices"][1]["note"] == "Bob Quill on build.speed"


def test_a_shared_assessment_has_no_such_pages(lead):
    shared = factories.AssessmentFactory(
        team_=factories.Team.objects.get(pk=next(iter(lead.teams)))
    )
    made = services.request_report(actor=lead, assessment_id=shared.pk)
    assert "sheets" not in made.inputs
    assert document(made).apart is None
