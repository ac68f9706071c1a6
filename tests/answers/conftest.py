"""One open assessment of the small bank, its people, and a save that needs few words."""

import uuid

import pytest

from assessments.answers import services
from tests import factories


@pytest.fixture
def assessment():
    return factories.AssessmentFactory(name="Spring review", is_current=True)


@pytest.fixture
def ada(assessment):
    user = factories.person_in(assessment.team, "contributor", name="Ada")
    return factories.actor_of(user)


@pytest.fixture
def bob(assessment):
    user = factories.person_in(assessment.team, "contributor", name="Bob")
    return factories.actor_of(user)


@pytest.fixture
def lead(assessment):
    return factories.actor_in(assessment.team, "lead")


@pytest.fixture
def save(assessment, ada):
    def save_one(code="value.goal", value=None, *, base=0, actor=ada, on=assessment, **more):
        given = {"operation_id": uuid.uuid4(), "state": "answered", "value": value, **more}
        return services.save_answer(actor=actor, assessment_id=on.pk, code=code, base=base, **given)

    return save_one
