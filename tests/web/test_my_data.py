"""A person's own data: taken away as files, and erased after the address was typed."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client

from assessments.audit.models import AuditEvent
from assessments.reports.models import ReportSchedule
from assessments.teams.models import User
from tests import factories
from tests.scoring.small_bank import FULL
from tests.web.conftest import World

ERASE = "/my-data/erase"


def _downloaded(client: Client) -> dict[str, list]:
    reply = client.get("/my-data/download")
    assert reply["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        return {
            name.removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }


def test_the_file_holds_what_the_person_said_and_nothing_of_others(world: World):
    factories.make_answers(world.assessment, {"value.goal": FULL["value.goal"]}, world.lead)
    factories.make_answers(world.assessment, {"build.story": "by somebody else"}, world.contributor)
    found = _downloaded(world.client("lead"))

    assert found["profile"][0]["email"] == world.lead.email
    assert [row["answer_question_code"] for row in found["answers"]] == ["value.goal"]
    assert found["teams"][0]["team_name"] == world.team.name
    assert "by somebody else" not in json.dumps(found)
    assert "person.signed_in" in [row["verb"] for row in found["log"]]


def test_the_file_names_what_the_person_shared_and_receives(world: World):
    plan = {"product": world.assessment.product, "format": "pdf", "since": date(2026, 11, 1)}
    for person in (world.lead, world.contributor):
        schedule = ReportSchedule.objects.create(**plan, rhythm="weekly", number=0, owner=person)
        schedule.recipients.add(world.lead, world.contributor)
    ReportSchedule.objects.create(**plan, rhythm="monthly", number=1, owner=world.contributor)

    found = _downloaded(world.client("lead"))

    assert [row["rhythm"] for row in found["schedules"]] == ["weekly", "weekly"]
    assert (found["shared_links"], found["collections"]) == ([], [])


def test_a_person_without_anything_gets_a_file_too(world: World):
    client = Client()
    client.force_login(factories.UserFactory(name=""))

    assert _downloaded(client)["answers"] == []


def test_taking_the_data_is_kept_in_the_log(world: World):
    _downloaded(world.client("viewer"))

    event = AuditEvent.objects.get(verb="person.data_exported")
    assert (event.actor, event.organisation) == (world.viewer, world.team.organisation)


def _signed_in_again(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    return client


def test_the_address_has_to_be_typed(world: World):
    client = _signed_in_again(world.viewer)
    reply = client.post(ERASE, {"address": "other@example.org"})

    assert reply.status_code == 422
    assert "This is not the address" in reply.content.decode()
    world.viewer.refresh_from_db()
    assert world.viewer.erased_at is None


def test_who_types_the_address_is_erased_and_signed_out(world: World):
    client = _signed_in_again(world.viewer)
    reply = client.post(ERASE, {"address": world.viewer.email.upper()})

    assert (reply.status_code, reply["Location"]) == (302, "/accounts/login/")
    world.viewer.refresh_from_db()
    assert world.viewer.name == f"Erased person {world.viewer.pk}"
    assert client.get("/").status_code == 302


def test_the_password_is_asked_again_first(world: World):
    reply = world.client("viewer").get(ERASE)

    assert reply["Location"].startswith("/accounts/reauthenticate/")


def test_the_last_admin_is_told_what_to_do(world: World):
    admin = factories.admin_of(world.team.organisation)
    reply = _signed_in_again(admin).post(ERASE, {"address": admin.email})

    assert reply.status_code == 422
    assert "Make somebody else an admin first" in reply.content.decode()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_admin_erases_a_member_of_this_organisation_alone(world: World, elsewhere):
    if elsewhere:
        factories.MemberFactory(user=world.viewer)
    admin = Client()
    admin.force_login(factories.admin_of(world.team.organisation))
    address = f"/organisations/{world.team.organisation_id}/people/{world.viewer.pk}/erase"
    page = admin.get(address).content.decode()
    admin.post(address, {"address": world.viewer.email})

    world.viewer.refresh_from_db()
    assert (world.viewer.erased_at is None) is elsewhere
    assert ("belongs to another organisation too" in page) is elsewhere


def test_an_admin_cannot_erase_the_staff_of_the_installation(world: World):
    User.objects.filter(pk=world.viewer.pk).update(is_staff=True)
    admin = Client()
    admin.force_login(factories.admin_of(world.team.organisation))
    address = f"/organisations/{world.team.organisation_id}/people/{world.viewer.pk}/erase"
    reply = admin.post(address, {"address": world.viewer.email})

    world.viewer.refresh_from_db()
    assert world.viewer.erased_at is None
    assert "runs this installation" in reply.content.decode()


def test_staff_erase_by_id(world: World):
    staff = Client()
    staff.force_login(factories.UserFactory(is_staff=True))
    address = f"/people/{world.viewer.pk}/erase"
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"address": world.viewer.email}).status_code == 302

    world.viewer.refresh_from_db()
    assert world.viewer.erased_at is not None
    assert staff.get(address).status_code == 404
