"""Two posts of one form at the same moment, on PostgreSQL: one thing is made, both lead to it."""

import uuid

import pytest
from django.test import Client

from assessments.answers.models import Assessment
from assessments.teams.models import Invitation, Product, Team
from tests import factories
from tests.teams.conftest import at_once, make_place

pytestmark = pytest.mark.django_db(transaction=True)
MADE = {"product": Product, "assessment": Assessment, "team": Team, "invitation": Invitation}


@pytest.mark.parametrize("what", MADE)
def test_a_form_posted_twice_at_once_makes_one_thing(what):
    place = make_place()
    product = factories.ProductFactory(team=place.team)
    version = factories.BankVersionFactory()
    address, said = {
        "product": ("/products/new", {"name": "Twice", "team": place.team.pk}),
        "assessment": (
            f"/products/{product.pk}/assessments/new",
            {"name": "Twice", "bank_version": version.pk},
        ),
        "team": (f"/organisations/{place.organisation.pk}/teams/new", {"name": "Twice"}),
        "invitation": (
            f"/teams/{place.team.pk}/invite",
            {"email": "twice@example.org", "team_role": "viewer"},
        ),
    }[what]
    client = Client()
    client.force_login(place.admin)
    before = MADE[what].objects.count()
    sent = {**said, "form_id": str(uuid.uuid4())}

    def post():
        own = Client()
        own.cookies = client.cookies
        return own.post(address, sent)

    replies = at_once(post, post)

    assert MADE[what].objects.count() == before + 1
    if what == "invitation":  # the first shows the link, which no later page can
        assert sorted(reply.status_code for reply in replies) == [200, 302]
    else:
        made = MADE[what].objects.latest("pk")
        assert {reply.status_code for reply in replies} == {302}
        assert {reply["Location"].rstrip("/").rpartition("/")[2] for reply in replies} == {
            str(made.pk)
        }
