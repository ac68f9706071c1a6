"""The factories make rows that fit together."""

import pytest

from assessments.actor import OrganisationRole, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


def test_assessment_of_a_factory_repeats_its_products_team_and_organisation():
    assessment = factories.AssessmentFactory()
    assert assessment.team == assessment.product.team
    assert assessment.organisation == assessment.team.organisation


def test_person_in_a_team_is_an_actor_of_its_organisation():
    team = factories.TeamFactory()
    actor = factories.actor_in(team, "lead")
    assert actor.teams == {team.pk: TeamRole.LEAD}
    assert actor.organisations == {team.organisation_id: OrganisationRole.MEMBER}


def test_answers_of_a_factory_have_one_event_each():
    assessment = factories.AssessmentFactory()
    factories.make_answers(assessment, {"value.goal": 2, "value.skills": ["a", "b"]})
    assert assessment.revision == 2
    assert {a.question_code: a.value for a in assessment.answers.all()} == {
        "value.goal": 2,
        "value.skills": ["a", "b"],
    }
    assert all(a.events.count() == 1 for a in assessment.answers.all())
