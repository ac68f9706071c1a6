"""What the page tests share: a team with an assessment on the small bank, and people signed in."""

import re
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.answers.models import Assessment
from assessments.answers.services import refresh_summary
from assessments.teams.models import Team, User
from tests import factories


@dataclass
class World:
    team: Team
    assessment: Assessment
    lead: User
    contributor: User
    viewer: User
    outsider: User

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(getattr(self, who), backend="mlpm.signing_in.Backend")
        return client


@pytest.fixture
def world(db: None) -> World:
    team = factories.TeamFactory()
    assessment = factories.AssessmentFactory(product=factories.ProductFactory(team=team))
    refresh_summary(assessment.pk)
    return World(
        team,
        assessment,
        factories.person_in(team, "lead", name="Lea Lead"),
        factories.person_in(team, "contributor", name="Con Tributor"),
        factories.person_in(team, "viewer", name="Vi Ewer"),
        factories.person_in(factories.TeamFactory(), "lead", name="Out Sider"),
    )


def hidden_fields(page: HttpResponse) -> dict[str, str]:
    """Give the hidden fields of a page's forms, as a browser would post them."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()
    )
    return dict(found)
