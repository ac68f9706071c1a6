"""The pages of an invitation: a look changes nothing, a posted form joins, strangers learn nothing."""

import re
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client

from assessments.actor import TeamRole
from assessments.teams.models import Invitation, Member, Organisation, TeamMember, User
from assessments.teams.services import Offer, invite_person, revoke_invitation
from tests import factories
from tests.web.conftest import World, hidden_fields

PASSWORD = "a long enough word 7"
NEW = {"name": "Nia New", "password1": PASSWORD, "password2": PASSWORD}
ACCEPT = "/invitation"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


def _invite(world: World, email: str = "new@example.org", **more) -> str:
    """Give the path of the mailed link."""
    offer = {"team_id": world.team.pk, "team_role": TeamRole.CONTRIBUTOR, **more}
    invited = invite_person(
        actor=factories.actor_of(world.lead),
        organisation_id=world.team.organisation_id,
        email=email,
        offer=Offer(**offer),
    )
    return "/" + invited.link.split("/", 3)[3]


def _kept(link: str) -> Client:
    """Open the link as a browser does and stay on the page it leads to."""
    client = Client()
    assert client.get(link)["Location"] == ACCEPT
    return client


def _is_unused() -> bool:
    row = Invitation.objects.get()
    return row.accepted_at is None and row.revoked_at is None


def test_a_look_at_the_link_has_no_effect_however_often(world):
    link = _invite(world)
    people, members = User.objects.count(), Member.objects.count()

    for _ in range(3):
        client = _kept(link)
        assert client.get(ACCEPT).status_code == 200
        assert client.head(link).status_code == 302

    assert _is_unused()
    assert (User.objects.count(), Member.objects.count()) == (people, members)


def test_the_secret_stands_on_no_page_and_leaves_by_no_referer(world):
    link = _invite(world)
    client = Client()
    first = client.get(link)
    page = client.get(ACCEPT)

    secret = link.rpartition("/")[2]
    assert first["Referrer-Policy"] == "no-referrer"
    assert first.content == b""
    assert secret not in page.content.decode()
    assert secret not in str(dict(client.session))
    for reply in (first, page):
        assert "no-store" in reply["Cache-Control"]


def test_a_new_person_sets_a_password_and_lands_on_the_assessment(world, settings):
    settings.SIGNUP_OPEN = False
    client = _kept(_invite(world, assessment_id=world.assessment.pk))
    page = client.get(ACCEPT).content.decode()
    assert "new@example.org" in page
    assert "password1" in page

    reply = client.post(ACCEPT, NEW)

    assert reply["Location"] == world.assessment.get_absolute_url()
    assert client.get(reply["Location"]).status_code == 200
    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    signed_in = Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert signed_in["Location"] == "/"


@pytest.mark.parametrize(
    ("wrong", "anchor"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "a\nb"}, "id_name"),
        ({"password1": "short"}, "id_password1"),
        ({"password1": "new@example.org"}, "id_password1"),
        ({"password2": "another one 123"}, "id_password2"),
    ],
)
def test_a_form_with_a_problem_names_the_field_and_uses_nothing_up(world, wrong, anchor):
    client = _kept(_invite(world))

    reply = client.post(ACCEPT, {**NEW, **wrong})

    assert reply.status_code == 422
    assert f'href="#{anchor}"' in reply.content.decode()
    assert _is_unused()
    assert client.post(ACCEPT, NEW).status_code == 302


def test_who_has_an_account_signs_in_comes_back_and_joins(world):
    link = _invite(world, "known@example.org", assessment_id=world.assessment.pk)
    user = factories.UserFactory(email="known@example.org")
    client = _kept(link)
    page = client.get(ACCEPT).content.decode()
    assert "password1" not in page
    (login,) = re.findall(r'href="(/accounts/login/\?next=[^"]+)"', page)
    assert link.rpartition("/")[2] not in login

    back = client.post(login, {"login": user.email, "password": factories.PASSWORD})
    assert back["Location"] == ACCEPT
    assert not TeamMember.objects.filter(user=user).exists()
    reply = client.post(ACCEPT)

    assert reply["Location"] == world.assessment.get_absolute_url()
    assert TeamMember.objects.get(user=user).team == world.team


def test_posting_a_password_for_an_address_with_an_account_changes_nothing(world):
    client = _kept(_invite(world, "known@example.org"))
    user = factories.UserFactory(email="known@example.org")

    reply = client.post(ACCEPT, NEW)

    assert reply.status_code == 200
    user.refresh_from_db()
    assert user.check_password(factories.PASSWORD)
    assert "_auth_user_id" not in client.session
    assert _is_unused()


def test_without_an_assessment_one_lands_on_the_team(world):
    client = _kept(_invite(world))

    assert client.post(ACCEPT, NEW)["Location"] == f"/teams/{world.team.pk}/"


def test_an_assessment_that_went_to_another_team_is_not_the_landing_place(world):
    client = _kept(_invite(world, assessment_id=world.assessment.pk))
    other = factories.TeamFactory(organisation=world.team.organisation)
    type(world.assessment).objects.update(team=other)

    assert client.post(ACCEPT, NEW)["Location"] == f"/teams/{world.team.pk}/"


def test_another_person_learns_nothing_but_what_to_do(world):
    world.team.name, world.team.organisation.name = "Secret team", "Secret works"
    world.team.save()
    world.team.organisation.save()
    client = world.client("outsider")
    client.get(_invite(world))

    for reply in (client.get(ACCEPT), client.post(ACCEPT)):
        page = reply.content.decode()
        assert reply.status_code == 403
        assert world.outsider.email in page
        for told in ("new@example.org", "Secret", world.lead.name):
            assert told not in page
    assert _is_unused()


def test_another_person_signs_out_and_goes_on_as_who_was_invited(world):
    client = world.client("outsider")
    client.get(_invite(world))

    reply = client.post("/invitation/other-person")

    assert reply["Location"] == ACCEPT
    assert "_auth_user_id" not in client.session
    assert client.post(ACCEPT, NEW).status_code == 302


def _used(world: World, link: str) -> None:
    _kept(link).post(ACCEPT, NEW)


def _revoked(world: World, link: str) -> None:
    revoke_invitation(
        actor=factories.actor_of(world.lead), invitation_id=Invitation.objects.get().pk
    )


def _invited_again(world: World, link: str) -> None:
    _invite(world)


def _ran_out(world: World, link: str) -> None:
    Invitation.objects.update(expires_at="2020-01-01T00:00Z")


def _organisation_removed(world: World, link: str) -> None:
    Organisation.objects.filter(pk=world.team.organisation_id).delete()


def test_every_link_that_does_not_work_gets_the_same_page(world):
    pages = {}
    for act in (_used, _revoked, _invited_again, _ran_out, _organisation_removed):
        Invitation.objects.all().delete()
        User.objects.filter(email="new@example.org").delete()
        link = _invite(world)
        late = _kept(link)  # who opened it while it still worked
        act(world, link)
        for reply in (Client().get(link), late.get(ACCEPT)):
            assert reply.status_code == 404
            assert reply["Referrer-Policy"] == "no-referrer"
            pages[act.__name__] = reply.content
        assert late.post(ACCEPT, NEW).status_code == 404
    pages["guessed"] = Client().get("/invitations/" + "A" * 43).content
    pages["short"] = Client().get("/invitations/x").content
    pages["none"] = Client().get(ACCEPT).content

    assert len(set(pages.values())) == 1
    assert "This invitation does not work" in pages["none"].decode()


def test_guessing_is_stopped_and_says_when_to_go_on(world):
    link = _invite(world)
    guesser = Client()
    answers = [guesser.get(f"/invitations/guess-{n}").status_code for n in range(30)]

    stopped = guesser.get(link)

    assert set(answers) == {404}
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")
    assert Client(REMOTE_ADDR="192.0.2.7").get(link).status_code == 302


def test_the_secret_of_a_failing_link_is_not_in_the_log(world, caplog):
    secret = "S" * 43
    with patch("assessments.web.views.joining.services.invitation_to_show", side_effect=OSError):
        Client(raise_request_exception=False).get(f"/invitations/{secret}")
    Client().get(f"/invitations/{secret}")

    from mlpm import logs

    options = dict(logs.configure(as_json=True, level="INFO")["formatters"]["line"])
    line = options.pop("()")(**options)
    lines = [line.format(record) for record in caplog.records]
    assert len(lines) >= 2
    assert not [one for one in lines if secret in one]


def test_an_invitation_form_sent_twice_invites_once(world):
    client = world.client("lead")
    address = f"/teams/{world.team.pk}/invite"
    sent = hidden_fields(client.get(address))
    said = {**sent, "email": "new@example.org", "team_role": "viewer", "discipline": "ux"}

    first, second = client.post(address, said), client.post(address, said)

    row = Invitation.objects.get()
    assert (row.email, row.team_role, row.discipline) == ("new@example.org", "viewer", "ux")
    assert "/invitations/" in first.content.decode()
    assert second["Location"] == f"/teams/{world.team.pk}/"


def test_the_link_is_shown_once_and_on_no_other_page(world):
    client = world.client("lead")
    page = client.post(
        f"/assessments/{world.assessment.pk}/invite",
        {"email": "new@example.org", "team_role": "viewer"},
    ).content.decode()
    (link,) = re.findall(r'value="(http[^"]+/invitations/[^"]+)"', page)

    later = client.get(f"/teams/{world.team.pk}/").content.decode()

    assert link.rpartition("/")[2] not in later
    assert "new@example.org" in later
    reply = _kept("/" + link.split("/", 3)[3]).post(ACCEPT, NEW)
    assert reply["Location"] == world.assessment.get_absolute_url()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_cannot_leave_is_said_on_the_page_with_the_link(world, settings):
    settings.KEEPS_MAILS = False
    address = f"/teams/{world.team.pk}/invite"
    said = {"email": "new@example.org", "team_role": "viewer"}
    sent = world.client("lead").post(address, said).content.decode()

    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        failed = world.client("lead").post(address, said).content.decode()

    assert "on its way" in sent
    assert "could not be sent" in failed
    assert "/invitations/" in failed


def test_an_open_invitation_is_sent_again_and_revoked_from_the_list(world):
    link = _invite(world)
    client, row = world.client("lead"), Invitation.objects.get()
    at = f"/teams/{world.team.pk}/invitations/{row.pk}"

    again = client.post(f"{at}/send-again")
    assert again.status_code == 200
    assert Client().get(link).status_code == 404
    assert client.post(f"{at}/send-again").status_code == 404

    new = Invitation.objects.latest("pk")
    reply = client.post(f"/teams/{world.team.pk}/invitations/{new.pk}/revoke")
    assert reply["Location"] == f"/teams/{world.team.pk}/"
    new.refresh_from_db()
    assert new.revoked_at is not None
