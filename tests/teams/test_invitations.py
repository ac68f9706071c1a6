"""Invitations: whom they let in, once; every other link, address and moment gets nothing."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from assessments.actor import NotAllowed, NotVisible, OrganisationRole, TeamRole
from assessments.audit.models import AuditEvent
from assessments.teams import services
from assessments.teams.errors import AccountExists, InvitationGone, OtherAddress, Refused
from assessments.teams.models import Invitation, Member, Organisation, TeamMember, User
from tests import factories
from tests.teams.conftest import actor, secret_of

pytestmark = pytest.mark.django_db


def _accept(user, invited):
    return services.accept_invitation(
        actor=actor(user), secret_hash=services.hash_of(secret_of(invited))
    )


def _person(email="new@example.org"):
    return factories.UserFactory(email=email)


def test_the_secret_has_256_bits_and_only_its_hash_is_kept(place):
    first, second = place.invite("a@example.org"), place.invite("b@example.org")

    secret = secret_of(first)
    assert len(secret) == 43  # 32 bytes in base64
    assert secret != secret_of(second)
    row = Invitation.objects.get(pk=first.invitation.pk)
    assert row.secret_hash == sha256(secret.encode()).hexdigest()
    kept = [str(value) for one in Invitation.objects.values() for value in one.values()]
    told = [str(event.detail) + event.object_name for event in AuditEvent.objects.all()]
    assert not [text for text in [*kept, *told, repr(first)] if secret in text]


def test_an_accepted_invitation_gives_the_place_and_the_log_keeps_it(place):
    person = _person()
    invited = place.invite(team_role=TeamRole.LEAD, discipline="ux", edits_banks=True)

    joined = _accept(person, invited)

    member = Member.objects.get(organisation=place.organisation, user=person)
    in_team = TeamMember.objects.get(team=place.team, user=person)
    assert (member.role, member.edits_banks) == ("member", True)
    assert (in_team.role, in_team.discipline) == ("lead", "ux")
    assert joined.team_id == place.team.pk
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["member.invited", "member.joined"]


def test_an_invitation_works_once(place):
    person, other = _person(), _person("other@example.org")
    invited = place.invite()
    _accept(person, invited)
    Member.objects.filter(user=person).delete()

    _accept(person, invited)  # a click too many of the same person does nothing
    with pytest.raises(InvitationGone):
        _accept(other, invited)

    assert not Member.objects.filter(user__in=[person, other]).exists()


def test_another_address_is_refused_and_the_invitation_stays(place):
    invited = place.invite()

    with pytest.raises(OtherAddress):
        _accept(_person("somebody-else@example.org"), invited)

    assert Member.objects.count() == 2
    _accept(_person(), invited)


def test_the_case_of_an_address_does_not_matter(place):
    invited = place.invite("New.Person@Example.ORG")

    _accept(_person("new.person@example.org"), invited)

    assert Member.objects.filter(user__email="new.person@example.org").exists()


def test_an_address_not_confirmed_yet_is_refused(place):
    person, invited = _person(), place.invite()
    row = EmailAddress.objects.create(user=person, email=person.email, verified=False)

    with pytest.raises(OtherAddress):
        _accept(person, invited)

    row.verified = True
    row.save()
    _accept(person, invited)


def test_inviting_again_ends_the_old_link(place):
    old, new = place.invite(), place.invite("NEW@example.org")
    person = _person()

    with pytest.raises(InvitationGone):
        _accept(person, old)

    _accept(person, new)
    assert Invitation.objects.get(pk=old.invitation.pk).revoked_at is not None


def test_an_invitation_to_another_place_ends_no_link(place):
    elsewhere = factories.TeamFactory(organisation=place.organisation)
    first, second = place.invite(), place.invite(team_id=elsewhere.pk)
    person = _person()

    _accept(person, first)
    _accept(person, second)

    assert set(person.team_memberships.values_list("team", flat=True)) == {
        place.team.pk,
        elsewhere.pk,
    }


def test_sending_again_makes_a_new_link_to_the_same_place(place):
    old = place.invite(team_role=TeamRole.LEAD, discipline="ux")

    new = services.send_again(actor=actor(place.admin), invitation_id=old.invitation.pk)

    kept = ("email", "team_id", "team_role", "discipline", "role", "edits_banks", "assessment_id")
    assert [getattr(old.invitation, name) for name in kept] == [
        getattr(new.invitation, name) for name in kept
    ]
    with pytest.raises(InvitationGone):
        services.invitation_to_show(services.hash_of(secret_of(old)))
    services.invitation_to_show(services.hash_of(secret_of(new)))


@pytest.mark.parametrize(("days", "works"), [(6.99, True), (7, False), (8, False)])
def test_an_invitation_runs_out_after_seven_days(place, days, works):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        invited, person = place.invite(), _person()
    with time_machine.travel(now + timedelta(days=days), tick=False):
        if works:
            _accept(person, invited)
        else:
            with pytest.raises(InvitationGone):
                _accept(person, invited)
            with pytest.raises(InvitationGone):
                services.join_with_new_account(
                    secret_hash=services.hash_of(secret_of(invited)), name="N", password="x"
                )


def test_a_revoked_invitation_lets_nobody_in(place):
    invited, person = place.invite(), _person()
    services.revoke_invitation(actor=actor(place.lead), invitation_id=invited.invitation.pk)

    with pytest.raises(InvitationGone):
        _accept(person, invited)
    with pytest.raises(NotVisible):
        services.revoke_invitation(actor=actor(place.lead), invitation_id=invited.invitation.pk)


def test_a_guessed_secret_lets_nobody_in(place):
    place.invite()
    for guess in ("", "x", "0" * 43):
        with pytest.raises(InvitationGone):
            services.accept_invitation(
                actor=actor(_person(f"{guess or 'n'}@example.org")),
                secret_hash=services.hash_of(guess),
            )


def test_a_removed_organisation_lets_nobody_in(place):
    invited, person = place.invite(), _person()
    Organisation.objects.filter(pk=place.organisation.pk).delete()

    with pytest.raises(InvitationGone):
        _accept(person, invited)


def test_accepting_never_lowers_a_role(place):
    invited = place.invite("new@example.org", team_role=TeamRole.VIEWER, discipline="ux")
    person = factories.person_in(place.team, "lead", email="new@example.org")
    TeamMember.objects.filter(user=person).update(discipline="business")
    Member.objects.filter(user=person).update(role="admin", edits_banks=True)

    _accept(person, invited)

    member, in_team = person.memberships.get(), person.team_memberships.get()
    assert (member.role, member.edits_banks) == ("admin", True)
    assert (in_team.role, in_team.discipline) == ("lead", "business")


def test_a_new_person_gets_an_account_with_the_address_confirmed(place):
    invited = place.invite()

    services.join_with_new_account(
        secret_hash=services.hash_of(secret_of(invited)),
        name="  Nia  New ",
        password="long enough 7",
    )

    user = User.objects.get(email="new@example.org")
    assert (user.name, user.check_password("long enough 7")) == ("Nia New", True)
    assert EmailAddress.objects.get(user=user).verified
    assert actor(user).team_role(place.team.pk) is TeamRole.CONTRIBUTOR


def test_who_has_an_account_signs_in_and_keeps_the_password(place):
    person, invited = _person(), place.invite()

    with pytest.raises(AccountExists):
        services.join_with_new_account(
            secret_hash=services.hash_of(secret_of(invited)), name="Evil", password="taken over"
        )

    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)


@pytest.mark.parametrize("email", ["", "x", "a b@example.org", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(place, email):
    with pytest.raises(Refused) as refused:
        place.invite(email)
    assert refused.value.field == "email"


def test_who_is_there_already_is_not_invited(place):
    with pytest.raises(Refused):
        place.invite(place.lead.email.upper())
    with pytest.raises(Refused):
        place.invite(place.admin.email, team_id=None, team_role=None)


def test_a_lead_invites_to_the_team_and_gives_nothing_past_it(place):
    place.invite(by=place.lead, team_role=TeamRole.LEAD)

    elsewhere = factories.TeamFactory(organisation=place.organisation)
    for wrong in (
        {"role": OrganisationRole.ADMIN},
        {"edits_banks": True},
        {"team_id": None, "team_role": None},
    ):
        with pytest.raises(NotAllowed):
            place.invite("b@example.org", by=place.lead, **wrong)
    with pytest.raises(NotVisible):
        place.invite("b@example.org", by=place.lead, team_id=elsewhere.pk)


@pytest.mark.parametrize("role", ["contributor", "viewer"])
def test_who_does_not_lead_invites_nobody(place, role):
    with pytest.raises(NotAllowed):
        place.invite(by=factories.person_in(place.team, role))


def test_a_lead_cannot_send_an_admins_invitation_again_as_their_own(place):
    invited = place.invite(role=OrganisationRole.ADMIN)

    with pytest.raises(NotAllowed):
        services.send_again(actor=actor(place.lead), invitation_id=invited.invitation.pk)


def test_a_team_of_another_organisation_cannot_be_given(place):
    with pytest.raises(NotVisible):
        place.invite(team_id=factories.TeamFactory().pk)


def test_invitations_of_who_lost_the_right_to_make_them_end(place):
    by_lead = place.invite("a@example.org", by=place.lead)
    by_admin = place.invite("b@example.org")

    services.change_team_member(
        actor=actor(place.admin),
        team_id=place.team.pk,
        user_id=place.lead.pk,
        role=TeamRole.VIEWER,
        discipline="",
    )

    with pytest.raises(InvitationGone):
        services.invitation_to_show(services.hash_of(secret_of(by_lead)))
    services.invitation_to_show(services.hash_of(secret_of(by_admin)))


def test_the_mail_leaves_after_the_commit_with_a_link_to_our_address(
    place, settings, django_capture_on_commit_callbacks
):
    settings.BASE_URL = "https://ready.example"
    with django_capture_on_commit_callbacks() as callbacks:
        invited = place.invite()
    assert (mail.outbox, invited.was_sent) == ([], False)

    for callback in callbacks:
        callback()

    (message,) = mail.outbox
    assert (message.to, invited.was_sent) == (["new@example.org"], True)
    assert re.search(r"^https://ready\.example/invitations/\S{43}$", message.body, re.MULTILINE)
    assert "Forecasting" in message.body
    assert message.content_subtype == "plain"


def test_names_cannot_add_a_header(place, django_capture_on_commit_callbacks):
    nasty = "Eve\r\nBcc: everybody@example.org\r\n\r\nClick\u202e here"
    User.objects.filter(pk=place.admin.pk).update(name=nasty)
    Organisation.objects.filter(pk=place.organisation.pk).update(name="100 % W\norks " + "x" * 150)

    with django_capture_on_commit_callbacks(execute=True):
        invited = place.invite()

    assert invited.was_sent
    (message,) = mail.outbox
    wire = message.message()
    assert wire["Bcc"] is None
    assert message.recipients() == ["new@example.org"]
    assert not set("\r\n\u202e") & set(message.subject)
    assert len(message.subject) < 220


def test_a_mail_that_cannot_leave_is_said_and_the_invitation_holds(
    place, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1

    with django_capture_on_commit_callbacks(execute=True):
        invited = place.invite()

    assert not invited.was_sent
    services.invitation_to_show(services.hash_of(secret_of(invited)))
    assert "invitation_mail_failed" in caplog.text
    assert secret_of(invited) not in caplog.text


def test_open_invitations_of_an_organisation_are_bounded(place, monkeypatch):
    monkeypatch.setattr("assessments.teams.services.invitations.MOST_OPEN", 2)
    place.invite("a@example.org")
    place.invite("b@example.org")
    place.invite("a@example.org")  # replaces one

    with pytest.raises(Refused):
        place.invite("c@example.org")


def test_mails_to_one_address_are_bounded_for_an_hour(place):
    with time_machine.travel("2026-09-03T12:00:00+00:00", tick=False) as clock:
        for _ in range(5):
            last = place.invite("a@example.org")
        with pytest.raises(Refused, match="5 mails went to this address"):
            place.invite("a@example.org")
        services.invitation_to_show(services.hash_of(secret_of(last)))
        place.invite("b@example.org")
        clock.shift(timedelta(hours=1, seconds=1))
        place.invite("a@example.org")
