import pytest

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.reports import services
from assessments.reports.models import Report
from assessments.scoring.answers import Answer, EvidenceItem, State
from tests.factories import (
    AssessmentFactory,
    ProductFactory,
    actor_in,
    make_answers,
    version_of,
)
from tests.reports.translated import german_bank

NONCE = "nonce-5f3c21"


@pytest.fixture
def assessment(db: None) -> Assessment:
    row = AssessmentFactory(product=ProductFactory(name="Arrival times"), name="Autumn")
    make_answers(
        row,
        {
            "value.goal": Answer(
                State.ANSWERED,
                3,
                note=f"Agreed by all sponsors, {NONCE}",
                evidence=(EvidenceItem("https://wiki.example.org/goal"),),
            ),
            "value.fairness": Answer(State.DONT_KNOW),
            "profile.people": "yes",
        },
    )
    return row


@pytest.fixture
def actor(assessment: Assessment) -> Actor:
    return actor_in(assessment.team, "lead")


@pytest.fixture
def report(actor: Actor, assessment: Assessment) -> Report:
    return services.request_report(actor=actor, assessment_id=assessment.pk)


@pytest.fixture
def spoken_assessment(db: None) -> Assessment:
    """Give an assessment whose bank has a few texts in German."""
    row = AssessmentFactory(bank_version=version_of(german_bank()))
    make_answers(row, {"value.goal": 3})
    return row
