"""The list of problems on top of a form: each says which field it is about and leads to it."""

import pytest
from django.test import Client

from tests import factories
from tests.answers import blind_team
from tests.web.conftest import World
from tests.web.signing_in import sign_in


def _summary(page: str) -> str:
    return page.partition('class="error-summary"')[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("/products/new", '<a href="#id_name">Name: This field is required.</a>'),
        ("/account", '<a href="#id_name">Name: This field is required.</a>'),
        ("/accounts/email/", '<a href="#id_email">E-mail address: This field is required.</a>'),
    ],
)
def test_each_problem_names_its_field(world: World, client: Client, address: str, problem: str):
    sign_in(client, world.lead)

    page = client.post(address, {"action_add": ""}).content.decode()

    assert problem in _summary(page)


def test_an_agreement_without_an_answer_leads_to_the_choices(world: World):
    lead = factories.actor_of(world.lead)
    people = [world.lead.pk, world.contributor.pk]
    blind = blind_team.begin(lead, world.team, people)
    blind_team.say(lead, blind, "value.goal", 3)
    blind_team.reveal(lead, blind)

    reply = world.client("lead").post(
        f"/assessments/{blind.pk}/disagreements/value.goal", {"reason": "We talked."}
    )

    assert reply.status_code == 422
    assert '<a href="#id_answer">Choose what you agreed on.</a>' in _summary(reply.content.decode())
