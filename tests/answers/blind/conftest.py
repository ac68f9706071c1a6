"""A team of three with a blind assessment of two sheets."""

import pytest

from tests import factories
from tests.answers.blind_team import begin


@pytest.fixture
def team():
    return factories.TeamFactory()


@pytest.fixture
def people(team):
    """Give a lead and two contributors of different disciplines, as users."""
    lead = factories.person_in(team, "lead", name="Lea")
    ada = factories.TeamMemberFactory(
        team=team, discipline="product_management", user=factories.UserFactory(name="Ada")
    ).user
    bob = factories.TeamMemberFactory(
        team=team, discipline="engineering", user=factories.UserFactory(name="Bob")
    ).user
    return lead, ada, bob


@pytest.fixture
def lead(people):
    return factories.actor_of(people[0])


@pytest.fixture
def ada(people):
    return factories.actor_of(people[1])


@pytest.fixture
def bob(people):
    return factories.actor_of(people[2])


@pytest.fixture
def blind(lead, team, ada, bob):
    return begin(lead, team, [ada.user_id, bob.user_id])
