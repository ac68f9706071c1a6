"""Who deletes a team meets somebody who gives it a product: one waits, and nobody fails."""

import pytest

from assessments.teams import services
from assessments.teams.errors import NotVisible, Refused
from assessments.teams.models import Product, Team
from tests import factories
from tests.races import behind
from tests.teams.conftest import actor, make_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    return make_place()


def deletes(place):
    return lambda: services.delete_team(
        actor=actor(place.admin), organisation_id=place.organisation.pk, team_id=place.team.pk
    )


def creates(place):
    return lambda: services.create_product(
        actor=actor(place.lead), team_id=place.team.pk, name="Planner"
    )


def moves(place):
    """Bring a product of another team, once the team is there to be chosen."""
    product = factories.ProductFactory(team__organisation=place.organisation)
    admin = actor(place.admin)
    return lambda: services.move_product(actor=admin, product_id=product.pk, team_id=place.team.pk)


@pytest.mark.parametrize("gives", [creates, moves])
def test_a_team_that_is_being_deleted_gets_no_product(place, gives):
    found = behind(deletes(place), gives(place))

    assert isinstance(found, NotVisible)
    assert not Team.objects.filter(pk=place.team.pk).exists()


@pytest.mark.parametrize("gives", [creates, moves])
def test_a_team_that_just_gets_a_product_stays(place, gives):
    found = behind(gives(place), deletes(place))

    assert isinstance(found, Refused)
    assert Product.objects.get().team == place.team
