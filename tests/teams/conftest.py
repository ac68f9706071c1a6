"""What the tests of people share: an organisation with an admin and a team, and acts at once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from assessments.actor import Actor, TeamRole
from assessments.teams.models import Organisation, Team, User
from assessments.teams.services import Invited, Offer, invite_person
from tests import factories


@dataclass
class Place:
    """An organisation with its one admin, and a team with a lead."""

    organisation: Organisation
    team: Team
    admin: User
    lead: User

    def offer(self, **more: Any) -> Offer:
        return Offer(**{"team_id": self.team.pk, "team_role": TeamRole.CONTRIBUTOR, **more})

    def invite(
        self, email: str = "new@example.org", by: User | None = None, **more: Any
    ) -> Invited:
        return invite_person(
            actor=factories.actor_of(by or self.admin),
            organisation_id=self.organisation.pk,
            email=email,
            offer=self.offer(**more),
        )


def make_place() -> Place:
    organisation = factories.OrganisationFactory(name="Works")
    team = factories.TeamFactory(organisation=organisation, name="Forecasting")
    return Place(
        organisation, team, factories.admin_of(organisation), factories.person_in(team, "lead")
    )


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


def secret_of(invited: Invited) -> str:
    return invited.link.rpartition("/")[2]


def actor(user: User) -> Actor:
    return factories.actor_of(user)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; give what each returned or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            found[index] = act()
        except Exception as error:  # noqa: BLE001 -- the test looks at what was raised
            found[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
