"""A team, its products with their current assessments, and the page of them as an admin reads it."""

import pytest

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.teams.services import choose_current
from tests import factories
from tests.web.portfolio.reading import HERE


@pytest.fixture
def version():
    return factories.BankVersionFactory()


@pytest.fixture
def team():
    return factories.TeamFactory(name="Forecasting")


@pytest.fixture
def make(version):
    """Return a function that makes a product with its current assessment."""

    def make_one(team, called, said=None, **more):
        product = more.pop("product", None) or factories.ProductFactory(team=team, name=called)
        changes = {key: more.pop(key) for key in ("touched_at", "created_at") if key in more}
        made = factories.AssessmentFactory(
            **{"product": product, "bank_version": version, "name": f"Review of {called}", **more}
        )
        factories.make_answers(made, said or {})
        refresh_summary(made.pk)
        choose_current(product)
        if changes:
            Assessment.objects.filter(pk=made.pk).update(**changes)
        return made

    return make_one


@pytest.fixture
def seen(client, team):
    """Return a function that reads the page as an admin, and gives it."""
    client.force_login(factories.admin_of(team.organisation), backend="mlpm.signing_in.Backend")

    def read(**asked):
        reply = client.get(HERE, asked)
        assert reply.status_code == 200
        return reply

    return read
