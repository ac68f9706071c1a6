"""The pages of organisation and team: who sees what, what each role may, and what they cost."""

import pytest
from django.test import Client

from assessments.actor import TeamRole
from assessments.answers.models import Assessment
from assessments.teams.models import Member, Product, Team, TeamMember, User
from assessments.teams.services import Offer, invite_person
from tests import factories
from tests.counting import statements
from tests.web.conftest import World, hidden_fields


@pytest.fixture
def admin(world: World) -> User:
    return factories.admin_of(world.team.organisation)


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _organisation(world: World, page: str = "") -> str:
    return f"/organisations/{world.team.organisation_id}/{page}"


def _team(world: World, page: str = "") -> str:
    return f"/teams/{world.team.pk}/{page}"


ADMINS = ["edit", "invite", "teams/new", "people/{lead}/edit", "people/{lead}/remove"]
ADMINS += ["teams/{team}/delete"]
LEADS = ["edit", "invite", "people/add", "people/{viewer}/edit", "people/{viewer}/remove"]


def _filled(world: World, page: str) -> str:
    return page.format(lead=world.lead.pk, viewer=world.viewer.pk, team=world.team.pk)


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("lead", 403), ("viewer", 403), ("outsider", 404)]
)
def test_pages_of_admins_are_closed_to_others(world, admin, who, status):
    client = _as(admin) if who == "admin" else world.client(who)

    got = {
        page: client.get(_organisation(world, _filled(world, page))).status_code for page in ADMINS
    }

    assert set(got.values()) == {status}
    if who != "admin":
        posted = {
            page: client.post(_organisation(world, _filled(world, page))).status_code
            for page in ADMINS
        }
        assert set(posted.values()) == {status}


@pytest.mark.parametrize(
    ("who", "status"),
    [("admin", 200), ("lead", 200), ("contributor", 403), ("viewer", 403), ("outsider", 404)],
)
def test_pages_of_leads_are_closed_to_others(world, admin, who, status):
    client = _as(admin) if who == "admin" else world.client(who)
    pages = [_team(world, _filled(world, page)) for page in LEADS]
    pages += [f"/assessments/{world.assessment.pk}/invite"]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)


def test_a_member_sees_people_and_own_teams_but_no_addresses(world, admin):
    hidden = factories.TeamFactory(organisation=world.team.organisation, name="Hidden team")
    in_it = factories.person_in(hidden, name="Some Body")

    page = world.client("viewer").get(_organisation(world)).content.decode()

    assert in_it.name in page
    assert str(world.team) in page
    for secret in ("Hidden team", in_it.email, world.lead.email, "Last sign-in", "Never signed in"):
        assert secret not in page
    of_admin = _as(admin).get(_organisation(world)).content.decode()
    assert "Hidden team" in of_admin
    assert in_it.email in of_admin


def test_who_belongs_to_one_organisation_is_led_to_it(world):
    assert world.client("viewer").get("/organisations/")["Location"] == _organisation(world)
    factories.MemberFactory(user=world.viewer)
    assert world.client("viewer").get("/organisations/").status_code == 200
    assert _as(factories.UserFactory()).get("/organisations/").status_code == 200


def test_an_admin_makes_a_team_once_and_names_people_in_it(world, admin):
    client = _as(admin)
    sent = hidden_fields(client.get(_organisation(world, "teams/new")))
    said = {**sent, "name": "Vision"}

    first = client.post(_organisation(world, "teams/new"), said)
    second = client.post(_organisation(world, "teams/new"), said)

    team = Team.objects.get(name="Vision")
    assert first["Location"] == second["Location"] == f"/teams/{team.pk}/"
    added = {"person": world.viewer.pk, "role": "lead", "discipline": "business"}
    client.post(f"/teams/{team.pk}/people/add", added)
    member = TeamMember.objects.get(team=team)
    assert (member.user, member.role, member.discipline) == (world.viewer, "lead", "business")
    taken = client.post(_organisation(world, "teams/new"), {"name": "Vision"})
    assert taken.status_code == 422
    assert 'href="#id_name"' in taken.content.decode()


@pytest.mark.parametrize("page", ["people/{admin}/edit", "people/{admin}/remove", "leave"])
def test_the_page_says_why_the_last_admin_stays(world, admin, page):
    reply = _as(admin).post(_organisation(world, page.format(admin=admin.pk)), {"role": "member"})

    assert reply.status_code == 422
    assert "last admin" in reply.content.decode()
    assert Member.objects.get(user=admin).role == "admin"


def test_leaving_is_not_offered_to_the_last_admin(world, admin):
    assert "Leave the organisation" not in _as(admin).get(_organisation(world)).content.decode()
    factories.admin_of(world.team.organisation)
    assert "Leave the organisation" in _as(admin).get(_organisation(world)).content.decode()


def test_a_changed_role_holds_in_a_session_that_is_open_already(world, admin):
    open_session = world.client("lead")
    assert open_session.get(_team(world, "edit")).status_code == 200

    _as(admin).post(_team(world, f"people/{world.lead.pk}/edit"), {"role": "viewer"})
    assert open_session.get(_team(world, "edit")).status_code == 403

    _as(admin).post(_organisation(world, f"people/{world.lead.pk}/remove"))
    assert open_session.get(_team(world)).status_code == 404
    assert open_session.get(f"/assessments/{world.assessment.pk}/").status_code == 404


def test_leaving_a_team_and_the_organisation_ends_the_view_of_it(world):
    client = world.client("lead")
    assert "only lead" in client.get(_team(world, "leave")).content.decode()

    left = client.post(_team(world, "leave"))
    assert left["Location"] == _organisation(world)
    assert client.get(_team(world)).status_code == 404
    assert client.post(_organisation(world, "leave"))["Location"] == "/"
    assert client.get(_organisation(world)).status_code == 404


def test_a_team_with_products_is_not_deleted(world, admin):
    reply = _as(admin).post(_organisation(world, f"teams/{world.team.pk}/delete"))

    assert reply.status_code == 422
    assert Team.objects.filter(pk=world.team.pk).exists()


@pytest.mark.parametrize("page", ["organisation", "team"])
def test_names_are_text_on_the_page(world, admin, page):
    nasty = "<script>alert(1)</script>"
    User.objects.filter(pk=world.viewer.pk).update(name=nasty)
    address = _organisation(world) if page == "organisation" else _team(world)

    shown = _as(admin).get(address).content.decode()

    assert nasty not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("form", ["product", "assessment"])
def test_a_form_sent_twice_makes_one_thing_and_leads_to_it_twice(world, form):
    address, said, kind = {
        "product": ("/products/new", {"name": "Twice", "team": world.team.pk}, Product),
        "assessment": (
            f"/products/{world.assessment.product_id}/assessments/new",
            {"name": "Twice", "bank_version": world.assessment.bank_version_id},
            Assessment,
        ),
    }[form]
    client = world.client("lead")
    sent = hidden_fields(client.get(address))

    first, second = client.post(address, {**sent, **said}), client.post(address, {**sent, **said})

    assert (
        first["Location"] == second["Location"] == kind.objects.get(name="Twice").get_absolute_url()
    )


def _grow(world: World, count: int) -> None:
    for number in range(count):
        factories.person_in(world.team, "viewer")
        team = factories.TeamFactory(organisation=world.team.organisation)
        factories.ProductFactory(team=team)
        factories.ProductFactory(team=world.team)
        invite_person(
            actor=factories.actor_of(world.lead),
            organisation_id=world.team.organisation_id,
            email=f"new-{number}@example.org",
            offer=Offer(team_id=world.team.pk, team_role=TeamRole.VIEWER),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_organisation_page_costs_nine_statements(world, admin, count):
    _grow(world, count)
    client = _as(admin)

    # session, user, roles, organisation, people, their teams, teams, invitations, other admins
    assert statements(lambda: client.get(_organisation(world))) == 9


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_page_costs_seven_statements(world, count):
    _grow(world, count)
    client = world.client("lead")

    # session, user, roles, team, people, products, invitations
    assert statements(lambda: client.get(_team(world))) == 7


def test_many_people_come_in_pages(world, admin):
    for _ in range(55):
        factories.MemberFactory(organisation=world.team.organisation)
    client = _as(admin)

    first = client.get(_organisation(world))
    second = client.get(_organisation(world, "?page=2"))

    assert first.content.decode().count("Change role") == 50
    assert second.content.decode().count("Change role") == 9
    assert len(first.content) < 100 * 1024
    for strange in ("0", "-1", "x", "9" * 30, "²"):
        assert client.get(_organisation(world, f"?page={strange}")).status_code == 200


def test_many_open_invitations_are_shown_on_request(world, admin):
    _grow(world, 22)
    client = _as(admin)

    few = client.get(_organisation(world)).content.decode()
    every = client.get(_organisation(world, "?all=1")).content.decode()

    assert (few.count("Send again"), every.count("Send again")) == (20, 22)
    assert "Show all open invitations" in few
    assert "Show all open invitations" not in every
