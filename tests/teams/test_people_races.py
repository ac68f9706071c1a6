"""Two at the same moment, on the real database: one place, one admin, one thing made."""

import uuid

import pytest

from assessments.actor import OrganisationRole
from assessments.reports.services.erasing import erase_person
from assessments.teams import services
from assessments.teams.errors import InvitationGone, Refused
from assessments.teams.models import Invitation, Member, Product, SentForm, TeamMember, User
from tests import factories
from tests.teams.conftest import actor, at_once, make_place, secret_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_admins_who_demote_each_other_one_stays():
    for _ in range(5):
        place = make_place()
        second = factories.admin_of(place.organisation)

        def demote(by, of, place=place):
            return lambda: services.change_member(
                actor=actor(by),
                organisation_id=place.organisation.pk,
                user_id=of.pk,
                role=OrganisationRole.MEMBER,
                edits_banks=False,
            )

        at_once(demote(place.admin, second), demote(second, place.admin))

        admins = Member.objects.filter(organisation=place.organisation, role="admin")
        assert admins.count() == 1


def test_of_two_admins_who_leave_one_stays():
    for _ in range(5):
        place = make_place()
        second = factories.admin_of(place.organisation)

        def leave(who, place=place):
            return lambda: services.leave_organisation(
                actor=actor(who), organisation_id=place.organisation.pk
            )

        found = at_once(leave(place.admin), leave(second))

        assert sum(isinstance(one, Refused) for one in found) == 1
        admins = Member.objects.filter(organisation=place.organisation, role="admin")
        assert admins.count() == 1


def test_two_accepts_of_one_link_make_one_account_and_one_membership():
    place = make_place()
    kept = services.hash_of(secret_of(place.invite()))

    def join(name):
        return lambda: services.join_with_new_account(secret_hash=kept, name=name, password="p")

    found = at_once(join("One"), join("Two"))

    assert sorted(type(one).__name__ for one in found) == ["InvitationGone", "Joined"]
    user = User.objects.get(email="new@example.org")
    assert TeamMember.objects.filter(user=user).count() == 1


def test_a_revoked_link_is_not_accepted_at_the_same_moment():
    for number in range(5):
        place = make_place()
        person = factories.UserFactory(email=f"new-{number}@example.org")
        invited = place.invite(person.email)
        kept = services.hash_of(secret_of(invited))

        accepted, _revoked = at_once(
            lambda kept=kept, person=person: services.accept_invitation(
                actor=actor(person), secret_hash=kept
            ),
            lambda invited=invited, place=place: services.revoke_invitation(
                actor=actor(place.admin), invitation_id=invited.invitation.pk
            ),
        )

        row = Invitation.objects.get(pk=invited.invitation.pk)
        is_member = Member.objects.filter(user=person).exists()
        assert is_member is not isinstance(accepted, InvitationGone)
        assert (row.accepted_at is None) is not is_member
        assert (row.revoked_at is None) is is_member


def test_two_invitations_to_one_place_leave_one_open():
    place = make_place()

    at_once(*[place.invite] * 4)

    assert Invitation.objects.filter(revoked_at__isnull=True).count() == 1


@pytest.mark.parametrize("sends", [2, 4])
def test_a_form_sent_at_once_makes_one_thing(sends):
    place, token = make_place(), uuid.uuid4()

    def send():
        return services.once(
            user_id=place.lead.pk,
            token=token,
            make=lambda: services.create_product(
                actor=actor(place.lead), team_id=place.team.pk, name="Planner"
            ),
        ).made_id

    found = at_once(*[send] * sends)

    assert set(found) == {Product.objects.get().pk}


def test_a_form_that_was_refused_can_be_sent_again():
    place, token = make_place(), uuid.uuid4()

    def send(name):
        return services.once(
            user_id=place.lead.pk,
            token=token,
            make=lambda: services.create_product(
                actor=actor(place.lead), team_id=place.team.pk, name=name
            ),
        )

    with pytest.raises(Refused):
        send("")
    assert not SentForm.objects.exists()
    assert send("Planner").made is not None
    assert send("Planner").made is None


def test_the_same_form_of_two_people_makes_two_things():
    place, token = make_place(), uuid.uuid4()
    for user in (place.lead, place.admin):
        services.once(
            user_id=user.pk,
            token=token,
            make=lambda user=user: services.create_product(
                actor=actor(user), team_id=place.team.pk, name="Planner"
            ),
        )

    assert Product.objects.count() == 2


def test_forms_sent_long_ago_are_forgotten():
    place = make_place()
    old = SentForm.objects.create(user=place.lead, token=uuid.uuid4(), made_id=1)
    SentForm.objects.filter(pk=old.pk).update(at="2020-01-01T00:00Z")

    services.once(
        user_id=place.lead.pk,
        token=uuid.uuid4(),
        make=lambda: services.create_product(
            actor=actor(place.lead), team_id=place.team.pk, name="Planner"
        ),
    )

    assert not SentForm.objects.filter(pk=old.pk).exists()


def test_of_two_admins_who_erase_themselves_one_stays():
    for _ in range(5):
        place = make_place()
        second = factories.admin_of(place.organisation)

        def erase(who):
            return lambda: erase_person(actor=actor(who), user_id=who.pk)

        found = at_once(erase(place.admin), erase(second))

        assert sum(isinstance(one, Refused) for one in found) == 1
        admins = Member.objects.filter(organisation=place.organisation, role="admin")
        assert admins.count() == 1
