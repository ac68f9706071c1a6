"""A product, people who get its scheduled reports, and schedules that are made on a Friday."""

import pytest
import time_machine

from assessments.reports import services
from assessments.reports.services import Plan
from assessments.teams.services import choose_current
from tests import factories
from tests.reports.schedules.sweeping import FRIDAY


@pytest.fixture
def moment():
    """Stop the clock on a Friday, until a test moves it."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def product(assessment):
    choose_current(assessment.product)
    return assessment.product


@pytest.fixture
def owner(product):
    return factories.person_in(product.team, "contributor", name="Ola", email="ola@example.org")


@pytest.fixture
def viewer(product):
    return factories.person_in(product.team, "viewer", email="viewer@example.org")


@pytest.fixture
def schedule(moment, product, owner, viewer):
    """Return a function that schedules reports, every Monday unless said otherwise."""

    def make(rhythm="weekly", number=0, *, to=None, by=None, **more):
        people = [user.pk for user in (to or [viewer])]
        plan = Plan(rhythm, number, "json", people, **more)
        actor = factories.actor_of(by or owner)
        return services.make_schedule(actor=actor, product_id=product.pk, plan=plan)

    return make
